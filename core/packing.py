"""A ZIP that is streamed while it is written: one file of it is in memory at a time."""

import io
import zipfile
from collections.abc import Iterable, Iterator


class _Outlet(io.RawIOBase):
    """A write-only file whose content is taken away while it is written; it cannot seek."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # zipfile writes bytes only
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last call."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zipped(files: Iterable[tuple[str, str | bytes]]) -> Iterator[bytes]:
    """Yield a ZIP of the files, each a name with its content, piece by piece."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
            yield outlet.taken()
    yield outlet.taken()
