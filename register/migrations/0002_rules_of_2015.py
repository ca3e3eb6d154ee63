import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parent.parent / "data" / "rule_sets.json"


def lay_down(apps, schema_editor):
    rows = json.loads(DATA.read_text())
    row = next(row for row in rows if (row["code"], row["version"]) == ("2015", "1.0"))
    shortest, longest = row["first_cycle_months"]
    rule_set = apps.get_model("register", "RuleSet").objects.create(
        code=row["code"],
        version=row["version"],
        name=row["name"],
        source=row["source"],
        section=row["section"],
        in_force_from=row["in_force_from"],
        primary_categories=row["primary"],
        other_categories=row["other"],
        full_time_hours=row["full_time_hours"],
        cycle_months=row["cycle_months"],
        shortest_first_cycle_months=shortest,
        longest_first_cycle_months=longest,
        submit_months=row["submit_months"],
        conditional_months=row["conditional_months"],
        objection_weeks=row["objection_weeks"],
    )
    for criterion in criteria(row):
        apps.get_model("register", "Criterion").objects.create(rule_set=rule_set, **criterion)
    for conditional, ladder in [(False, "reminders"), (True, "conditional_reminders")]:
        for step in row[ladder]:
            apps.get_model("register", "ReminderStep").objects.create(
                rule_set=rule_set, conditional=conditional, **step
            )


def criteria(row):
    """Yield the norms, the cap and the hours of teaching as rows of one kind."""
    groups = {name: row[name] for name in ("primary", "other")}

    def categories(names):
        return [code for name in names for code in groups.get(name, [name])]

    for norm in row["norms"]:
        yield {
            "code": norm["code"],
            "kind": "at_least",
            "hours": norm["needed"],
            "categories": categories(norm["categories"]),
            "sectors": norm["sectors"],
        }
    cap = row["cap"]
    yield {
        "code": cap["code"],
        "kind": "at_most",
        "hours": cap["most"],
        "categories": categories(cap["categories"]),
        "sectors": [],
    }
    yield {
        "code": "experience",
        "kind": "per_qualification",
        "hours": row["experience"],
        "categories": [],
        "sectors": [],
    }


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
