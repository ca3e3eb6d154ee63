from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkKind(TextChoices):
    """What can wait for the people of the register."""

    APPLICATION = "application", _("Renewal asked, something missing")
    SAMPLE = "sample", _("Drawn for the sample")
    CASE = "case", pgettext_lazy("work", "Procedure")
    DISPUTE = "dispute", _("Question of a teacher")
    DOUBLE = "double", _("Possible double")
    DIPLOMA = "diploma", pgettext_lazy("work", "Diploma")
