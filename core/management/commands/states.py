from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print every status machine as a diagram; docs/states.md is this output."

    def handle(self, **options: object) -> None:
        self.stdout.write("\n".join(document()))


def document() -> Iterator[str]:
    """Yield the lines of docs/states.md."""
    yield "# What can happen to a record"
    yield ""
    yield "Printed by `manage.py states` from the tables of moves; do not edit."
    models: list[Any] = sorted(apps.get_models(), key=lambda model: model._meta.label)
    for model in models:
        if hasattr(model, "MOVES"):
            yield f"\n## {model._meta.label}\n\n```mermaid\nstateDiagram-v2"
            yield f"  [*] --> {model._meta.get_field('status').default}"
            for name, move in model.MOVES.items():
                yield from (
                    f"  {source} --> {move.target}: {name}" for source in sorted(move.sources)
                )
            yield "```"
