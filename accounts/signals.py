from django.dispatch import Signal

record_claimed = Signal()
"""Sent inside the transaction in which a person claims their record, with ``person``: an app above
may know other addresses of this person, and tell them there."""

records_joined = Signal()
"""Sent inside the transaction in which two records become one person or two again, with ``merged``:
what an app above worked out for either may no longer be so."""
