"""What belongs to a person here; the hours of an activity follow it."""

from accounts.merging import belongs

belongs("cpd.Activity", "person")
belongs("cpd.PlanItem", "person")
