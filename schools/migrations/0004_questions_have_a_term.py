import django.db.models.deletion
from django.db import migrations, models

KNOWN = """
update schools_dispute set answer_before = (opened_at + interval '1 month')::date;
update schools_dispute dispute set answered_for_id = staff.board_id
from schools_staffrecord staff where staff.id = dispute.staff_id and dispute.answer <> '';
"""


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_leaner_indexes"),
        ("schools", "0003_accepted_ends"),
    ]

    operations = [
        migrations.AddField("dispute", "key", models.UUIDField(editable=False, null=True)),
        migrations.AddField(
            "dispute",
            "answer_before",
            models.DateField(editable=False, null=True, verbose_name="answer before"),
        ),
        migrations.AddField(
            "dispute",
            "answered_for",
            models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"),
        ),
        migrations.RemoveConstraint("dispute", "dispute_has_an_answer_iff_answered"),
        migrations.RemoveConstraint("dispute", "dispute_status_known"),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
    ]
