"""The pages of a delivery in a real browser: as wide as their window, clean for axe."""

import pytest
from django.utils import timezone

from schools.models import ColumnMemory, StaffRecord, ValueMemory
from schools.services.compensations import nothing_changed, undo
from schools.services.deliveries import upload
from tests.english import dutch_by_path
from tests.factories.schools import BoardFactory, LocationFactory
from tests.looks import faults_by_path

from .deliveries import ON, applied, checked, officer_of, taken_back
from .test_full_deliveries import full, member
from .test_views_readings import EXPORT

pytestmark = pytest.mark.django_db(transaction=True)


def pages_of_an_officer():
    """Return an officer and the pages of deliveries, each with something on it."""
    board = BoardFactory(number="41234", name="Stichting Rijn en Heuvel")
    LocationFactory(school__brin="00AB", board=board)
    officer = officer_of(board)
    done = applied(board, *[member(n) for n in range(1, 5)])
    wrong = checked(
        board,
        *[member(n, functiecategorie="D2", betrekkingsomvang="1,1") for n in range(5, 9)],
        {"personeelsnummer": "P-9", "bsn": "900000001", "grondslagcode": "VO-VERV"},
    )
    unnamed = upload(board, actor=officer, file_name="afas.csv", data=EXPORT, kind="changes", on=ON)
    ColumnMemory.objects.create(board=board, column="functiecategorie", source="rol")
    ValueMemory.objects.create(board=board, column="functiecategorie", said="d3", meant="9")
    half = full(board, member(1))
    same = nothing_changed(board, actor=officer, on=ON)
    mistake, built_on, other = (applied(board, member(n)) for n in (20, 21, 22))
    back = taken_back(mistake, actor=officer)
    StaffRecord.objects.filter(staff_number="P-21").update(confirmed_at=timezone.now())
    kept = taken_back(built_on, actor=officer)
    busy = undo(other, actor=officer, on=ON)
    assert (back.status, kept.status, busy.status) == ("applied", "discarded", "approved")
    own = "/bestuur/leveringen/"
    return officer, [
        *(own, f"{own}nieuw/", f"{own}{done.pk}/", f"{own}{wrong.pk}/", f"{own}{half.pk}/"),
        *("/bestuur/", f"{own}{done.pk}/terugdraaien/", f"{own}{same.pk}/", f"{own}{back.pk}/"),
        *(
            f"{own}veldengids/",
            f"{own}onthouden/",
            "/bestuur/grondslag/",
            "/bestuur/grondslag/?stap=vo-tijdelijk",
        ),
        *("/bestuur/grondslag/?stap=VO-VERV", "/bestuur/grondslag/?stap=geen"),
        f"{own}{wrong.pk}/signalen/?code=fte_above_one&kolom=betrekkingsomvang",
        *(f"{own}{mistake.pk}/", f"{own}{wrong.pk}/?show=new", f"{own}{kept.pk}/"),
        *(f"{own}{busy.pk}/", f"{own}{other.pk}/"),
        *(f"{own}{unnamed.pk}/kolommen/", f"{own}{wrong.pk}/waarden/?kolom=functiecategorie"),
    ]


def test_pages_are_accessible_and_never_wider_than_their_window(page, live_server):
    assert faults_by_path(page, [pages_of_an_officer()], url=live_server.url) == {}


@pytest.mark.django_db
def test_they_speak_english_too(client):
    assert dutch_by_path(client, [pages_of_an_officer()]) == {}
