"""Staff of a board: to find, and to fill in by hand."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.forms import DayField, TextField, with_empty
from schools.choices import (
    EmploymentKind,
    FunctionCategory,
    Gender,
    Section,
    StaffProgress,
)
from schools.models import BasisCode, Location
from schools.rules.ending import STEPS
from schools.selectors.codes import title_of

CHOOSE = ("", _("Choose…"))


class StaffFilterForm(forms.Form):
    """Which staff of a board are shown; ``places`` and ``grounds`` are what it can choose from."""

    q = forms.CharField(label=_("Name or staff number"), required=False, max_length=80)
    section = forms.ChoiceField(
        label=_("Section"), required=False, choices=with_empty(_("All sections"), Section.choices)
    )
    ends = forms.ChoiceField(
        label=_("Ground ends"),
        required=False,
        choices=[
            ("", _("Does not matter")),
            *(
                (str(n), ngettext_lazy("Within %(n)s month", "Within %(n)s months", "n") % {"n": n})
                for n in STEPS
            ),
        ],
    )
    progress = forms.ChoiceField(
        label=_("Confirmed by the teacher"),
        required=False,
        choices=with_empty(_("Everybody"), StaffProgress.choices),
    )

    def __init__(self, *args, places: Iterable[Location], grounds: Iterable[BasisCode], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["location"] = forms.ChoiceField(
            label=_("School"),
            required=False,
            choices=[("", _("All schools")), *((place.code, str(place)) for place in places)],
        )
        self.fields["basis"] = forms.ChoiceField(
            label=_("Ground"),
            required=False,
            choices=[("", _("All grounds")), *((one.code, _titled(one)) for one in grounds)],
        )


def _titled(ground: BasisCode) -> str:
    return f"{capfirst(title_of(ground))} ({ground.code})"


class CellsForm(forms.Form):
    """Cells of one row of a delivery, filled in by hand; the fields have the names of the columns.

    Only the shape is checked here. What a row means is judged where files are judged.
    """

    def cells(self) -> dict[str, str]:
        return {
            name: value.isoformat() if isinstance(value, date) else str(value or "")
            for name, value in self.cleaned_data.items()
        }

    def add_error(self, field: str | None, error) -> None:
        """A fault in a column that is not on this form is about the form as a whole."""
        if hasattr(error, "error_dict"):
            for column, found in error.error_dict.items():
                super().add_error(column if column in self.fields else None, found)
        else:
            super().add_error(field, error)


class JobForm(CellsForm):
    """Kind and size of a job, and the days of one of its grounds."""

    aard_arbeidsrelatie = forms.ChoiceField(
        label=_("Kind of employment"), choices=[CHOOSE, *EmploymentKind.choices]
    )
    betrekkingsomvang = forms.CharField(
        label=_("Size of the job"),
        help_text=_("As a part of a full job, for example 0,8."),
        max_length=10,
    )
    begin = DayField(label=_("First day"))
    einde = DayField(label=_("Last day"), required=False)
    mutatiedatum = DayField(
        label=_("Since when is this so?"),
        help_text=_("The day on which it changed, not the day on which you fill this in."),
    )


class GroundForm(JobForm):
    """A new ground on which somebody works, and where."""

    functiecategorie = forms.ChoiceField(
        label=_("Function"), choices=[CHOOSE, *FunctionCategory.choices]
    )
    onderwijsterreinen = TextField(
        label=_("Subject areas"),
        help_text=_("The codes with a bar between them, for example WIS|NAT."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args, places: Iterable[Location], grounds: Iterable[BasisCode], **kwargs):
        super().__init__(*args, **kwargs)
        schools = ((place.code, f"{place} ({place.code})") for place in places)
        codes = ((code.code, _titled(code)) for code in grounds)
        self.fields["vestiging"] = forms.ChoiceField(label=_("School"), choices=[CHOOSE, *schools])
        self.fields["grondslagcode"] = forms.ChoiceField(
            label=_("Ground"), choices=[CHOOSE, *codes]
        )


class PersonForm(CellsForm):
    voornamen = TextField(label=_("Given names"), max_length=200)
    voorvoegsel = TextField(
        label=_("Prefix"), help_text=_("For example “van de”."), required=False, max_length=20
    )
    geslachtsnaam = TextField(label=_("Family name"), max_length=200)
    geboortedatum = DayField(label=_("Date of birth"), help_text=_("For example 31-12-1985."))
    geslacht = forms.ChoiceField(
        label=_("Gender"), required=False, choices=with_empty(_("Not told"), Gender.choices)
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The invitation to confirm goes to this address."),
        required=False,
        max_length=254,
    )
    bsn = forms.CharField(
        label=_("Citizen service number"),
        help_text=_("Nine digits. It is kept encrypted and never shown again."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class NewMemberForm(PersonForm, GroundForm):
    """Somebody that the board has not delivered yet."""

    personeelsnummer = TextField(label=_("Staff number"), max_length=20)


class ChangeForm(PersonForm, JobForm):
    """What may be different about somebody or one of their grounds.

    The school, the function, the code and the subject areas are what a ground is known by: with
    another one of these it is another ground.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bsn"].required = False
        self.fields["bsn"].help_text = _("Only where the number that you delivered is wrong.")

    def cells(self) -> dict[str, str]:
        cells = super().cells()
        if not cells["bsn"]:
            del cells["bsn"]
        return cells


class EndForm(CellsForm):
    """The end of a ground, or that it was never so."""

    ENDS, NEVER = "B", "V"

    mutatiesoort = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(ENDS, _("It ends")), (NEVER, _("It was never so, this was a mistake"))],
        widget=forms.RadioSelect,
        initial=ENDS,
    )
    einde = DayField(label=_("Last day"), required=False)
