import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import quantiles


@dataclass
class Stopwatch:
    """Seconds between entering and leaving the block."""

    seconds: float = 0.0


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    watch = Stopwatch()
    start = time.perf_counter()
    yield watch
    watch.seconds = time.perf_counter() - start


@dataclass
class Line:
    """One kind of work: our seconds, those of the limit and of the peers, and our goal."""

    work: str
    ours: float
    limit: float
    most: float
    peers: dict[str, float]
    notes: dict[str, float] = field(default_factory=dict)

    @property
    def of_limit(self) -> float:
        return self.ours / self.limit

    def __str__(self) -> str:
        peers = "  ".join(
            f"{name} {seconds / self.ours:.0f}x" for name, seconds in self.peers.items()
        )
        notes = "  ".join(f"{name} {value:g}" for name, value in self.notes.items())
        verdict = "within" if self.of_limit <= self.most else "ABOVE"
        return (
            f"{self.work}\n"
            f"  ours {self.ours:.2f} s, limit {self.limit:.2f} s: {self.of_limit:.2f}x"
            f" ({verdict} the goal of {self.most:g}x)\n"
            f"  faster than: {peers}\n  {notes}"
        )


def percentile(times: Sequence[float], percent: int) -> float:
    """Return the time below which ``percent`` of the times lie."""
    return quantiles(times, n=100)[percent - 1]


def for_seconds(seconds: float) -> Callable[[], bool]:
    """Return a question that is answered with yes for so long from now."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def write(lines: list[Line], path: Path) -> None:
    rows = [{**asdict(line), "of_limit": round(line.of_limit, 2)} for line in lines]
    path.write_text(json.dumps(rows, indent=2) + "\n")
