"""Who can see which data of a teacher, and a download of all of it."""

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.doors import SignedInRequest, teacher_required
from accounts.step_up import step_up_to_send
from core import clock
from register.services.own_data import take_along as pack


@teacher_required
@step_up_to_send
def take_along(request: SignedInRequest) -> HttpResponseBase:
    """Explain who sees what; one button downloads everything as one file."""
    if request.method != "POST":
        return render(request, "register/take_along.html")
    on = clock.today()
    name = f"lerarenregister-{on:%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        pack(request.user, actor=request.user, on=on),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
