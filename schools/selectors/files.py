"""What a board handed in, as it came."""

from schools.models import Delivery, DeliveryFile
from schools.sealing import open_file
from schools.tables import Table, tables

from .memory import remembered


def tables_of(delivery: Delivery) -> list[Table]:
    """Return the sheets of a file that waits for its columns, the likeliest first."""
    sealed = DeliveryFile.objects.values_list("sealed", flat=True).get(pk=delivery.pk)
    return tables(open_file(sealed, delivery=delivery.pk), remembered(delivery.board))
