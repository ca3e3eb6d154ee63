"""Mail to people without an account, always in Dutch; the first line of a text is its subject."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from cpd.selectors.applications import link_to
from cpd.selectors.offers import editors_of
from register.models import CaseEvent, Conversation
from register.selectors.conversations import plain_token

from . import case_letters
from .contents import LANGUAGE


def conversation(conversation: Conversation) -> EmailMessage:
    """Send somebody without an account the link to what a teacher shows them."""
    path = reverse("register:conversation_link", args=[plain_token(conversation)])
    context = {"conversation": conversation, "link": f"{settings.SITE_URL}{path}"}
    return _mail("conversation", context, to=[conversation.partner_email])


def to_provider(event: CaseEvent, *, on: date) -> EmailMessage:
    """Tell a provider, or an applicant, that there is a letter about their objection."""
    case = event.case
    if case.provider:
        to = editors_of(case.provider.pk, on=on)
        link = f"{settings.SITE_URL}{case.get_absolute_url()}"
    elif case.application:
        to = [case.application.email, case.application.second_email]
        link = link_to(case.application)
    context = {"event": event, "case": case, "title": case_letters.title(event), "link": link}
    return _mail("case_event", context, to=[address for address in to if address])


def _mail(template: str, context: dict[str, object], *, to: list[str]) -> EmailMessage:
    with translation.override(LANGUAGE):
        text = render_to_string(f"register/mail/{template}.txt", context)
    subject, _, body = text.strip().partition("\n")
    return EmailMessage(subject.strip(), body.strip() + "\n", to=to)
