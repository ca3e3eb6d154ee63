"""Notices that email did not deliver: administrators print them and record that they were sent."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.selectors.postal import who_gave_an_address
from accounts.services.views import record_view
from core import clock
from core.forms import attempt, submit
from core.lists import paged
from register.forms.cases import PostForm
from register.letters.batches import batch_pdf
from register.models import PostBatch
from register.selectors.post import messages_of, to_print
from register.services import post as services

LATEST = 10


@role_required(RoleKind.ADMINISTRATOR)
def post(request: StaffRequest) -> HttpResponse:
    """List the waiting notices, make letters of the oldest, and link to the batches."""
    on = clock.today()
    form = PostForm(request.POST or None, initial={"posts_on": on})
    if batch := submit(form, services.make_letters, actor=request.user, on=on):
        messages.success(request, _("The letters are ready to be printed."))
        return redirect(batch)
    context = {
        "form": form,
        "page": paged(request, to_print(request.user)),
        "most": services.MOST,
        "batches": PostBatch.objects.select_related("made_by")[:LATEST],
    }
    return render(request, "register/post.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def post_batch(request: StaffRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(PostBatch.objects.select_related("made_by"), pk=pk)
    notices = messages_of(batch)
    addressed = who_gave_an_address(notice.person_id for notice in notices)
    context = {"batch": batch, "notices": notices, "addressed": addressed}
    return render(request, "register/post_batch.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def post_letters_file(request: StaffRequest, pk: int) -> HttpResponse:
    """Return the letters as one PDF, and record for each recipient that it was viewed."""
    batch = get_object_or_404(PostBatch, pk=pk)
    notices = messages_of(batch)
    for notice in notices:
        record_view(
            notice.person, viewer=request.user, role=request.role, purpose=Purpose.PROCEDURE
        )
    name = f"brieven-{batch.posts_on}-{batch.pk}.pdf"
    return HttpResponse(
        batch_pdf(batch, notices),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def post_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """Record that the letters of a batch were posted, or that they were not."""
    batch = get_object_or_404(PostBatch, pk=pk)
    if act == "verstuurd":
        words = _("It is written down: the terms in these letters have begun.")
        attempt(
            request, words, services.post_letters, batch=batch, actor=request.user, on=clock.today()
        )
    elif act == "niet-verstuurd":
        words = _("These notices wait again. Make letters with another day.")
        attempt(request, words, services.drop_letters, batch=batch, actor=request.user)
    else:
        raise Http404
    return redirect(batch)


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def mail_once_more(request: StaffRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(to_print(request.user), pk=pk)
    words = _("The mail goes out again. When it is taken, the term begins and no letter is needed.")
    attempt(request, words, services.mail_once_more, message=message, actor=request.user)
    return redirect("register:post")
