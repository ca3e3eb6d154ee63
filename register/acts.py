"""What was done, in words: the acts of the audit trail as an administrator reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "person.password_changed": _("changed the password"),
    "person.email_changed": _("changed the email address"),
    "person.shield_asked": _("asked to be shielded"),
    "person.shielded": _("was shielded"),
    "person.shield_refused": _("the request to be shielded was refused"),
    "person.shield_lifted": _("is shielded no longer"),
    "person.account_deleted": _("deleted the account"),
    "person.returned": _("came back after deleting the account"),
    "claimcode.issued": _("got a code to claim the record"),
    "claimcode.begun": _("began to claim the record"),
    "claimcode.printed": _("a letter with the code was printed"),
    "staffrecord.confirm": _("confirmed what a board passed on"),
    "dispute.open": _("said that something is wrong"),
    "dispute.escalate": _("the board did not answer in time"),
    "dispute.answer": _("got an answer"),
    "registration.confirm": _("was registered"),
    "registration.leave": _("left"),
    "registration.return": _("came back"),
    "registration.strike_off": _("was struck off"),
    "cycle.started": _("a period began"),
    "cycle.submit": _("asked for renewal"),
    "cycle.renew": _("was renewed"),
    "cycle.give_time": _("got extra time"),
    "certificate.issued": _("a certificate was made"),
    "certificate.withdrawn": _("a certificate was withdrawn"),
    "certificate.replaced": _("a certificate was issued again"),
    "decision.notified": _("was told of a decision"),
    "qualification.confirmed": _("confirmed a qualification"),
    "role.granted": _("got a role"),
    "role.revoked": _("a role ended"),
}


def act_in_words(action: str) -> Promise | str:
    """Return the words of an act; one without words stands for itself."""
    return WORDS.get(action, action)
