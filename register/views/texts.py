"""The texts of our messages: administrators read them, try them out and write new versions."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.models import MessageText
from core import clock
from core.forms import submit
from register.forms.texts import TextForm
from register.selectors.texts import previews, texts_in_force
from register.services.texts import save_text
from register.words.messages import RULES, MessageRule


@role_required(RoleKind.ADMINISTRATOR)
def texts(request: StaffRequest) -> HttpResponse:
    return render(request, "register/texts.html", {"texts": texts_in_force(clock.today())})


@role_required(RoleKind.ADMINISTRATOR)
def text(request: StaffRequest, code: str) -> HttpResponse:
    """Show the text in force as a made-up person reads it, and accept a new version."""
    rule, on = _rule(code), clock.today()
    current = MessageText.objects.in_force(code, on=on)
    form = TextForm(request.POST or None, rule=rule, initial={**_parts(current), "since": on})
    trying = "try" in request.POST and form.is_valid()
    saved = None if trying else submit(form, save_text, rule=rule, actor=request.user, on=on)
    if saved:
        messages.success(request, _("The new version is saved."))
        return redirect("register:text", code)
    context = {
        "rule": rule,
        "form": form,
        "current": current,
        "trying": trying,
        "previews": previews(rule, form.cleaned_data["text"] if trying else current),
        "versions": MessageText.objects.filter(code=code).select_related("made_by"),
    }
    return render(request, "register/text.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def text_version(request: StaffRequest, code: str, version: int) -> HttpResponse:
    """Show one version as it was, to explain a message that was made from it."""
    rule = _rule(code)
    found = get_object_or_404(MessageText, code=code, version=version)
    context = {"rule": rule, "text": found, "previews": previews(rule, found)}
    return render(request, "register/text_version.html", context)


def _rule(code: str) -> MessageRule:
    if code not in RULES:
        raise Http404
    return RULES[code]


def _parts(text: MessageText) -> dict[str, str]:
    return {name: getattr(text, name) for name in ("subject", "body", "subject_en", "body_en")}
