import base64
import json
import tomllib
from pathlib import Path

from django.db import migrations, models

DATA = Path(__file__).parent.parent / "data" / "message_texts.toml"
FROM_THE_START = "2015-08-25"
TEXT = "certificate_again"


def name_certificates(apps, schema_editor):
    """Write down the name that stands on each: the credential in it says which, else today's."""
    certificates = apps.get_model("register", "Certificate").objects
    named = []
    for one in certificates.select_related("cycle__registration__person").iterator():
        one.name = _signed_name(one.credential) or _full_name(one.cycle.registration.person)
        named.append(one)
    certificates.bulk_update(named, ["name"], batch_size=1000)


def lay_down_text(apps, schema_editor):
    """Give the new message its words, where 0023 did not do so from the same file."""
    words = tomllib.loads(DATA.read_text())[TEXT]
    bodies = {name: words[name].strip() + "\n" for name in ("body", "body_en")}
    apps.get_model("accounts", "MessageText").objects.get_or_create(
        code=TEXT, version=1, defaults={"since": FROM_THE_START, **words, **bodies}
    )


def _signed_name(credential):
    if not credential:
        return ""
    claims = credential.split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return told["name"].partition(": ")[2]


def _full_name(person):
    parts = (person.given_names, person.prefix, person.family_name)
    return " ".join(part for part in parts if part)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0015_message_texts"),
        ("register", "0024_certificates_again"),
    ]

    operations = [
        migrations.RunPython(name_certificates, migrations.RunPython.noop),
        migrations.RunPython(lay_down_text, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=~models.Q(name=""), name="certificate_names_somebody"
            ),
        ),
    ]
