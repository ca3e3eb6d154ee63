"""Somebody's own evidence, to download."""

from collections.abc import Iterator

from accounts.models import Person
from cpd.models import Evidence, EvidenceContent

NO_FOLDERS = str.maketrans("/\\:", "---")


def own_evidence(person: Person) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file, one at a time, because there may be hundreds.

    No name can lead outside the folder in which somebody unpacks them.
    """
    mine = Evidence.objects.visible_to(person).order_by("activity__done_on", "pk")
    for pk, done_on, name in list(mine.values_list("pk", "activity__done_on", "name")):
        # Without its Evidence: the two would hold on to each other, and to the file.
        content = EvidenceContent.objects.filter(pk=pk).first()
        if content:  # it may be thrown away meanwhile
            yield f"{done_on}-{pk}-{name}".translate(NO_FOLDERS), content.opened()
