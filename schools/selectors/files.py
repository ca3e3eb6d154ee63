"""What a board handed in, as it came."""

from collections.abc import Sequence

from schools.models import Delivery, DeliveryFile
from schools.sealing import open_file
from schools.tables import Table, as_told, tables

from .memory import remembered


def tables_of(delivery: Delivery) -> list[Table]:
    """Return the sheets of a file that waits for its columns, the likeliest first."""
    sealed = DeliveryFile.objects.values_list("sealed", flat=True).get(pk=delivery.pk)
    return tables(open_file(sealed, delivery=delivery.pk), remembered(delivery.board))


def sheets_to_read(delivery: Delivery, found: Sequence[Table]) -> list[str]:
    """Return the sheets that were read before, else those that the board wants to be read."""
    told = as_told(found, remembered(delivery.board))
    return list(delivery.sheets) or [name for table in told for name in table.names]
