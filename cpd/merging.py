"""What belongs to a person in this app; the hours of an activity follow it."""

from accounts.merging import belongs

belongs("cpd.Activity", "person")
belongs("cpd.Attendance", "person")
belongs("cpd.Draft", "person")
belongs("cpd.Intention", "person")
belongs("cpd.PlanItem", "person")
belongs("cpd.SavedOffer", "person")
belongs("cpd.TeamMember", "person")
belongs("cpd.Wish", "person")
