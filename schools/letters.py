"""Mail to boards and to their teachers. Written in Dutch; the first line is the subject."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import ClaimCode, Person
from accounts.selectors.claims import alarm_token, plain_code
from accounts.texts import Words
from core import clock, paper

from .models import Delivery, Dispute, StaffRecord


def receipt(delivery: Delivery, person: Person) -> EmailMessage:
    """Confirm to an officer that a delivery was processed, with the result."""
    link = f"{settings.SITE_URL}{delivery.get_absolute_url()}"
    return _letter("receipt", person.email, person=person, delivery=delivery, link=link)


def invitation(staff: StaffRecord, code: ClaimCode) -> EmailMessage:
    """Invite a teacher to claim the record that their school delivered."""
    return _letter(
        "invitation",
        staff.email,
        staff=staff,
        expires_at=code.expires_at,
        code=plain_code(code),
        link=f"{settings.SITE_URL}{reverse('accounts:claim')}",
    )


def claimed(staff: StaffRecord) -> EmailMessage:
    """Tell the address that a board delivered that the record was claimed, with another address."""
    link = reverse("accounts:not_me", args=[alarm_token(staff.person)])
    return _letter("claimed", staff.email, staff=staff, link=f"{settings.SITE_URL}{link}")


def claim_letters(invited: Iterable[tuple[StaffRecord, ClaimCode]]) -> bytes:
    """Return letters as one PDF, each on a page of its own, for window envelopes."""
    context = {
        "letters": [(staff, plain_code(code), code.expires_at) for staff, code in invited],
        "on": clock.today(),
        "link": f"{settings.SITE_URL}{reverse('accounts:claim')}",
    }
    with translation.override("nl"):
        html = render_to_string("schools/documents/claim_letters.html", context)
    return paper.as_pdf(paper.lay_out(html))


def answer(dispute: Dispute, person: Person) -> Words:
    """Tell a teacher that there is an answer, which they read in the portal."""
    return _mail("answer", person=person, dispute=dispute, link=_own_data())


def escalated(dispute: Dispute, person: Person) -> Words:
    """Tell a teacher whose board did not answer in time what happens now."""
    return _mail("escalated", person=person, dispute=dispute, link=_own_data())


def question(dispute: Dispute, person: Person) -> EmailMessage:
    """Tell an officer that a teacher has a question, which they read in the portal."""
    link = f"{settings.SITE_URL}{reverse('schools:dispute', args=[dispute.pk])}"
    return _letter("question", person.email, person=person, dispute=dispute, link=link)


def _own_data() -> str:
    return f"{settings.SITE_URL}{reverse('register:my_data')}"


def _letter(name: str, to: str, **context: object) -> EmailMessage:
    words = _mail(name, **context)
    return EmailMessage(words.subject, words.body, to=[to])


def _mail(name: str, **context: object) -> Words:
    with translation.override("nl"):
        text = render_to_string(f"schools/letters/{name}.txt", context)
    subject, _, body = text.partition("\n")
    return Words(subject.strip(), body.strip() + "\n")
