from django.dispatch import Signal

record_claimed = Signal()
"""Sent inside the transaction in which a person claims their record, with ``person``: an app above
may know other addresses of this person, and tell them there."""

records_joined = Signal()
"""Sent inside the transaction in which two records become one person or two again, with ``merged``:
what an app above worked out for either may no longer be so."""

claim_undone = Signal()
"""Sent inside the transaction in which a claim is undone, with ``person`` and ``actor``: whatever
lets the one who claimed look in from outside must stop working, also in the apps above."""

opening_asked = Signal()
"""Sent before an account is opened again, with ``person``: a receiver that returns something says
why nobody may sign in with it yet."""
