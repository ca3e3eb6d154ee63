"""The acts of the audit trail in words, as administrators read them."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from register.choices.cases import ALL_PROCEDURES, ProcedureCode

from .acts_done import DONE


class HistoryKind(TextChoices):
    """Filters on the history of a person."""

    TOLD = "told", _("What this person was told")
    PLACE = "place", _("Place in the register and periods")
    CASES = "cases", _("Procedures")
    PAPERS = "papers", _("Diplomas and certificates")
    STAFF = "staff", _("What boards passed on")
    ACCOUNT = "account", _("Account and roles")


SUBJECTS: dict[str, list[str]] = {
    HistoryKind.TOLD: ["accounts.message"],
    HistoryKind.PLACE: [
        "register.registration",
        "register.cycle",
        "register.note",
        "register.sample",
        "register.decision",
    ],
    HistoryKind.CASES: ["register.case"],
    HistoryKind.PAPERS: [
        "register.certificate",
        "register.diplomacheck",
        "register.qualification",
    ],
    HistoryKind.STAFF: ["schools.staffrecord", "schools.dispute"],
    HistoryKind.ACCOUNT: [
        "accounts.person",
        "accounts.claimcode",
        "accounts.role",
        "accounts.double",
    ],
}
"""The records whose acts are of a kind; each that is in a history is of one."""

WORDS: dict[str, Promise] = {
    "person.added": _("was added"),
    "person.delivered": _("was passed on by a board"),
    "person.renamed": _("got another name"),
    "person.bsn_set": _("got a citizen service number"),
    "person.bsn_corrected": _("got another citizen service number"),
    "person.account_opened": _("got an account"),
    "person.claimed": _("claimed the record"),
    "person.merged": _("was merged with another record"),
    "person.taken_apart": _("was taken apart from another record"),
    "person.second_factor_reset": _("lost the second step; it was cleared"),
    "person.signed_out": _("was signed out everywhere by the operator"),
    "person.password_changed": _("changed the password"),
    "person.email_changed": _("changed the email address"),
    "person.address_set": _("gave a postal address"),
    "person.address_removed": _("took the postal address away"),
    "person.birth_date_set": _("got a birth date"),
    "person.claim_undone": _("the claim of the record was taken back"),
    "person.frozen": _("was locked after an alarm"),
    "person.unfrozen": _("was unlocked"),
    "person.numbered": _("got a registration number"),
    "person.taken_along": _("took all data along"),
    "person.mail_chosen": _("chose which messages come by email"),
    "person.language_chosen": _("chose a language"),
    "person.second_account": _("asked for a second account"),
    "person.forgotten": _("the file was thrown away after its term"),
    "person.shield_asked": _("asked to be shielded"),
    "person.shielded": _("was shielded"),
    "person.shield_refused": _("the request to be shielded was refused"),
    "person.shield_lifted": _("is shielded no longer"),
    "person.account_deleted": _("deleted the account"),
    "person.returned": _("came back after deleting the account"),
    "claimcode.issued": _("got a code to claim the record"),
    "claimcode.begun": _("began to claim the record"),
    "claimcode.wrong_date": _("a code was tried with a wrong birth date"),
    "claimcode.printed": _("a letter with the code was printed"),
    "staffrecord.confirm": _("confirmed what a board passed on"),
    "dispute.open": _("said that something is wrong"),
    "dispute.escalate": _("the board did not answer in time"),
    "dispute.answer": _("got an answer"),
    "registration.confirm": _("was registered"),
    "registration.leave": _("left"),
    "registration.return": _("came back"),
    "registration.strike_off": _("was struck off"),
    "registration.restore": _("was registered again"),
    "registration.openness_chosen": _("chose what the register shows"),
    "cycle.started": _("a period began"),
    "cycle.submit": _("asked for renewal"),
    "cycle.renew": _("was renewed"),
    "cycle.give_time": _("got extra time"),
    "cycle.end_moved": _("the end of the period moved because of leave"),
    "cycle.lapse": _("the extra time went by"),
    "cycle.reopen": _("is decided about again"),
    "cycle.break_off": _("the period was broken off"),
    "cycle.take_up": _("the period was taken up again"),
    "cycle.take_up_extra_time": _("the extra time was taken up again"),
    "note.added": _("got a note in the register"),
    "note.ended": _("the note went away"),
    "sample.draw": _("was drawn for the sample"),
    "sample.decide": _("the committee decided about the sample"),
    "diplomacheck.handed_in": _("handed in a diploma"),
    "diplomacheck.hand_in_again": _("handed in a diploma again"),
    "diplomacheck.ask": _("was asked something about a diploma"),
    "diplomacheck.accept": _("the diploma was accepted"),
    "diplomacheck.refuse": _("the diploma was not accepted"),
    "diplomacheck.withdraw": _("took the diploma back"),
    "diplomacheck.notified": _("was told of the answer about a diploma"),
    "case.opened": _("a procedure began"),
    "case.assigned": _("a procedure was given to somebody"),
    "case.proof_sent": _("sent evidence of leave"),
    "certificate.issued": _("a certificate was made"),
    "certificate.withdrawn": _("a certificate was withdrawn"),
    "certificate.replaced": _("a certificate was issued again"),
    "decision.notified": _("was told of a decision"),
    "qualification.confirmed": _("confirmed a qualification"),
    "qualification.checked": _("a diploma gave a qualification"),
    "double.found": _("was found to be a possible double"),
    "double.merge": _("a possible double was judged: one person"),
    "double.separate": _("a possible double was judged: two people"),
    "double.reopen": _("a possible double is judged again"),
    "message.told_again": _("was sent this once more"),
    "message.came_back": _("this mail came back"),
    "message.posted": _("this was posted as a letter"),
    "role.granted": _("got a role"),
    "role.revoked": _("a role ended"),
}


WORDS |= {
    f"case.{table.code}.{act.code}": format_lazy(
        "{}: {}", ProcedureCode(table.code).label, DONE[act.code]
    )
    for table in ALL_PROCEDURES
    for act in table.acts
}
# Acts that leave a case at its present step are recorded under their own name.
WORDS |= {f"case.{act}": words for act, words in DONE.items() if f"case.{act}" not in WORDS}


def act_in_words(action: str) -> Promise | str:
    """Return the label of an act, or the act itself if it has none."""
    return WORDS.get(action, action)
