"""What belongs to a person here."""

from accounts.merging import belongs

belongs("schools.StaffRecord", "person")
belongs("schools.Overlap", "person")
