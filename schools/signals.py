"""The one signal by which schools reach the register above them."""

from django.dispatch import Signal

# Sent inside the transaction that applies a delivery, with ``delivery``, ``persons`` (a queryset of
# the keys of everybody whom it touched) and ``on``, the day of the delivery.
delivery_processed = Signal()
