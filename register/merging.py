"""What belongs to a person in this app, and how far their registration has come."""

from collections.abc import Collection

from accounts.merging import Standing, belongs, follows, held_first, tells_standing

from .models import Cycle, Decision, Registration


def standing_in_register(person: int) -> Standing:
    """Return whether a person has a decided cycle, or else a running one."""
    if Decision.objects.filter(cycle__registration__person=person).exists():
        return Standing.DECIDED
    if Cycle.objects.filter(registration__person=person).exists():
        return Standing.RUNNING
    return Standing.KNOWN


def hold_registrations(people: Collection[int]) -> None:
    """Lock the registrations of people, as everybody does who decides about one."""
    list(Registration.objects.locked().filter(person__in=people).order_by("pk"))


def same_sections(giver: int, taker: int) -> dict[int, int]:
    """Return which registration of the one replaces which of the other."""
    theirs = dict(Registration.objects.filter(person=taker).values_list("section", "pk"))
    rows = Registration.objects.filter(person=giver).values_list("section", "pk")
    return {pk: theirs[section] for section, pk in rows if section in theirs}


def running_cycles(giver: int, taker: int) -> dict[int, int]:
    """Return which running cycle of the one replaces which of the other."""
    taken = Cycle.objects.unfinished().filter(registration__person=taker)
    theirs = dict(taken.values_list("registration", "pk"))
    pairs = same_sections(giver, taker)
    rows = Cycle.objects.unfinished().filter(registration__in=pairs)
    return {
        pk: theirs[pairs[registration]]
        for registration, pk in rows.values_list("registration", "pk")
        if pairs[registration] in theirs
    }


belongs("register.Registration", "person")
belongs("register.Qualification", "person")
belongs("register.DiplomaCheck", "person")
belongs("register.Admission", "person")
belongs("register.EarlierLearning", "person")
belongs("register.Conversation", "person")
tells_standing(standing_in_register)
held_first(hold_registrations)
follows("register.Case", "registration", same_sections)
follows("register.Note", "registration", same_sections)
follows("register.Deferral", "cycle", running_cycles)
