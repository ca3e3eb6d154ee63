import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("register", "0023_message_texts")]

    operations = [
        migrations.AlterModelOptions(
            name="certificate", options={"ordering": ["-issued_on", "-pk"]}
        ),
        migrations.AddField(
            model_name="certificate",
            name="name",
            field=models.CharField(default="", max_length=422, verbose_name="name"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificate",
            name="replaced_on",
            field=models.DateField(editable=False, null=True, verbose_name="replaced on"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="replaces",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="register.certificate",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="register.cycle",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=Q(replaced_on=None),
                fields=("cycle",),
                name="a_cycle_has_one_current_certificate",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=Q(replaced_on=None) | ~Q(sha256=""),
                name="certificate_is_made_before_it_is_replaced",
            ),
        ),
    ]
