"""Codes to claim a record with, and alarms about a claim."""

from datetime import timedelta

from django.core import signing

from accounts import codes
from accounts.choices import AlarmStatus
from accounts.models import ClaimAlarm, ClaimCode, Person
from accounts.signals import opening_asked
from core import crypto

ALARM = "claim alarm"
ALARM_FOR = timedelta(days=180)


def open_claim(person: Person) -> ClaimCode | None:
    """Return the code with which this person may still claim their record."""
    return person.claim_codes.open().first()


def plain_code(code: ClaimCode) -> str:
    """Return a claim code in plain text. For letters only."""
    plain = crypto.decrypt(code.ciphertext, bound_to=bytes(code.digest).hex())
    return codes.shown(plain.decode())


def alarm_token(person: Person) -> str:
    """Return the secret of the link “this was not me” about the claim of a person. For letters."""
    code = person.claim_codes.filter(used_at__isnull=False).latest("used_at")
    return signing.dumps(code.pk, salt=ALARM)


def code_of_alarm(token: str) -> ClaimCode | None:
    """Return the claim code that such a link is about."""
    try:
        pk = signing.loads(token, salt=ALARM, max_age=ALARM_FOR)
    except signing.BadSignature:
        return None
    used = ClaimCode.objects.filter(used_at__isnull=False).select_related("person")
    return used.filter(pk=pk).first()


def alarms_to_look_into() -> int:
    return ClaimAlarm.objects.filter(status=AlarmStatus.OPEN).count()


def may_be_opened(person: Person) -> bool:
    """Tell whether nothing keeps an account shut: no alarm, no merge, no app above."""
    alarmed = ClaimAlarm.objects.filter(person=person, status=AlarmStatus.OPEN).exists()
    if alarmed or person.merged_into_id:
        return False
    return not any(why for _receiver, why in opening_asked.send(sender=Person, person=person))
