"""The last day of the term for a request that was drawn, and the day of each message about it."""

from django.db import migrations, models

FILL_IN = """
update register_samplemessage set said_on = (at at time zone 'Europe/Amsterdam')::date;
update register_sample set due_on = asked_on + 56 where status <> 'not_drawn'
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0021_earlier_learning")]

    operations = [
        migrations.AddField(
            "sample", "due_on", models.DateField(null=True, verbose_name="last day of the term")
        ),
        migrations.AddField("samplemessage", "said_on", models.DateField(null=True)),
        migrations.RunSQL(FILL_IN, migrations.RunSQL.noop),
        migrations.AlterField("samplemessage", "said_on", models.DateField()),
        migrations.AddConstraint(
            "sample",
            models.CheckConstraint(
                name="who_was_drawn_has_a_term",
                condition=models.Q(status="not_drawn", due_on=None)
                | (~models.Q(status="not_drawn") & models.Q(due_on__isnull=False)),
            ),
        ),
    ]
