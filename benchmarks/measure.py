"""Measure commands side by side: in turn, several times, as ratios with their spread."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds that one side took in each round."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median round."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        return f"{self.median:.2f} s ({min(self.seconds):.2f} to {max(self.seconds):.2f})"


def in_turn(sides: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Times]:
    """Run each side once a round, one after the other, and return their times."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, run in sides.items():
            start = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - start)
    return {name: Times(tuple(each)) for name, each in seconds.items()}


def ratios(slow: Times, fast: Times) -> str:
    """Return how many times as long one side takes, round by round: median and spread."""
    each = [s / f for s, f in zip(slow.seconds, fast.seconds, strict=True)]
    return f"{statistics.median(each):.1f} times ({min(each):.1f} to {max(each):.1f})"


def peak_memory_of_children() -> float:
    """Return the most memory, in MB, that a finished child process has used."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
