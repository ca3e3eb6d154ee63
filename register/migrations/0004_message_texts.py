import tomllib
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parent.parent / "data" / "message_texts.toml"
FROM_THE_START = "2015-08-25"  # the day of the first rules, before all that is kept here


def lay_down(apps, schema_editor):
    texts = apps.get_model("accounts", "MessageText")
    texts.objects.bulk_create(
        texts(
            code=code,
            version=1,
            since=FROM_THE_START,
            **{name: _trimmed(name, words) for name, words in text.items()},
        )
        for code, text in tomllib.loads(DATA.read_text()).items()
    )


def _trimmed(name, words):
    """A text in TOML begins on the line after its name."""
    return words.strip() + "\n" if name.startswith("body") else words


class Migration(migrations.Migration):
    replaces = [("register", "0023_message_texts")]
    dependencies = [("accounts", "0001_initial"), ("register", "0003_append_only")]
    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
