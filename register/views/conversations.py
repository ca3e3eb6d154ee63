"""Conversations: a teacher shares items, the other follows a link, both write agreements."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import attempt, submit
from cpd.selectors.sharing import choosable
from register.dossier.overview import own_overview
from register.forms.conversations import AgreementForm, ShareForm
from register.models import Agreement, Conversation
from register.selectors.conversations import conversation_of, shown_in
from register.selectors.dossier import own_place
from register.services.conversations import agree, confirm_agreement, note_opened, revoke, share

LINK = "conversation"  # in the session: the secret of the link that was followed


@teacher_required
def conversations(request: SignedInRequest) -> HttpResponse:
    found = Conversation.objects.of(request.user)
    context = {"conversations": found, "on": clock.today()}
    return render(request, "register/conversations.html", context)


@teacher_required
def conversation_new(request: SignedInRequest) -> HttpResponse:
    person, on = request.user, clock.today()
    needed = own_place(person, on=on).cycle is not None
    form = ShareForm(request.POST or None, activities=choosable(person), needed=needed)
    if made := submit(form, share, person=person, actor=person, on=on):
        messages.success(request, _("The link is on its way."))
        return redirect(made)
    return render(request, "register/conversation_new.html", {"form": form})


@teacher_required
def conversation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the other person sees, and the agreements of both."""
    found = get_object_or_404(Conversation.objects.of(request.user), pk=pk)
    form = AgreementForm(request.POST or None)
    if submit(form, agree, conversation=found, actor=request.user):
        return redirect(found)
    context = {**_shown(found), "form": form}
    return render(request, "register/conversation.html", context)


@require_POST
@teacher_required
def conversation_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Conversation.objects.of(request.user), pk=pk)
    done = _("You show it no longer. The link has stopped working.")
    attempt(request, done, revoke, conversation=found, actor=request.user)
    return redirect(found)


@require_POST
@teacher_required
def agreement_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    mine = Agreement.objects.filter(conversation__person=request.user)
    found = get_object_or_404(mine.select_related("conversation"), pk=pk)
    done = _("You have confirmed it.")
    attempt(request, done, confirm_agreement, agreement=found, actor=request.user)
    return redirect(found.conversation)


def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Move the secret from the address to the session, so that later pages do not leak it."""
    request.session[LINK] = token
    return redirect("register:shown_to_me")


@never_cache
def shown_to_me(request: HttpRequest) -> HttpResponse:
    """Show the one who followed the link what is shared with them, and nothing else."""
    found = conversation_of(request.session.get(LINK, ""), on=clock.today())
    if found is None:
        return render(request, "register/conversation_gone.html", status=410)
    form = AgreementForm(request.POST or None)
    if submit(form, agree, conversation=found, actor=None):
        return redirect("register:shown_to_me")
    if request.method == "GET":
        note_opened(found, actor=None)
    return render(request, "register/conversation_shown.html", {**_shown(found), "form": form})


@require_POST
def partner_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    conversation = conversation_of(request.session.get(LINK, ""), on=clock.today())
    found = get_object_or_404(Agreement, pk=pk, conversation=conversation)
    done = _("You have confirmed it.")
    attempt(request, done, confirm_agreement, agreement=found, actor=None)
    return redirect("register:shown_to_me")


def _shown(conversation: Conversation) -> dict[str, Any]:
    """Return the context of both pages: what both people see."""
    on = clock.today()
    context: dict[str, Any] = {
        "conversation": conversation,
        "activities": shown_in(conversation),
        "agreements": conversation.agreements.all(),
        "on": on,
    }
    place = own_place(conversation.person, on=on) if conversation.with_report else None
    if place and place.cycle:
        overview = own_overview(place.cycle, place, on=on)
        context["rows"] = overview.facts
    return context
