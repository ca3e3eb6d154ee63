"""The letters of procedures, as HTML and as PDF. Always in Dutch."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from core import paper
from register.choices.cases import ClockCode, Objector, ProcedureCode
from register.models import CaseEvent
from register.papers.documents import Issuer
from register.rules import Party, Remedy, Term, terms

LANGUAGE = "nl"
WHERE = {
    Objector.TEACHER: "in Mijn Lerarenregister, bij “Procedures”",
    Objector.PROVIDER: "op de pagina’s voor aanbieders, bij “Bezwaren”",
    Objector.APPLICANT: "op de pagina van uw aanvraag, met de link in onze e-mail",
}
AT_ADMISSION = "op de pagina van uw aanmelding"
BODIES: dict[str, str] = {
    ProcedureCode.DEFERRAL: "deferral",
    ProcedureCode.OWN_REQUEST: "end",
    ProcedureCode.STRIKING_OFF: "end",
    ProcedureCode.OBJECTION: "objection",
}
TITLES = {
    "deferral.request_more": "Wij hebben nog gegevens van u nodig",
    "deferral.grant": "U krijgt uitstel: uw periode duurt langer",
    "deferral.refuse": "U krijgt geen uitstel",
    "deferral.disregard": "Wij behandelen uw verzoek om uitstel niet verder",
    "own_request.strike_off": "U bent uitgeschreven uit het Lerarenregister",
    "own_request.restore": "U bent weer ingeschreven in het Lerarenregister",
    "own_request.refuse_restoration": "Wij schrijven u niet opnieuw in",
    "striking_off.announce": "Wij willen uw inschrijving doorhalen. Wat vindt u daarvan?",
    "striking_off.drop": "Wij halen uw inschrijving niet door",
    "striking_off.strike_off": "Wij hebben uw inschrijving doorgehaald",
    "striking_off.restore": "U bent weer ingeschreven in het Lerarenregister",
    "striking_off.refuse_restoration": "Wij schrijven u niet opnieuw in",
    "objection.request_repair": "Uw bezwaar is nog niet compleet",
    "objection.admit": "Wij behandelen uw bezwaar",
    "objection.invite": "Uitnodiging voor een hoorzitting",
    "objection.adjourn": "Wij hebben meer tijd nodig voor uw bezwaar",
    "objection.agree_later": "Wij besluiten op een later moment over uw bezwaar",
    "objection.uphold": "Uw bezwaar is gegrond",
    "objection.dismiss": "Uw bezwaar is ongegrond",
    "objection.declare_inadmissible": "Wij kunnen uw bezwaar niet behandelen",
}


@dataclass(frozen=True)
class CaseLetter:
    """A letter about one event of a case: the context of ``documents/letter.html`` and its body.

    ``draft`` marks a letter whose legal terms no lawyer has confirmed yet (domain.md §3.3).
    """

    event: CaseEvent
    issuer: Issuer
    draft: bool
    demo: bool

    @property
    def decided_on(self) -> date:
        return self.event.on

    @property
    def name(self) -> str:
        case = self.event.case
        return case.teacher.full_name if case.teacher else case.about

    @property
    def number(self) -> str:
        """The registration number; a provider has none."""
        teacher = self.event.case.teacher
        return teacher.number if teacher else ""

    @property
    def where(self) -> str:
        """The URL where the addressee responds to the letter."""
        case = self.event.case
        return AT_ADMISSION if case.by_newcomer else WHERE[case.objector]

    @property
    def reference(self) -> str:
        return self.event.case.reference

    @property
    def appeal(self) -> bool:
        return self.event.rule.remedy is Remedy.APPEAL

    @property
    def remedy_weeks(self) -> int:
        return self.event.case.table.remedy_weeks

    @cached_property
    def _terms(self) -> list[Term]:
        """The terms as they were at this event, whatever came later."""
        before = self.event.case.events.filter(pk__lt=self.event.pk)
        happened = [event.as_event for event in before.order_by("pk")]
        return terms(self.event.case.table, [*happened, self.event.as_event])

    @property
    def yours_until(self) -> date | None:
        """The last day for the teacher's answer, if this letter asks for one and was sent."""
        yours = self._yours
        return yours[-1].due_on if yours and not yours[-1].unannounced else None

    @property
    def yours_weeks(self) -> int:
        """The number of weeks for the teacher's answer, if this letter asks for one."""
        return self._yours[-1].clock.weeks if self._yours else 0

    @property
    def _yours(self) -> list[Term]:
        return [term for term in self._terms if term.clock.by == Party.TEACHER and term.running]

    @property
    def ours_until(self) -> date | None:
        """The last day on which the register decides."""
        ours = [term for term in self._terms if term.clock.code == ClockCode.DECIDE]
        return ours[-1].due_on if ours and ours[-1].running else None


def title(event: CaseEvent) -> str:
    return TITLES[f"{event.case.procedure}.{event.act}"]


def letter_html(letter: CaseLetter) -> SafeString:
    """Return the body of a letter, the same on a page and in the PDF."""
    case = letter.event.case
    context = {"content": letter, "event": letter.event, "case": case}
    with translation.override(LANGUAGE):
        return render_to_string(f"register/letters/case_{BODIES[case.procedure]}.html", context)


def letter_pdf(letter: CaseLetter) -> bytes:
    context = {"content": letter, "title": title(letter.event), "body": letter_html(letter)}
    with translation.override(LANGUAGE):
        page = render_to_string("register/documents/letter.html", context)
    return paper.as_pdf(paper.lay_out(page))
