from accounts.choices import RoleKind
from accounts.models import Person

from .models import Certificate, Cycle, DiplomaCheck


def can_confirm(actor: Person, person: Person) -> bool:
    """Only teachers themselves say that what was delivered about them is right."""
    return actor == person and person.claimed_at is not None


def can_submit(actor: Person, cycle: Cycle) -> bool:
    return actor == cycle.registration.person


def can_decide(actor: Person, cycle: Cycle) -> bool:
    """Committee members decide, but never about themselves."""
    return actor.has_role(RoleKind.COMMITTEE_MEMBER) and actor.pk != cycle.registration.person_id


def can_withdraw(actor: Person, certificate: Certificate) -> bool:
    """Administrators withdraw certificates, but never their own."""
    holder = certificate.cycle.registration.person_id
    return actor.has_role(RoleKind.ADMINISTRATOR) and actor.pk != holder


def can_hand_in_diploma(actor: Person, person: Person) -> bool:
    """Teachers hand in their own diplomas."""
    return actor == person and person.claimed_at is not None


def can_check_diploma(actor: Person, check: DiplomaCheck) -> bool:
    """Whoever was asked to look: an administrator, or an HR officer of that board; never at their
    own.
    """
    kinds = (RoleKind.ADMINISTRATOR, RoleKind.HR_OFFICER)
    return actor.pk != check.person_id and any(
        actor.has_role(kind, organisation=check.checker_id) for kind in kinds
    )
