"""Forms: fields with label, hint and error; error summaries; buttons; search."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from django import forms, template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from config.links import address

from .words import amount

register = template.Library()

NOTHING: Mapping[str, str] = MappingProxyType({})
CHANGED = "changed_meanwhile"  # the code of a refusal
AS_IT_IS_NOW = "?"  # the address of the page itself, which is then requested again
# Markup and classes of a widget, the first that fits. The class of the NL Design System is
# beside ours so that another of its themes can dress our fields.
KINDS = (
    (forms.CheckboxInput, "check", "utrecht-checkbox"),
    (forms.FileInput, "file", "file"),
    (forms.Textarea, "control", "utrecht-textarea input"),
    (forms.Select, "control", "utrecht-select input"),
    (forms.Widget, "control", "utrecht-textbox input"),
)
NOT_GIVEN = forms.Field.default_error_messages["required"]  # does not say what is missing
NARROW: dict[type[forms.Widget], str] = {forms.DateInput: "m", forms.NumberInput: "s"}


class Tick(Protocol):
    """A choice of a filter: its value, its words, how much it gives and whether it is chosen."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str | Promise: ...
    @property
    def count(self) -> int: ...
    @property
    def chosen(self) -> bool: ...


@register.simple_tag
def field(
    bound: forms.BoundField,
    *,
    look: str = "",
    width: str = "",
    unit: str = "",
    icons: Mapping[str, str] = NOTHING,
    hints: Mapping[str, str] = NOTHING,
    reveals: str = "",
    reveal: forms.BoundField | None = None,
    hush: bool = False,
) -> SafeString:
    """Render a field of a form: label, hint, error and control, in that order.

    ``look`` is for choices: choices, kinds, seg, pills or checks. The choice ``reveals`` shows the
    field ``reveal``; a browser that cannot hide it always shows it. ``hush`` does not say that the
    field may stay empty: where it is needed as soon as it shows, or where a text above it says so.

    {% field form.kind look="kinds" icons=form.icons %}
    """
    widget = bound.field.widget
    if widget.is_hidden:
        return bound.as_widget()
    context = {"bound": bound, "optional": not (bound.field.required or hush)}
    if isinstance(widget, forms.RadioSelect):
        shape = "group"
        context["look"] = look or ("checks" if widget.allow_multiple_selected else "choices")
        context["options"] = [_option(choice.data, icons, hints, reveals) for choice in bound]
        context["reveal"] = reveal
    else:
        shape, css = next((shape, css) for kind, shape, css in KINDS if isinstance(widget, kind))
        size = width or NARROW.get(type(widget), "")
        context["control"] = bound.as_widget(
            attrs={"class": f"{css} input--{size}" if size else css}
        )
        context["unit"] = unit
    return render_to_string(f"components/field_{shape}.html", context)


def _option(data: dict, icons: Mapping[str, str], hints: Mapping[str, str], reveals: str) -> dict:
    value = str(data["value"])
    return {
        "type": data["type"],
        "name": data["name"],
        "value": value,
        "id": data["attrs"].get("id", ""),
        "checked": data["selected"],
        "label": data["label"],
        "icon": icons.get(value, "dot"),
        "hint": hints.get(value, ""),
        "reveals": value == reveals,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*sent: forms.BaseForm) -> dict:
    """List what is wrong in one or more forms, each with a link to its field; focus starts here.

    {% error_summary form %}
    """
    return {"errors": [error for form in sent for error in _errors(form)]}


def _errors(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Return each message with the address of the control that it is about, if there is one."""
    found = [
        (_way_on(form, error.code), error.messages[0])
        for error in form.non_field_errors().as_data()
    ]
    for bound in form:
        first = bound.id_for_label or f"{bound.auto_id}_0"
        anchor = "" if bound.is_hidden else f"#{first}"
        found += [(anchor, message) for message in faults(bound)]
    return found


def _way_on(form: forms.BaseForm, code: str | None) -> str:
    """Return where one goes on after a refusal: to the field that answers it, by ``answered_by`` of
    the form, or to the page as it is now.
    """
    if field := getattr(form, "answered_by", NOTHING).get(code or ""):
        return f"#{form[field].id_for_label}"
    return AS_IT_IS_NOW if code == CHANGED else ""


@register.filter
def faults(bound: forms.BoundField) -> list[str]:
    """Return what is wrong with a field; an empty one is called by its name."""
    return [
        _what_to_fill_in(bound) if error.message == NOT_GIVEN else error.messages[0]
        for error in bound.errors.as_data()
    ]


def _what_to_fill_in(bound: forms.BoundField) -> str:
    if isinstance(bound.field, forms.FileField):
        return _("Choose a file.")
    chosen = hasattr(bound.field, "choices")
    words = _("Choose: %(name)s") if chosen else _("Fill in: %(name)s")
    return words % {"name": bound.label}


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict:
    """Say what is wrong with a small form as a whole, in its place; a page has an error_summary.

    {% form_errors form %}
    """
    return {"messages": form.non_field_errors()}


def _pressed(label: str, variant: str, icon: str, small: bool) -> dict:
    classes = [f"btn--{variant}"] if variant else []
    classes += ["btn--small"] if small else []
    return {"label": label, "icon": icon, "css": " ".join(["btn", *classes])}


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    *,
    variant: str = "",
    icon: str = "",
    small: bool = False,
    name: str = "",
    value: str = "",
    says: str = "",
) -> dict:
    """Send the form that this is in. The label is a verb; ``name`` tells two buttons apart.

    Where a script runs, the button ``says`` what is chosen in the field of that name.

    {% button _("Save") %} {% button _("Save and next") variant="second" name="next" value="1" %}
    """
    return {"name": name, "value": value, "says": says, **_pressed(label, variant, icon, small)}


@register.inclusion_tag("components/action.html")
def action(
    label: str, *, href: str | Model, variant: str = "", icon: str = "", small: bool = False
) -> dict:
    """Go somewhere by a link that looks like a button.

    {% action _("Add activity") href="cpd:activity_new" variant="chalk" icon="plus" %}
    """
    return {"href": address(href), **_pressed(label, variant, icon, small)}


@register.inclusion_tag("components/post_button.html")
def post_button(
    label: str,
    *,
    action: str | Model,
    variant: str = "",
    icon: str = "",
    small: bool = False,
    name: str = "",
    value: str = "",
) -> dict:
    """Do one thing with one press: a form of its own with its token.

    {% post_button _("Nothing changed") action="schools:nothing_changed" variant="chalk" %}
    """
    pressed = {"variant": variant, "icon": icon, "small": small, "name": name, "value": value}
    return {"label": label, "action": address(action), **pressed}


@register.inclusion_tag("components/search_box.html")
def search_box(
    *, label: str, action: str | Model, name: str = "q", value: str = "", hint: str = ""
) -> dict:
    """Search with one field; works on the board and on paper.

    {% search_box label=_("Name or number") action="register:search" value=query %}
    """
    return {"label": label, "action": address(action), "name": name, "value": value, "hint": hint}


@register.simple_tag
def ticks(name: str, choices: Iterable[Tick]) -> SafeString:
    """Draw the choices of a filter as boxes, each with how much it gives.

    {% ticks facet.name facet.choices %}
    """
    # A page has sixty of them: so no template, and labels are escaped once.
    return SafeString("".join(_tick(conditional_escape(name), choice) for choice in choices))


def _tick(name: str, choice: Tick) -> str:
    label = conditional_escape(capfirst(str(choice.label)))
    return (
        '<label class="check"><input class="utrecht-checkbox" type="checkbox" '
        f'name="{name}" value="{conditional_escape(choice.value)}"'
        f"{' checked' if choice.chosen else ''}>"
        f'<span>{label}</span><span class="check__n">{amount(choice.count)}</span></label>'
    )


@register.simple_block_tag
def filters(content: str, *, label: str) -> str:
    """Hold the fields that narrow a list, with their button; the answer is an address to share.

    {% filters label=_("Narrow the list") %}{% field form.status %}{% endfilters %}
    """
    return render_to_string("components/filters.html", {"content": content, "label": label})
