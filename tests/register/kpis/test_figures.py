"""Key figures: each recomputed from its definition, published once, open to all."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import InternalError, transaction

from accounts.models import Merge
from core.kpi import compute
from cpd.models import Cost
from register.kpis.published import KPIS
from register.kpis.regions import REGION_KPIS
from register.models import Case, CaseEvent, Note, PublishedFigure
from register.services.figures import publish_figures
from tests.factories.accounts import ClaimCodeFactory, DoubleFactory, PersonFactory
from tests.factories.cpd import ActivityFactory, OfferFactory
from tests.factories.register import (
    STARTED_ON,
    CertificateFactory,
    CycleFactory,
    DecisionFactory,
    QualificationFactory,
    RegistrationFactory,
)
from tests.factories.schools import AppointmentFactory, BasisFactory, DeliveryFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)
PAGE = "/cijfers/"


def exact(name: str, *, on: date = ON) -> dict[str, float | None]:
    return {line.key: line.value for line in compute(KPIS[name], on=on) if line.value}


def test_delivered_people_count_once_in_the_whole_and_in_each_sector():
    primary = AppointmentFactory(location__sector="po", since=date(2025, 8, 1))
    AppointmentFactory(staff=primary.staff, location__sector="vo", since=date(2026, 3, 1))
    AppointmentFactory(since=date(2025, 8, 1), until=date(2026, 3, 1))

    assert exact("aangeleverd") == {"": 1, "po": 1, "vo": 1}
    assert exact("aangeleverd", on=date(2026, 2, 28)) == {"": 2, "po": 1, "vo": 1}


def test_the_anteroom_is_counted_by_ground():
    BasisFactory(code="VO-VERV", since=date(2026, 1, 1), until=date(2026, 7, 1))
    BasisFactory(code="VO-GET")

    assert exact("voorportaal") == {"VO-VERV": 1}


def test_registered_is_who_confirmed_and_did_not_leave_by_confirmed_qualification():
    QualificationFactory(person=RegistrationFactory(registered_on=ON).person, sector="vo")
    RegistrationFactory(delivered=True)
    RegistrationFactory(left=True)
    RegistrationFactory(anteroom=True)

    assert exact("geregistreerd") == {"": 1, "vo": 1}
    assert exact("geregistreerd", on=date(2026, 2, 28)) == {}


def test_renewed_is_who_has_a_certificate_in_force():
    CertificateFactory(issued_on=ON, cycle__registration__person__number="LR6157930214")
    CertificateFactory(issued_on=date(2022, 1, 1), valid_until=ON)
    CertificateFactory(issued_on=date(2022, 1, 1), withdrawn=True)

    assert exact("geherregistreerd") == {"": 1}


def test_confirmed_is_a_share_of_the_delivered():
    RegistrationFactory(delivered_on=date(2026, 1, 1), registered_on=date(2026, 1, 11))
    RegistrationFactory(delivered=True, delivered_on=date(2026, 1, 1))
    RegistrationFactory(delivered=True, delivered_on=date(2026, 3, 2))

    assert exact("bevestigd") == {"": 50, "register": 50}


def test_a_note_counts_as_long_as_it_stands():
    for days in ({"since": ON}, {"since": date(2026, 3, 2)}, {"since": STARTED_ON, "until": ON}):
        cycle = CycleFactory()
        Note.objects.create(cycle=cycle, registration=cycle.registration, **days)

    assert exact("met-aantekening") == {"": 1}


def test_new_registrations_are_those_of_the_month_before():
    for day in (date(2026, 2, 1), date(2026, 2, 28), ON, date(2026, 1, 31)):
        RegistrationFactory(registered_on=day)

    assert exact("nieuw-ingeschreven") == {"": 2}


def test_the_funnel_narrows_from_delivered_to_renewed():
    delivered = RegistrationFactory(delivered=True, person__claimed_at=None)
    ClaimCodeFactory(person=delivered.person)
    RegistrationFactory(delivered=True, person__claimed_at=None)
    RegistrationFactory()
    CertificateFactory()
    RegistrationFactory(left=True)
    RegistrationFactory(anteroom=True)

    steps = exact("trechter", on=date(2999, 1, 1))

    assert steps == {"delivered": 4, "invited": 3, "claimed": 2, "registered": 2, "renewed": 1}


def test_decisions_are_in_time_within_eight_weeks():
    for day in (date(2026, 2, 26), date(2026, 2, 27)):
        CycleFactory(renewed=True, submitted_on=date(2026, 1, 1), decided_on=day)

    assert exact("binnen-termijn") == {"": 50}


def test_objections_count_by_their_last_decision():
    for outcome in ("uphold", "dismiss", "dismiss", "declare_inadmissible", "admit"):
        decision = DecisionFactory()
        facts = {"registration": decision.cycle.registration, "decision": decision}
        case = Case.objects.create(procedure="objection", version="1.0", opened_on=ON, **facts)
        CaseEvent.objects.create(case=case, act=outcome, on=ON)

    assert exact("bezwaren") == {"": 4, "upheld": 1, "dismissed": 2, "inadmissible": 1}
    assert exact("bezwaren-gegrond") == {"": 25}
    assert exact("bezwaren", on=date(2026, 2, 28)) == {}


def test_doubles_count_when_found_and_when_merged():
    doubles = DoubleFactory.create_batch(2, found_at=datetime(2026, 2, 1, 12, tzinfo=UTC))
    facts = {"was_active": True, "standing": 0, "merged_by": PersonFactory()}
    double = doubles[0]
    moment = datetime(2026, 2, 2, 12, tzinfo=UTC)
    Merge.objects.create(
        double=double, survivor=double.first, other=double.second, merged_at=moment, **facts
    )

    assert exact("dubbelen") == {"found": 2, "merged": 1}
    assert exact("dubbelen", on=date(2026, 1, 31)) == {}


def test_a_ground_is_followed_up_without_a_day_in_between():
    first = BasisFactory(code="VO-VERV", since=date(2025, 9, 1), until=date(2026, 2, 1))
    BasisFactory(appointment=first.appointment, code="VO-GET", since=date(2026, 2, 1))
    BasisFactory(code="VO-VERV", since=date(2025, 9, 1), until=date(2026, 2, 1))
    BasisFactory(code="VO-VERV", since=date(2025, 9, 1), until=date(2026, 3, 2))

    assert exact("gronden-opgevolgd") == {"": 50, "VO-VERV": 50}


def test_the_time_of_a_delivery_is_that_for_each_row():
    for minutes in (1, 2, 30):
        DeliveryFactory(
            rows=60,
            approved=True,
            handed_in_at=datetime(2026, 2, 1, 12, tzinfo=UTC),
            approved_at=datetime(2026, 2, 1, 12, minutes, tzinfo=UTC),
        )

    assert exact("seconden-per-persoon") == {"": 2}


def test_days_are_those_in_which_half_had_done_it():
    for days in (2, 4, 20):
        RegistrationFactory(delivered_on=date(2026, 1, 1), registered_on=date(2026, 1, 1 + days))
    RegistrationFactory(delivered_on=date(2025, 1, 1), registered_on=date(2025, 3, 1))
    CycleFactory(renewed=True, submitted_on=date(2026, 2, 1), decided_on=date(2026, 2, 11))

    assert exact("dagen-tot-bevestiging") == {"": 4, "register": 4}
    assert exact("dagen-tot-besluit") == {"": 10}


def test_hours_are_of_the_last_twelve_months_and_of_what_stands_in_a_file():
    ActivityFactory(done_on=ON, hours={"pedagogy": 3})
    ActivityFactory(done_on=date(2025, 3, 2), hours={"pedagogy": 4}, settled=True)
    ActivityFactory(done_on=date(2025, 3, 1), hours={"pedagogy": 16})
    ActivityFactory(done_on=date(2026, 3, 2), hours={"pedagogy": 16})
    ActivityFactory(done_on=ON, hours={"pedagogy": 16}, withdrawn=True)

    assert exact("uren") == {"pedagogy": 7}


def test_the_share_of_judged_courses_is_of_all_activities():
    ActivityFactory(done_on=ON, kind="course", offer=OfferFactory(validated=True))
    ActivityFactory(done_on=ON, kind="intervision")

    assert exact("gevalideerd") == {"": 50, "course": 100}


def test_every_figure_is_worked_out_by_hand_in_this_file():
    worked_out = re.findall(r'exact\("([\w-]+)"', Path(__file__).read_text())

    assert {*worked_out, "regio-voorportaal", "regio-ondersteuners"} == set(KPIS)


def test_figures_are_published_for_the_first_of_the_month_and_once():
    RegistrationFactory(registered_on=date(2026, 2, 1))

    assert publish_figures(on=date(2026, 3, 14)) == len(KPIS)
    assert publish_figures(on=date(2026, 3, 31)) == 0
    assert {figure.on for figure in PublishedFigure.objects.all()} == {ON}


def test_what_was_published_stays_as_it_was():
    publish_figures(on=ON)

    for change in ({"values": {}}, None):
        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            figures = PublishedFigure.objects.filter(name="uren")
            figures.update(**change) if change else figures.delete()


def test_the_command_gives_the_exact_value_with_its_definition_and_query(capsys):
    RegistrationFactory(delivered=True, delivered_on=ON)

    call_command("kpi", "bevestigd", "--on", "2026-03-01")

    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert answer["lines"][0] == {
        "key": "",
        "label": "Alle delen",
        "value": 0.0,
        "published": None,
    }
    assert "from register_registration" in printed.err


def test_anybody_sees_the_figures_of_the_last_date_or_of_another(client):
    publish_figures(on=date(2026, 2, 1))
    RegistrationFactory.create_batch(7, registered_on=date(2026, 2, 2))
    publish_figures(on=ON)

    last, earlier = client.get(PAGE), client.get(PAGE, {"peildatum": "2026-02-01"})

    assert last.context["on"] == ON
    assert rows_of(last, "geregistreerd")[0].value == 5
    assert rows_of(earlier, "geregistreerd")[0].value == 0
    assert client.get(PAGE, {"peildatum": "'; drop"}).context["on"] == ON


def rows_of(page, name):
    return next(figure.rows for figure in page.context["figures"] if figure.kpi.name == name)


def test_before_anything_is_published_the_page_says_so(client):
    assert "Er is nog niets gepubliceerd" in client.get(PAGE).text


def test_all_months_are_open_data_in_two_forms(client):
    publish_figures(on=date(2026, 2, 1))
    publish_figures(on=ON)

    as_csv, as_json = client.get(f"{PAGE}uren.csv"), client.get(f"{PAGE}uren.json")

    table = list(csv.DictReader(io.StringIO(as_csv.text.lstrip("\ufeff")), delimiter=";"))
    assert {row["peildatum"] for row in table} == {"2026-02-01", "2026-03-01"}
    assert len(table) == len(as_json.json()["waarden"]) == 12
    assert "from cpd_activityhours" in as_json.json()["berekening"]
    assert as_csv["Access-Control-Allow-Origin"] == as_json["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{PAGE}onbekend.csv").status_code == 404


def test_the_page_asks_the_same_of_the_database_whatever_was_published(
    client, django_assert_max_num_queries
):
    for month in range(1, 11):
        publish_figures(on=date(2026, month, 1))

    with django_assert_max_num_queries(10):
        client.get(PAGE)


def teaches_in(province, *, person=None, **basis):
    staff = {"appointment__staff__person": person} if person else {}
    return BasisFactory(appointment__location__province=province, **staff, **basis)


def person_of(basis):
    return basis.appointment.staff.person


def test_a_region_counts_who_teaches_there_and_the_country_everybody_once():
    in_two = person_of(teaches_in("Friesland"))
    teaches_in("Fryslân", person=in_two)
    teaches_in("Noord-Holland", person=in_two)
    elsewhere = person_of(teaches_in(""))
    stopped = person_of(teaches_in("Utrecht", until=ON))
    for person in (in_two, elsewhere, stopped):
        RegistrationFactory(person=person, registered_on=ON)

    assert exact("regio-geregistreerd") == {"": 2, "fryslan": 1, "noord_holland": 1}
    assert exact("regio-bevestigd", on=date(2026, 2, 1)) == {}


def test_a_region_counts_each_part_of_the_register_apart():
    for part in ("anteroom", "support"):
        for province in ("Utrecht", "Zeeland"):
            person = person_of(teaches_in(province))
            RegistrationFactory(person=person, registered_on=ON, **{part: True})
    RegistrationFactory(person=person_of(teaches_in("Zeeland")), anteroom=True, left=True)

    for name in ("regio-voorportaal", "regio-ondersteuners"):
        assert exact(name) == {"": 2, "utrecht": 1, "zeeland": 1}
        assert exact(name, on=date(2026, 2, 28)) == {}


def test_the_share_that_confirmed_is_of_who_was_delivered_there():
    for confirmed in (True, True, True, False):
        person = person_of(teaches_in("Zeeland"))
        RegistrationFactory(person=person, delivered=not confirmed)
    RegistrationFactory(person=person_of(teaches_in("Utrecht")), registered_on=date(2026, 3, 2))
    RegistrationFactory(person=person_of(teaches_in("Utrecht")), left=True)

    assert exact("regio-bevestigd") == {"": 60, "zeeland": 75}  # three of five, three of four


def test_a_region_counts_grounds_and_periods_that_are_about_to_end():
    soon = {"code": "VO-VERV", "since": date(2025, 9, 1)}
    teaches_in("Utrecht", until=date(2026, 9, 1), **soon)
    teaches_in("Utrecht", until=date(2026, 9, 2), **soon)
    for until in (date(2027, 3, 1), date(2027, 3, 2)):
        cycle = CycleFactory(until=until)
        teaches_in("Zeeland", person=cycle.registration.person)

    assert exact("regio-gronden-die-eindigen") == {"": 1, "utrecht": 1}
    assert exact("regio-laatste-jaar") == {"": 1, "zeeland": 1}


def test_hours_and_costs_of_a_region_are_counted_once_in_the_country():
    activity = ActivityFactory(done_on=ON, hours={"pedagogy": 3})
    Cost.objects.create(activity=activity, payer="employer", amount=120)
    for province in ("Utrecht", "Zeeland"):
        teaches_in(province, person=activity.person)

    assert exact("regio-uren") == {"": 3, "utrecht": 3, "zeeland": 3}
    assert exact("regio-kosten") == {"": 120, "utrecht": 120, "zeeland": 120}


def test_nothing_is_told_of_the_hours_of_fewer_than_five_in_a_region():
    activity = ActivityFactory(done_on=ON, hours={"pedagogy": 3})
    teaches_in("Utrecht", person=activity.person)

    lines = {line.key: line.published for line in compute(KPIS["regio-uren"], on=ON)}

    assert lines["utrecht"] is None
    assert lines["zeeland"] == 0
    assert len(lines) == 13


def test_the_page_of_regions_shows_those_figures_only(client):
    publish_figures(on=ON)

    page = client.get(f"{PAGE}regios/")

    shown = [figure.kpi for figure in page.context["figures"]]
    assert shown == REGION_KPIS
    assert len(shown[0].lines()) == len(page.context["figures"][0].rows) == 13


def test_the_dictionary_has_every_figure_and_every_line(client):
    page = client.get(f"{PAGE}gegevenswoordenboek/")
    table = client.get(f"{PAGE}gegevenswoordenboek.csv").text.lstrip("\ufeff")
    told = client.get(f"{PAGE}gegevenswoordenboek.json").json()

    lines = [
        (row["naam"], row["regel"]) for row in csv.DictReader(io.StringIO(table), delimiter=";")
    ]
    assert lines == [(name, key) for name, kpi in KPIS.items() for key in kpi.lines()]
    assert [figure["naam"] for figure in told["cijfers"]] == list(KPIS)
    assert list(told["kolommen"]) == [
        "peildatum",
        "naam",
        "regel",
        "omschrijving",
        "waarde",
        "eenheid",
    ]
    assert all(name in page.text for name in KPIS)
