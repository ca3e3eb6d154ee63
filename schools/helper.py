"""A decision tree of questions that leads to the code of a ground (domain.md §3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

START = "sector"
NONE = "geen"
NOT_NEEDED = "niet-nodig"


@dataclass(frozen=True)
class Option:
    """An answer, and where it leads: another question, a code, or an end without a code."""

    label: str | Promise
    to: str


@dataclass(frozen=True)
class Question:
    text: str | Promise
    options: tuple[Option, ...]


NOTHING_OF_THIS = Option(_("None of these"), NONE)
CERTIFICATE = _("A teacher training certificate")
EUROPEAN = _("A recognition of professional qualifications from another EU country")
SUITABLE = _("A declaration of suitability: a lateral entrant who still has to be examined")
DUAL = _("Still studying, with at least 180 credits: a teacher in training with a contract")

QUESTIONS: Mapping[str, Question] = {
    START: Question(
        _("In which education does this person work?"),
        (
            Option(_("Primary education"), "po"),
            Option(_("Special education"), "so"),
            Option(_("Secondary education"), "vo"),
            Option(_("Vocational education (mbo)"), "mbo"),
        ),
    ),
    "so": Question(
        _("Does the school hold the secondary examinations itself?"),
        (Option(_("Yes"), "vo"), Option(_("No"), "po")),
    ),
    "po": Question(
        _("What does this person do?"),
        (
            Option(_("Teaches a group or several subjects"), "po-leraar"),
            Option(_("Teaches physical education to groups 3 to 8"), "po-gym"),
            Option(_("Teaches one designated activity, such as music or drawing"), "PO-VAK"),
            Option(_("Supports, for example as a teaching assistant"), "po-steun"),
        ),
    ),
    "po-leraar": Question(
        _("What does this person have?"),
        (
            Option(CERTIFICATE, "PO-GET"),
            Option(EUROPEAN, "PO-EG"),
            Option(_("Foreign evidence, allowed by the minister"), "PO-BUI"),
            Option(SUITABLE, "PO-ZIJ"),
            Option(DUAL, "PO-LIO"),
            NOTHING_OF_THIS,
        ),
    ),
    "po-gym": Question(
        _("Does this person have the certificate for physical education?"),
        (
            Option(_("Yes"), "PO-LO"),
            Option(_("No, but follows the course for it"), "PO-LO-OPL"),
            NOTHING_OF_THIS,
        ),
    ),
    "po-steun": Question(
        _("Are there requirements of competence for this work?"),
        (
            Option(_("Yes, and this person meets them"), "PO-OOP"),
            Option(_("Yes, but this person does not meet them yet"), "PO-OOP-T"),
            Option(_("No"), NOT_NEEDED),
        ),
    ),
    "vo": Question(
        _("Is this person qualified for the subject that they teach?"),
        (
            Option(_("Yes"), "vo-bevoegd"),
            Option(_("No, or not for this subject or these years"), "vo-tijdelijk"),
            Option(_("It is a subject that the school sets itself"), "VO-EIGEN"),
        ),
    ),
    "vo-bevoegd": Question(
        _("What does this person have?"),
        (
            Option(CERTIFICATE, "VO-GET"),
            Option(EUROPEAN, "VO-EG"),
            Option(_("Evidence from outside the EU, allowed by the minister"), "VO-NEU"),
            Option(_("An educational minor, for the first years"), "VO-EDMIN"),
            Option(_("A primary qualification, in practical training"), "VO-PRO"),
            Option(_("An exemption by the minister for exceptional ability"), "VO-ONTH"),
            Option(_("A statement by the minister, for a subject without a diploma"), "VO-VERKL"),
            Option(_("A declaration of suitability and certificate, for entree"), "VO-ENTREE"),
            Option(_("A cross-subject programme of a team that is qualified together"), "VO-TEAM"),
        ),
    ),
    "vo-tijdelijk": Question(
        _("Why does this person teach now?"),
        (
            Option(_("Replaces somebody who is absent"), "VO-VERV"),
            Option(_("The vacancy cannot be filled otherwise"), "VO-VAC"),
            Option(_("Is qualified for another subject"), "VO-ANDER"),
            Option(
                _("Is qualified for the lower years and teaches in the upper years"), "VO-UPPER"
            ),
            Option(SUITABLE, "VO-ZIJ"),
            Option(DUAL, "VO-LIO"),
            Option(_("Studies at a university to become a teacher"), "VO-ULO"),
            Option(_("Is a guest teacher of at most four hours a week"), "VO-GAST"),
            NOTHING_OF_THIS,
        ),
    ),
    "mbo": Question(
        _("What does this person do?"),
        (
            Option(_("Teaches"), "mbo-docent"),
            Option(_("Works as an instructor"), "mbo-instructeur"),
        ),
    ),
    "mbo-docent": Question(
        _("What does this person have?"),
        (
            Option(_("A teacher training certificate (hbo)"), "MBO-HBO"),
            Option(_("A certificate of university teacher training"), "MBO-ULO"),
            Option(_("A state examination equal to it"), "MBO-STX"),
            Option(_("A teaching diploma from before 1 August 1991"), "MBO-OUD"),
            Option(EUROPEAN, "MBO-EG"),
            Option(_("An equivalent from outside the EU"), "MBO-BUI"),
            Option(
                _("A declaration of suitability, with the teaching certificate"), "MBO-GESCH-PDG"
            ),
            Option(_("A declaration of suitability; the certificate follows"), "MBO-GESCH"),
            Option(_("None of these, but the law allows a deviation for a time"), "MBO-AFW"),
            Option(_("Is a guest or hybrid teacher of at most four hours a week"), "MBO-GAST"),
            NOTHING_OF_THIS,
        ),
    ),
    "mbo-instructeur": Question(
        _("Does this person meet the requirements for instructors?"),
        (Option(_("Yes"), "MBO-INSTR"), Option(_("Not yet"), "MBO-INSTR-T")),
    ),
}
