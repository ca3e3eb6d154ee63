"""Who may do what. Services require these permissions; pages use them to hide buttons."""

from accounts.choices import RoleKind
from accounts.models import Person

from .models import (
    Activity,
    Application,
    Assignment,
    Attendance,
    Offer,
    PlanItem,
    Provider,
    TeamMember,
)


def can_log(actor: Person, person: Person) -> bool:
    """Teachers keep their own file, nobody else's."""
    return actor == person and actor.claimed_at is not None


def can_change_activity(actor: Person, activity: Activity) -> bool:
    return can_log(actor, activity.person)


def can_answer(actor: Person, member: TeamMember) -> bool:
    """Only the person who was named answers."""
    return can_log(actor, member.person)


def can_follow(actor: Person) -> bool:
    """Only people with a file of their own can add a followed offer to it."""
    return actor.claimed_at is not None


def can_plan(actor: Person, person: Person) -> bool:
    """Teachers make their own plan, nobody else's."""
    return can_log(actor, person)


def can_change_plan(actor: Person, item: PlanItem) -> bool:
    return can_plan(actor, item.person)


def can_edit_for(actor: Person, organisation_id: int) -> bool:
    """Editors of a provider make and hand in its offers."""
    return actor.has_role(RoleKind.PROVIDER_EDITOR, organisation=organisation_id)


def can_admit(actor: Person) -> bool:
    """Administrators decide who may offer courses."""
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_suspend(actor: Person, provider: Provider) -> bool:
    """Administrators suspend providers, but not one for which they work."""
    return can_admit(actor) and not _belongs_to(actor, provider)


def can_decide_on(actor: Person, application: Application) -> bool:
    """Administrators decide on applications, but not on one of their own."""
    own = actor.email.lower() in {application.email, application.second_email.lower()}
    return can_admit(actor) and not own and not _has_role_at(actor, application.board_id)


def can_apply_for(actor: Person, board_id: int) -> bool:
    """Officers of a board ask that it may offer courses to its own staff."""
    return actor.has_role(RoleKind.HR_OFFICER, organisation=board_id)


def can_judge(actor: Person, offer: Offer) -> bool:
    """Administrators judge offers, but not those of an organisation in which they have a role."""
    return actor.has_role(RoleKind.ADMINISTRATOR) and not _belongs_to(actor, offer.provider)


def can_rate(actor: Person, attendance: Attendance) -> bool:
    """Only the person who was there rates."""
    return can_log(actor, attendance.person)


def can_moderate(actor: Person, offer: Offer) -> bool:
    """Administrators hide a rating, but not one of their own organisation."""
    return can_judge(actor, offer)


def can_validate(actor: Person) -> bool:
    return actor.has_role(RoleKind.VALIDATOR)


def can_give_verdict(actor: Person, assignment: Assignment, offer: Offer) -> bool:
    """Only the validator who was asked gives the verdict, never about an own organisation."""
    return actor == assignment.validator and can_advise(actor, offer)


def can_settle(actor: Person, offer: Offer) -> bool:
    """Administrators look at attendance that was withdrawn late, but not of their own provider."""
    return can_judge(actor, offer)


def can_advise(actor: Person, offer: Offer) -> bool:
    """Validators advise about offers, but not about those of their own organisation."""
    return actor.has_role(RoleKind.VALIDATOR) and not _belongs_to(actor, offer.provider)


def _belongs_to(person: Person, provider: Provider) -> bool:
    return _has_role_at(person, *provider.organisations)


def _has_role_at(person: Person, *organisations: int | None) -> bool:
    return any(role.organisation_id in organisations for role in person.current_roles)


def can_wish(actor: Person, organisation_id: int | None) -> bool:
    """Teachers say what they look for, and the staff of a board what it looks for."""
    if organisation_id is None:
        return actor.claimed_at is not None
    return actor.has_role(RoleKind.HR_OFFICER, organisation=organisation_id)
