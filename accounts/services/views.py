"""Who looked at whose file."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from accounts.choices import Purpose
from accounts.models import Agreement, Person, Role, View

_ADD_CHECKS = """
insert into accounts_view (subject_id, viewer_id, role_id, purpose, agreement_id, at)
select subject, %s, %s, %s, %s, %s from unnest(%s::bigint[]) as checked (subject)
where subject <> %s
on conflict do nothing
"""


def record_view(subject: Person, *, viewer: Person, role: Role, purpose: Purpose) -> None:
    """Write down that a file was opened; a second look within the hour is the same look.

    Nobody looks at themselves.
    """
    record_views([subject.pk], viewer=viewer, role=role, purpose=purpose)


@transaction.atomic
def record_views(subjects: Iterable[int], *, viewer: Person, role: Role, purpose: Purpose) -> None:
    """Write down that several people were in one export."""
    View.objects.bulk_create(
        [
            View(subject_id=subject, viewer=viewer, role=role, purpose=purpose)
            for subject in subjects
            if subject != viewer.pk
        ],
        ignore_conflicts=True,
        batch_size=5_000,
    )


@transaction.atomic
def record_checks(
    subjects: Iterable[int], *, viewer: Person, role: Role, agreement: Agreement
) -> None:
    """Write down that it was checked whether these people are registered, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD_CHECKS,
            [
                viewer.pk,
                role.pk,
                Purpose.CHECK,
                agreement.pk,
                timezone.now(),
                [*subjects],
                viewer.pk,
            ],
        )
