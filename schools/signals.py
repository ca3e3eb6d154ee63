"""The signals by which schools reach the register above them."""

from django.dispatch import Signal

# Sent inside the transaction that applies a delivery, with ``delivery``, ``persons`` (a queryset of
# the keys of everybody that it touched) and ``on``, the day of the delivery.
delivery_processed = Signal()

# Sent inside the transaction that moves all of a board to another, with ``source`` and ``target``
# (their keys) and ``actor``, None where the clock did it.
board_taken_over = Signal()

# Sent before an applied delivery is taken back, with ``delivery`` and ``persons`` (a list of keys).
# A receiver returns why that cannot be: "decided" or "active"; else nothing.
undo_asked = Signal()
