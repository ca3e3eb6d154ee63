"""What this app keeps encrypted."""

from core import rotation

from .models import DiplomaFile
from .papers import bound_to


def rotate_papers() -> int:
    return rotation.rotate_column(
        DiplomaFile.objects.all(), "sealed", bound_to=lambda file: bound_to(file.pk)
    )


rotation.register("diplomas", rotate_papers)
