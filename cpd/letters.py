"""Mail to providers, written in Dutch. The first line of a template is the subject."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from .models import Judgement
from .selectors.offers import editors_of
from .selectors.terms import terms_on


def judgement(judgement: Judgement, *, on: date) -> EmailMessage:
    """Tell everybody who works on a provider's offers what was decided, why, and what next."""
    offer = judgement.submission.offer
    link = f"{settings.SITE_URL}{reverse('cpd:provider_offer', args=[offer.pk])}"
    text = render_to_string(
        f"cpd/letters/{judgement.outcome}.txt",
        {
            "judgement": judgement,
            "offer": offer,
            "link": link,
            "weeks": terms_on(on).judging_weeks,
            "issuer": ", ".join([settings.ISSUER_NAME, *settings.ISSUER_ADDRESS]),
        },
    )
    subject, _, body = text.strip().partition("\n")
    return EmailMessage(
        subject.strip(), body.strip() + "\n", to=editors_of(offer.provider_id, on=on)
    )
