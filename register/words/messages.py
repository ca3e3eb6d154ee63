"""The messages whose text administrators can edit, and the blanks that each of them has.

A message has the blanks that are listed here and no others. Blanks that are not optional must occur
in both languages, because without them the message fails its purpose.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import MessageKind
from accounts.texts import blanks, has_stray_brace

NAME = "naam"


@dataclass(frozen=True)
class Blank:
    """A blank in a text: what it is filled with, and an example."""

    about: str | Promise
    example: Any


@dataclass(frozen=True)
class MessageRule:
    """A message: when it is sent and which blanks it has; the name is always optional."""

    code: str
    title: str | Promise
    kind: MessageKind
    needed: tuple[str, ...]
    optional: tuple[str, ...] = (NAME,)

    @property
    def blanks(self) -> dict[str, Blank]:
        return {name: BLANKS[name] for name in (*self.needed, *self.optional)}

    @property
    def examples(self) -> dict[str, Any]:
        """Return the values for a preview."""
        return {name: blank.example for name, blank in self.blanks.items()}


BLANKS: Mapping[str, Blank] = {
    "aanvragen_vanaf": Blank(gettext_lazy("the first day to ask for renewal"), date(2027, 2, 1)),
    "adres": Blank(
        gettext_lazy("our postal address, on lines of its own"),
        "Lerarenregister\nPostbus 12345\n2500 AA Den Haag",
    ),
    "beoordelaar": Blank(gettext_lazy("who looked at the diploma"), "Lerarenregister"),
    "besluitdag": Blank(gettext_lazy("the day of the decision"), date(2026, 11, 20)),
    "code": Blank(gettext_lazy("the code of the certificate"), "K7QD 4M2X 9TRF"),
    "dag": Blank(gettext_lazy("the day on which it happened"), date(2026, 11, 20)),
    "dagen": Blank(
        gettext_lazy("how many days are left, with the word for days"), gettext_lazy("84 days")
    ),
    "diploma": Blank(gettext_lazy("what the diploma is for"), gettext_lazy("Dutch")),
    "laatste_dag": Blank(gettext_lazy("the last day"), date(2027, 7, 31)),
    "link": Blank(
        gettext_lazy("the address of the page where the teacher goes on"),
        "https://lerarenregister.example/mijn/",
    ),
    NAME: Blank(gettext_lazy("the name of the teacher"), "Noor de Vries"),
    "nummer": Blank(gettext_lazy("the registration number"), "LR 615 793 021 4"),
    "procedure": Blank(gettext_lazy("what the procedure is called"), gettext_lazy("Deferral")),
    "reden": Blank(
        gettext_lazy("the reason, or what we ask, as somebody wrote or chose it"),
        gettext_lazy("the scan is not complete"),
    ),
    "stand": Blank(
        gettext_lazy("a sentence that says what is still needed, or that nothing is"),
        gettext_lazy("44 hours to go."),
    ),
    "titel": Blank(
        gettext_lazy("the title of the letter, in Dutch"),
        "U krijgt uitstel: uw periode duurt langer",
    ),
    "vanaf": Blank(gettext_lazy("the day from which it counts"), date(2026, 11, 20)),
    "voorbehoud": Blank(
        gettext_lazy("a sentence for as long as no lawyer has confirmed our terms, else nothing"),
        gettext_lazy("This message is a draft: a lawyer has not confirmed the term yet."),
    ),
    "weken": Blank(gettext_lazy("how many weeks there are to react"), 6),
}
_NUMBERED = ("nummer", NAME)
_RULES = [
    MessageRule(
        "reminder",
        gettext_lazy("Reminder before the end of a period"),
        MessageKind.REMINDER,
        ("laatste_dag", "stand", "aanvragen_vanaf", "link"),
        ("dagen", NAME),
    ),
    MessageRule(
        "reminder_last_day",
        gettext_lazy("Reminder on the last day"),
        MessageKind.REMINDER,
        ("stand", "link"),
        ("laatste_dag", NAME),
    ),
    MessageRule(
        "reminder_extra_time",
        gettext_lazy("Reminder in the extra time"),
        MessageKind.REMINDER,
        ("laatste_dag", "stand", "link"),
    ),
    MessageRule(
        "registered",
        gettext_lazy("Registered in the register"),
        MessageKind.NEWS,
        ("vanaf", "laatste_dag", "link"),
        _NUMBERED,
    ),
    MessageRule(
        "registered_anteroom",
        gettext_lazy("Registered in the anteroom"),
        MessageKind.NEWS,
        ("vanaf", "link"),
        _NUMBERED,
    ),
    MessageRule(
        "registered_support",
        gettext_lazy("Registered in the support section"),
        MessageKind.NEWS,
        ("vanaf", "link"),
        _NUMBERED,
    ),
    MessageRule(
        "left",
        gettext_lazy("The registration ended with the last appointment"),
        MessageKind.NEWS,
        ("vanaf", "link"),
    ),
    MessageRule("back", gettext_lazy("The registration is back"), MessageKind.NEWS, ("link",)),
    MessageRule(
        "decision",
        gettext_lazy("A decision about renewal was made"),
        MessageKind.NOTICE,
        ("weken", "link"),
    ),
    MessageRule(
        "certificate",
        gettext_lazy("A certificate is ready"),
        MessageKind.NEWS,
        ("laatste_dag", "link"),
    ),
    MessageRule(
        "certificate_again",
        gettext_lazy("A certificate was issued again"),
        MessageKind.NOTICE,
        ("code", "laatste_dag", "link"),
    ),
    MessageRule(
        "withdrawal",
        gettext_lazy("A certificate was withdrawn"),
        MessageKind.NOTICE,
        ("code", "dag", "reden", "link"),
    ),
    MessageRule(
        "sample", gettext_lazy("A request was drawn in the sample"), MessageKind.NOTICE, ("link",)
    ),
    MessageRule(
        "sample_question",
        gettext_lazy("The committee asks something"),
        MessageKind.NOTICE,
        ("link",),
    ),
    MessageRule(
        "case_letter",
        gettext_lazy("A letter about a procedure"),
        MessageKind.NOTICE,
        ("titel", "link"),
        ("procedure", NAME),
    ),
    MessageRule(
        "case_decision",
        gettext_lazy("A letter about a procedure, with a decision"),
        MessageKind.NOTICE,
        ("titel", "weken", "link"),
        ("procedure", NAME),
    ),
    MessageRule(
        "diploma_accept",
        gettext_lazy("A diploma was approved"),
        MessageKind.NOTICE,
        ("diploma", "link"),
        ("beoordelaar", NAME),
    ),
    MessageRule(
        "diploma_ask",
        gettext_lazy("A question about a diploma"),
        MessageKind.NOTICE,
        ("diploma", "reden", "link"),
        ("beoordelaar", NAME),
    ),
    MessageRule(
        "diploma_refuse",
        gettext_lazy("No qualification follows from a diploma"),
        MessageKind.NOTICE,
        ("diploma", "reden", "link", "adres", "voorbehoud"),
        ("beoordelaar", "laatste_dag", NAME),
    ),
    MessageRule(
        "admission_accept",
        gettext_lazy("A request to be registered was granted"),
        MessageKind.NOTICE,
        ("dag", "nummer", "diploma", "link"),
    ),
    MessageRule(
        "admission_ask",
        gettext_lazy("A question about a request to be registered"),
        MessageKind.NOTICE,
        ("diploma", "reden", "link"),
    ),
    MessageRule(
        "admission_refuse",
        gettext_lazy("A request to be registered was refused"),
        MessageKind.NOTICE,
        ("dag", "diploma", "reden", "link", "laatste_dag", "adres", "besluitdag", "voorbehoud"),
    ),
]
RULES: Mapping[str, MessageRule] = {rule.code: rule for rule in _RULES}


def refuse_wrong_blanks(rule: MessageRule, subject: str, body: str) -> None:
    """Raise ValidationError, with their names, for blanks that are unknown or missing."""
    both = f"{subject}\n{body}"
    if has_stray_brace(both):
        raise ValidationError(
            _("Use { and } only around the name of a blank, such as {link}."), code="brace"
        )
    found = blanks(both)
    if unknown := found - set(rule.blanks):
        raise ValidationError(
            _("This message has no blank %(names)s."),
            code="unknown_blank",
            params={"names": _named(unknown)},
        )
    if missing := set(rule.needed) - found:
        raise ValidationError(
            _("The text needs %(names)s."),
            code="missing_blank",
            params={"names": _named(missing)},
        )


def _named(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
