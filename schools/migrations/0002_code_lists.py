import csv
from datetime import date
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"


def lay_down(apps, schema_editor):
    """Load the code lists as they stood when this migration was written."""
    bases = [_basis(row) for row in _rows("basis_codes.csv")]
    areas = [_area(row) for row in _rows("subject_areas.csv")]
    apps.get_model("schools", "BasisCode").objects.bulk_create(
        apps.get_model("schools", "BasisCode")(**basis) for basis in bases
    )
    apps.get_model("schools", "SubjectArea").objects.bulk_create(
        apps.get_model("schools", "SubjectArea")(**area) for area in areas
    )


def take_away(apps, schema_editor):
    apps.get_model("schools", "BasisCode").objects.all().delete()
    apps.get_model("schools", "SubjectArea").objects.all().delete()


def _rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=";")


def _basis(row):
    return {
        **{name: row[name] for name in ("code", "sector", "title_en", "title_nl", "article")},
        **{name: row[name] for name in ("section", "term_kind", "declaration")},
        **{name: row[name] == "yes" for name in ("unqualified", "temporary")},
        **{name: _numbers(row[name]) for name in ("categories", "extension_months")},
        **{name: _number(row[name]) for name in ("term_months", "warn_months", "weekly_hours")},
        **_in_force(row),
    }


def _area(row):
    return {
        **{name: row[name] for name in ("code", "sector", "title_en", "title_nl")},
        "free_word": row["free_word"] == "yes",
        **_in_force(row),
    }


def _in_force(row):
    return {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("in_force_from", "in_force_until")
    }


def _numbers(text):
    return [int(part) for part in text.split("|") if part]


def _number(text):
    return int(text) if text else None


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]
    operations = [migrations.RunPython(lay_down, take_away)]
