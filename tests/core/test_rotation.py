import base64

import pytest
from django.core.management import call_command

from accounts.choices import RoleKind
from accounts.models import ClaimCode, Invitation, PersonIdentifier
from accounts.selectors.claims import plain_code
from accounts.selectors.invitations import plain_token
from accounts.services import claims, invitations
from core import crypto, rotation
from tests.accounts.signing_in import code
from tests.factories.accounts import (
    BsnFactory,
    OrganisationFactory,
    PersonFactory,
    TotpFactory,
    valid_bsn,
)

pytestmark = pytest.mark.django_db
NEW = base64.b64encode(b"n" * 32).decode()


@pytest.fixture
def new_key(settings):
    """Put a new key in front, or have it alone."""
    old = settings.FIELD_KEYS

    def use(*, alone=False):
        settings.FIELD_KEYS = [f"new:{NEW}", *([] if alone else old)]

    return use


def everything():
    """One of each thing that is kept encrypted."""
    board, chief = OrganisationFactory(), PersonFactory(administrator=True)
    kind = RoleKind.HR_OFFICER
    return {
        "bsn": BsnFactory(bsn=valid_bsn(1)),
        "invitation": invitations.invite("a@b.nl", organisation=board, kind=kind, actor=chief),
        "code": claims.issue_claim_code(PersonFactory(), actor=chief),
        "chief": chief,
    }


def test_after_rotation_the_old_key_is_needed_for_nothing(new_key):
    kept = everything()
    new_key()

    call_command("rotate_field_keys")
    new_key(alone=True)

    kept["bsn"].refresh_from_db()
    kept["invitation"].refresh_from_db()
    assert kept["bsn"].tail() == valid_bsn(1)[-3:]
    assert plain_token(kept["invitation"])
    assert plain_code(ClaimCode.objects.get()) == kept["code"]
    assert kept["chief"].authenticator_set.get().wrap().validate_code(code())


def test_the_command_tells_how_much_there_was_to_do(new_key, capsys):
    everything()
    new_key()

    call_command("rotate_field_keys")
    call_command("rotate_field_keys")

    lines = capsys.readouterr().out.splitlines()
    ours = ("citizen service numbers", "invitations", "claim codes", "second factors")
    assert [line for line in lines if line.startswith(ours)] == [
        "citizen service numbers: 1 re-encrypted",
        "invitations: 1 re-encrypted",
        "claim codes: 1 re-encrypted",
        "second factors: 1 re-encrypted",
        "citizen service numbers: 0 re-encrypted",
        "invitations: 0 re-encrypted",
        "claim codes: 0 re-encrypted",
        "second factors: 0 re-encrypted",
    ]


def test_more_rows_than_fit_at_once_are_all_renewed():
    BsnFactory.create_batch(5)

    def renew(row):
        row.ciphertext = b"new"
        return True

    rows = PersonIdentifier.objects.all()
    assert rotation.rotate_rows(rows, "ciphertext", renew, at_once=2) == 5
    assert {bytes(row.ciphertext) for row in rows} == {b"new"}


def test_what_else_is_kept_with_a_second_factor_stays(new_key):
    factor = TotpFactory(type="recovery_codes")
    factor.data = {"seed": factor.data["secret"], "used_mask": 5}
    factor.save()
    new_key()

    rotation.rotate_all()

    factor.refresh_from_db()
    assert factor.data["used_mask"] == 5
    assert crypto.is_current(base64.b64decode(factor.data["seed"]))


def test_a_row_without_a_value_is_left_alone(new_key):
    rows = Invitation.objects.all()

    assert rotation.rotate_column(rows, "ciphertext", bound_to=str) == 0
