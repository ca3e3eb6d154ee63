"""What belongs to a person here, and how far somebody came."""

from accounts.merging import Standing, belongs, stands

from .models import Cycle, Decision


def standing_in_register(person: int) -> Standing:
    """Tell whether a cycle was decided about, or runs."""
    if Decision.objects.filter(cycle__registration__person=person).exists():
        return Standing.DECIDED
    if Cycle.objects.filter(registration__person=person).exists():
        return Standing.RUNNING
    return Standing.KNOWN


belongs("register.Registration", "person")
belongs("register.Qualification", "person")
belongs("register.DiplomaCheck", "person")
belongs("register.Admission", "person")
belongs("register.Conversation", "person")
stands(standing_in_register)
