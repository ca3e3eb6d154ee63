"""What belongs to a person in this app (``accounts.merging``)."""

from accounts.merging import belongs

belongs("schools.StaffRecord", "person")
belongs("schools.Overlap", "person")
