"""What was done in a case, as its timeline says it; ``CaseAct`` has the words of the buttons."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from register.choices.cases import CaseAct

DONE: Mapping[str, Promise] = {
    CaseAct.ASK: pgettext_lazy("act done", "Asked"),
    CaseAct.REQUEST_MORE: pgettext_lazy("act done", "Asked for more facts"),
    CaseAct.SUPPLY: pgettext_lazy("act done", "Request completed"),
    CaseAct.GRANT: pgettext_lazy("act done", "Granted"),
    CaseAct.REFUSE: pgettext_lazy("act done", "Refused"),
    CaseAct.DISREGARD: pgettext_lazy("act done", "Not taken up: it stayed incomplete"),
    CaseAct.WITHDRAW: pgettext_lazy("act done", "Withdrawn"),
    CaseAct.REVISE: pgettext_lazy("act", "Replaced after an objection"),
    CaseAct.ANNOUNCE: pgettext_lazy("act done", "Intention announced"),
    CaseAct.REPORT_DEATH: pgettext_lazy("act done", "Written down that somebody died"),
    CaseAct.GIVE_VIEW: pgettext_lazy("act done", "View given"),
    CaseAct.DROP: pgettext_lazy("act done", "Not gone on with"),
    CaseAct.STRIKE_OFF: pgettext_lazy("act done", "Struck off"),
    CaseAct.ASK_RESTORATION: pgettext_lazy("act done", "Asked to be registered again"),
    CaseAct.RESTORE: pgettext_lazy("act done", "Registered again"),
    CaseAct.REFUSE_RESTORATION: pgettext_lazy("act done", "Not registered again"),
    CaseAct.OBJECT: pgettext_lazy("act done", "Objected"),
    CaseAct.REQUEST_REPAIR: pgettext_lazy("act done", "Asked to repair it"),
    CaseAct.REPAIR: pgettext_lazy("act done", "Objection repaired"),
    CaseAct.ADMIT: pgettext_lazy("act done", "Objection admitted"),
    CaseAct.INVITE: pgettext_lazy("act done", "Invited to a hearing"),
    CaseAct.WAIVE_HEARING: pgettext_lazy("act done", "Done without a hearing"),
    CaseAct.HEAR: pgettext_lazy("act done", "Hearing held"),
    CaseAct.ADVISE: pgettext_lazy("act done", "Advice given"),
    CaseAct.ADJOURN: pgettext_lazy("act done", "Adjourned by six weeks"),
    CaseAct.AGREE_LATER: pgettext_lazy("act done", "A later day was agreed"),
    CaseAct.UPHOLD: pgettext_lazy("act done", "Decided: well-founded"),
    CaseAct.DISMISS: pgettext_lazy("act done", "Decided: unfounded"),
    CaseAct.DECLARE_INADMISSIBLE: pgettext_lazy("act done", "Decided: inadmissible"),
}
