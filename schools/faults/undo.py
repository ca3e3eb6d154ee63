"""The texts for why a delivery cannot be taken back: something was built on it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

BUILT_ON = {
    "delivered_later": _("A later delivery says something else about the same people."),
    "confirmed": _("A teacher confirmed these details since."),
    "claimed": _("A teacher claimed the record since."),
    "bsn_corrected": _("This delivery corrected a citizen service number."),
    "reaches_back": _("This delivery changed the size or kind of a job in the past."),
    "decided": _("A decision on re-registration was made since."),
    "active": _("A teacher logged an activity since."),
}


def explain_undo(reasons: Iterable[str]) -> list[str]:
    """Explain why a delivery cannot be taken back; ``reasons`` are codes of ``BUILT_ON``."""
    return [str(BUILT_ON[reason]) for reason in reasons]
