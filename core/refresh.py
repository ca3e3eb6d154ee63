"""Pages that load themselves again while something goes on."""

from django.http import HttpRequest, HttpResponse


def look_again(request: HttpRequest, response: HttpResponse, *, seconds: int) -> HttpResponse:
    """Have the browser load a page again after some seconds.

    It says which address: a browser that came by a link within the page, such as “to the content”,
    keeps that link in its address, and would move within the page instead of loading it.
    """
    response["Refresh"] = f"{seconds}; url={request.get_full_path()}"
    return response
