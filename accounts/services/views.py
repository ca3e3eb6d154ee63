"""Who looked at whose file."""

from collections.abc import Iterable

from django.db import transaction

from accounts.choices import Purpose
from accounts.models import Person, Role, View


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
