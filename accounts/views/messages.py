"""What people were told, when and how: for the person it was told to, and for the register."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import Language, RoleKind
from accounts.doors import SignedInRequest, StaffRequest, role_required, teacher_required
from accounts.forms.messages import MessageFilter
from accounts.models import MailOptOut, Message
from accounts.services import messages as services
from accounts.texts import language_of
from core.forms import attempt
from core.lists import paged


@login_required
def own_messages(request: SignedInRequest) -> HttpResponse:
    context = {
        "page": paged(request, request.user.messages.all()),
        "wants_mail": not MailOptOut.objects.filter(person=request.user).exists(),
        "mail_language": language_of(request.user),
    }
    return render(request, "accounts/messages.html", context)


@login_required
def own_message(request: SignedInRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(request.user.messages, pk=pk)
    return render(request, "accounts/message.html", {"message": message})


@require_POST
@teacher_required
def choose_mail(request: SignedInRequest) -> HttpResponse:
    wanted = request.POST.get("wanted") == "yes"
    services.choose_mail(request.user, actor=request.user, wanted=wanted)
    words = (
        _("You get our messages by mail again.")
        if wanted
        else _("From now on you get only official notices by mail. The rest is here.")
    )
    messages.success(request, words)
    return redirect("accounts:messages")


@require_POST
@teacher_required
def choose_language(request: SignedInRequest) -> HttpResponse:
    if request.POST.get("language") not in Language.values:
        raise Http404
    language = Language(request.POST["language"])
    services.choose_language(request.user, actor=request.user, language=language)
    messages.success(request, _("It is written down. It counts from the next message on."))
    return redirect("accounts:messages")


@role_required(RoleKind.ADMINISTRATOR)
def all_messages(request: StaffRequest) -> HttpResponse:
    """Show what people were told, but not the words: those are for the recipient only."""
    form = MessageFilter(request.GET)
    rows = Message.objects.select_related("person", "text")
    if form.is_valid():
        query, way = form.cleaned_data["q"], form.cleaned_data["way"]
        rows = rows.to_person(query) if query else rows
        rows = rows.filter(way=way) if way else rows
    page = paged(request, rows)
    return render(request, "accounts/all_messages.html", {"page": page, "form": form})


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def came_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down that a mail came back; an official notice is then printed."""
    rows = Message.objects.exclude(person=request.user)
    message = get_object_or_404(rows, pk=pk)
    words = _("It is written down. An official notice now waits to be printed.")
    attempt(request, words, services.note_came_back, message=message, actor=request.user)
    return redirect("accounts:all_messages")
