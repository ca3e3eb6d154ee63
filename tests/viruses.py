"""A stand-in for ClamAV, which no test machine has."""

import socket
from contextlib import contextmanager
from threading import Thread


@contextmanager
def scanner(answer, settings):
    """A program that listens as clamd does, takes a file in and says what it is told to say."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMAV_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"
        taken = []

        def serve():
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as stream:
                taken.append(stream.read(len(b"zINSTREAM\0")))
                while size := int.from_bytes(stream.read(4)):
                    taken.append(stream.read(size))
                connection.sendall(answer)

        thread = Thread(target=serve)
        thread.start()
        yield taken
        thread.join()
