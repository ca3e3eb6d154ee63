import re
from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts import codes
from accounts.models import ClaimCode
from accounts.selectors import claims as selectors
from accounts.services import claims
from accounts.signals import record_claimed
from core.errors import Refused
from core.models import AuditEvent, OutboxMessage
from tests.factories.accounts import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
BORN = date(1990, 4, 12)
WRONG = date(1990, 4, 13)


@pytest.fixture
def officer():
    return PersonFactory(hr_officer=True)


@pytest.fixture
def person():
    return PersonFactory(birth_date=BORN, given_names="Fatima", family_name="Yilmaz")


@pytest.fixture
def plain(person, officer):
    return claims.issue_claim_code(person, actor=officer)


def check(text, birth_date=BORN):
    return claims.check_code(text, birth_date=birth_date, actor=None)


def refusal_of(text, birth_date=BORN):
    with pytest.raises(Refused) as refusal:
        check(text, birth_date)
    return refusal.value.code


# The code


def test_a_code_looks_as_it_does_in_a_letter(plain):
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", plain)


def test_a_code_can_be_read_again_for_its_letter(person, plain):
    assert selectors.plain_code(selectors.open_claim(person)) == plain


def test_a_code_stands_nowhere_in_the_clear(plain):
    code, bare = ClaimCode.objects.get(), codes.read(plain)

    assert bare.encode() not in bytes(code.ciphertext) + bytes(code.digest)
    assert bare not in str(list(AuditEvent.objects.values_list("data")))


def test_a_new_code_replaces_the_old_one(person, officer, plain):
    second = claims.issue_claim_code(person, actor=officer)

    assert refusal_of(plain) == "no_match"
    assert check(second).person == person


def test_who_claimed_gets_no_code(officer):
    with pytest.raises(Refused) as refusal:
        claims.issue_claim_code(PersonFactory(teacher=True), actor=officer)

    assert refusal.value.code == "claimed"


def test_a_code_and_a_date_of_birth_together_open_the_record(person, plain):
    assert check(plain.lower().replace("-", " ")).person == person


def test_a_wrong_date_reads_the_same_as_a_wrong_code(plain):
    with pytest.raises(Refused) as wrong_date:
        check(plain, WRONG)
    with pytest.raises(Refused) as wrong_code:
        check("AAAA-AAAA-AAAA")

    assert wrong_date.value.messages == wrong_code.value.messages


def test_only_who_has_both_right_reads_that_a_code_expired(plain):
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        assert refusal_of(plain) == "expired"
        assert refusal_of(plain, WRONG) == "no_match"


def test_a_code_works_until_its_last_day(plain):
    with time_machine.travel(timezone.now() + timedelta(days=59, hours=23)):
        assert check(plain)


def test_after_five_wrong_dates_the_code_is_dead(plain):
    assert [refusal_of(plain, WRONG) for _ in range(5)] == ["no_match"] * 5
    assert refusal_of(plain) == "blocked"
    assert AuditEvent.objects.filter(action="claimcode.wrong_date").count() == 5


def test_four_wrong_dates_do_not_kill_a_code(plain):
    for _ in range(4):
        refusal_of(plain, WRONG)

    assert check(plain)


def test_a_person_of_unknown_birth_cannot_be_claimed(officer):
    plain = claims.issue_claim_code(PersonFactory(birth_date=None), actor=officer)

    assert refusal_of(plain) == "no_match"


# The claim


def begin(plain, email="Fatima@example.nl"):
    return claims.claim(check(plain), email=email, password=PASSWORD, actor=None)


def test_a_begun_claim_is_not_a_claim(person, plain):
    begin(plain)

    person.refresh_from_db()
    assert (person.claimed_at, person.email) == (None, "")
    assert check(plain)


def test_a_mistyped_address_is_put_right_with_the_same_code(person, plain):
    begin(plain, "fatma@example.nl")
    begin(plain)

    assert EmailAddress.objects.get(user=person).email == "fatima@example.nl"


def test_asking_twice_for_the_same_address_keeps_the_first_link_alive(plain):
    assert begin(plain) == begin(plain)


def test_a_new_code_undoes_a_begun_claim(person, officer, plain):
    begin(plain)

    claims.issue_claim_code(person, actor=officer)

    person.refresh_from_db()
    assert not person.has_usable_password()
    assert not EmailAddress.objects.filter(user=person).exists()


def test_a_code_that_was_replaced_meanwhile_no_longer_claims(person, officer, plain):
    code = check(plain)
    claims.issue_claim_code(person, actor=officer)

    with pytest.raises(Refused) as refusal:
        claims.claim(code, email="a@example.nl", password=PASSWORD, actor=None)

    assert refusal.value.code == "not_open"


def test_a_finished_claim_uses_up_the_code_and_tells_whoever_listens(person, plain):
    begin(plain)
    heard = []
    record_claimed.connect(listener := lambda sender, person, **_: heard.append(person))

    try:
        finished = claims.finish_claim(person, actor=person)
    finally:
        record_claimed.disconnect(listener)

    assert (finished, heard) == (True, [person])
    assert person.claimed_at
    assert refusal_of(plain) == "no_match"
    assert AuditEvent.objects.filter(action="person.claimed", actor=person).count() == 1


def test_a_claim_is_finished_once(person, plain):
    begin(plain)
    claims.finish_claim(person, actor=person)

    assert claims.finish_claim(person, actor=person) is False


# The pages


def submit_code(client, text, birth_date="12-4-1990"):
    return client.post(reverse("accounts:claim"), {"text": text, "birth_date": birth_date})


def choose_account(client, email="fatima@example.nl", password=PASSWORD):
    return client.post(
        reverse("accounts:claim_account"), {"email": email, "password": password}, follow=True
    )


def link_in(mail):
    return re.search(r"http://localhost:8000(/e-mailadres-bevestigen/\S+)", mail.body)[1]


def test_a_teacher_claims_the_record_and_is_signed_in(client, person, plain, post, settings):
    settings.AFTER_CLAIM_URL = "accounts:account"
    assert submit_code(client, plain).url == reverse("accounts:claim_account")
    choose_account(client)
    [mail] = post()

    response = client.post(link_in(mail), follow=True)

    person.refresh_from_db()
    assert mail.to == ["fatima@example.nl"]
    assert response.redirect_chain[-1][0] == reverse("accounts:account")
    assert response.context["user"] == person
    assert (person.email, bool(person.claimed_at)) == ("fatima@example.nl", True)


def test_the_claimed_address_is_told(client, plain, post, settings):
    settings.AFTER_CLAIM_URL = "accounts:account"
    submit_code(client, plain)
    choose_account(client)
    client.post(link_in(post()[0]))

    assert "in beheer genomen" in post()[1].body


def test_in_another_browser_the_link_claims_and_leads_to_the_sign_in_page(
    client, person, plain, post, settings
):
    settings.AFTER_CLAIM_URL = "accounts:account"
    submit_code(client, plain)
    choose_account(client)
    client.logout()

    response = client.post(link_in(post()[0]))

    person.refresh_from_db()
    assert response.url == reverse("account_login")
    assert person.claimed_at


def test_an_address_that_has_an_account_is_told_so_by_mail_only(client, plain, post, settings):
    settings.AFTER_CLAIM_URL = "accounts:account"
    other = PersonFactory(hr_officer=True)
    submit_code(client, plain)

    page = choose_account(client, email=other.email)

    [mail] = post()
    assert "Kijk in uw e-mail" in page.text
    assert mail.subject == "U heeft al een account bij het Lerarenregister"


def test_a_name_is_not_shown_before_code_and_date_are_right(client, person, plain):
    assert person.family_name not in submit_code(client, plain, "13-4-1990").text


def test_the_second_page_cannot_be_opened_without_a_code(client):
    assert client.get(reverse("accounts:claim_account")).url == reverse("accounts:claim")


def test_after_thirty_misses_an_address_has_to_wait(client):
    answers = [submit_code(client, "AAAA-AAAA-AAAA").status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]


def test_hits_do_not_count_towards_the_limit(client, officer):
    for _ in range(31):
        plain = claims.issue_claim_code(PersonFactory(birth_date=BORN), actor=officer)
        assert submit_code(client, plain).status_code == 302


def test_who_is_signed_in_reads_what_to_do(client, officer, plain):
    client.force_login(officer)

    response = submit_code(client, plain)

    assert "gebruik een ander e-mailadres voor uw dossier" in response.text


@pytest.mark.parametrize(
    ("text", "birth_date"),
    [("", ""), ("\x00", "1-1-1990"), ("K7QD-4M2X-9TRF", "31-2-1990"), ("é" * 40, "1-1-1")],
)
def test_odd_input_is_refused_in_words(client, text, birth_date):
    response = submit_code(client, text, birth_date)

    assert response.status_code == 200
    assert response.context["form"].errors


def test_the_outbox_holds_no_address(client, plain, settings):
    settings.AFTER_CLAIM_URL = "accounts:account"
    submit_code(client, plain)
    choose_account(client)

    assert "@" not in str(list(OutboxMessage.objects.values_list("key", "kwargs")))
