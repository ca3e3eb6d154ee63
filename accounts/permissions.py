"""Who may manage other people. Who may see which rows is in the querysets and selectors."""

from .choices import MANAGERS, OrganisationKind, RoleKind
from .models import ApiClient, Double, Message, Organisation, Person, Role


def can_manage(actor: Person, organisation: Organisation) -> bool:
    """Colleagues manage the people of their own organisation, administrators those of all."""
    return actor.has_role(RoleKind.ADMINISTRATOR) or any(
        actor.has_role(kind, organisation=organisation.pk) for kind in MANAGERS
    )


def can_grant(actor: Person, person: Person, organisation: Organisation) -> bool:
    """Nobody gives a right to themselves."""
    return actor != person and can_manage(actor, organisation)


def can_revoke(actor: Person, role: Role) -> bool:
    """People may also give up a role of their own."""
    return actor == role.person or can_manage(actor, role.organisation)


def can_reset_second_factor(actor: Person, person: Person) -> bool:
    """A colleague may if all roles of the person are at their organisation, otherwise only an
    administrator. Nobody may for themselves: that is what recovery codes are for.
    """
    if actor == person:
        return False
    if actor.has_role(RoleKind.ADMINISTRATOR):
        return True
    organisations = {role.organisation for role in person.current_roles}
    return bool(organisations) and all(can_manage(actor, place) for place in organisations)


def can_answer_for(actor: Person, organisation: Organisation | None) -> bool:
    """Only people who work for an organisation can be responsible for its clients."""
    return organisation is not None and any(
        role.organisation_id == organisation.pk for role in actor.current_roles
    )


def can_manage_client(actor: Person, client: ApiClient) -> bool:
    """Only teachers manage their own programs; other clients belong to their organisation."""
    if client.organisation is None:
        return actor == client.responsible
    return can_manage(actor, client.organisation)


def can_let_in(actor: Person, person: Person) -> bool:
    """Only teachers themselves give a program access to their own file."""
    return actor == person and actor.claimed_at is not None


def can_mandate(actor: Person, board: Organisation) -> bool:
    """The officers of a board itself grant and revoke its mandates; nobody with a mandate does."""
    return actor.has_role(RoleKind.HR_OFFICER, organisation=board.pk)


def can_act_for(actor: Person, board: Organisation) -> bool:
    """People with a mandate act for a board today, and an administrator for any board."""
    return board.kind == OrganisationKind.BOARD and (
        board.pk in actor.mandated_boards or actor.has_role(RoleKind.ADMINISTRATOR)
    )


def can_admit_offices(actor: Person) -> bool:
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_judge(actor: Person, double: Double) -> bool:
    """Administrators judge whether two records are one person, but never about themselves."""
    return actor.has_role(RoleKind.ADMINISTRATOR) and actor.pk not in (
        double.first_id,
        double.second_id,
    )


def can_delete_account(actor: Person, person: Person) -> bool:
    """Teachers delete their own account, nobody else's."""
    return actor == person and person.claimed_at is not None


def can_ask_for_shield(actor: Person, person: Person) -> bool:
    """Teachers ask for themselves; those who cannot sign in ask an administrator."""
    return actor == person and person.claimed_at is not None


def can_shield(actor: Person, person: Person) -> bool:
    """Administrators decide who is shielded, but never about themselves."""
    return actor.has_role(RoleKind.ADMINISTRATOR) and actor != person


def can_lift_shield(actor: Person, person: Person) -> bool:
    """A shielded person may end it at any time, and so may an administrator."""
    return actor == person or can_shield(actor, person)


def can_make_agreements(actor: Person) -> bool:
    """The register itself agrees with an organisation on what it may check."""
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_find_anybody(actor: Person) -> bool:
    return actor.has_role(RoleKind.ADMINISTRATOR)


def can_set_address(actor: Person, person: Person) -> bool:
    """Teachers say where their own letters go."""
    return actor == person and person.claimed_at is not None


def can_look_into(actor: Person, person: Person) -> bool:
    """Administrators investigate problems with anybody's file but their own."""
    return actor.has_role(RoleKind.ADMINISTRATOR) and actor.pk != person.pk


def can_look_after(actor: Person, message: Message) -> bool:
    """Administrators see to it that a notice arrives, but not their own."""
    return actor.has_role(RoleKind.ADMINISTRATOR) and actor.pk != message.person_id
