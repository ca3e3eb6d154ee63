"""Room for nested calls in one piece of memory."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ROOM = 2**16  # places of eight bytes


def in_one_piece(application: WSGIApplication) -> WSGIApplication:
    """Return the application with room below it for the frames of all that it calls.

    Python keeps frames in pieces of 16 kB. A loop at the depth where one ends asks the system for
    the next and gives it back in each round, hundreds of times a page: up to a third of its time
    (python/cpython#142183, mended in Python 3.13.13). This frame asks for a stack that it does not
    use, so its piece is a megabyte; the system only provides the part that is used.
    """

    def call(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return application(environ, start_response)

    call.__code__ = call.__code__.replace(co_stacksize=ROOM)
    return call
