"""Who wants to be a provider in the demo, and waits for an administrator."""

from datetime import date, timedelta

from cpd.models import Application
from cpd.selectors.terms import requirements_of
from cpd.services.applications import (
    answer_requirement,
    start_application,
    submit_application,
    write_contact,
    write_organisation,
)

from .people import DOMAIN

ANSWERS = {
    "quality": "Elke cursus begint met een gesprek met een school. Twee collega’s lezen mee.",
    "staff": "Al onze docenten hebben een tweedegraads bevoegdheid of een master.",
    "practice": "Vier leraren uit het mbo en het vo denken mee en herzien het aanbod elk jaar.",
    "evaluation": "Deelnemers vullen na afloop een formulier in. De uitkomst staat op onze site.",
    "complaints": "Wie een klacht heeft, hoort binnen twee weken. Daarna beslist een commissie.",
}
RULES = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # noqa: E501  an empty page


def make_applications(*, on: date) -> None:
    """Make one application that waits for a decision, and one that is being written."""
    waiting = _begun("Museum Pakhuis Cursussen", "90000012", "pakhuis", on=on)
    for requirement in requirements_of(waiting.requirements):
        code = requirement.code
        file = ("klachtenregeling.pdf", RULES) if code == "complaints" else None
        answer_requirement(waiting, actor=None, requirement=code, text=ANSWERS[code], file=file)
    submit_application(waiting, actor=None, on=on - timedelta(days=9))
    _begun("Studio Spraak", "90000023", "spraak", on=on)


def _begun(name: str, kvk: str, box: str, *, on: date) -> Application:
    application = start_application(email=f"{box}@{DOMAIN}", on=on, actor=None)
    write_organisation(
        application, actor=None, name=name, kvk=kvk, website=f"https://{box}.example"
    )
    return write_contact(
        application,
        actor=None,
        contact="Eva de Boer",
        phone="020 555 01 23",
        second_contact="",
        second_email="",
    )
