"""Compiling the translations with Python, because a bare machine has no GNU gettext."""

import polib

from demo.environment import PROJECT


def compile_messages() -> None:
    """Compile every catalogue that is older than its source."""
    for source in PROJECT.glob("locale/*/LC_MESSAGES/*.po"):
        catalogue = source.with_suffix(".mo")
        if not catalogue.exists() or catalogue.stat().st_mtime < source.stat().st_mtime:
            unfinished = source.with_suffix(".unfinished")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            unfinished.replace(catalogue)


if __name__ == "__main__":
    compile_messages()
