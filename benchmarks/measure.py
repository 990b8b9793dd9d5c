"""Measure commands side by side: in turn, several times, as ratios with their spread."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]


_SAID = 100  # characters of what a command that failed said last


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
    return (
        f"{_factor(statistics.median(each))} times ({_factor(min(each))} to {_factor(max(each))})"
    )


def _factor(number: float) -> str:
    return f"{number:.1f}" if number >= 1 else f"{number:.2g}"


def peak_memory_of_children() -> float:
    """Return the most memory, in MB, that a finished child process has used."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


class StoppedError(Exception):
    """A command failed or took too long; the message says which."""


@dataclass(frozen=True, slots=True)
class Run:
    """What commands took: seconds, and the memory, in MB, of the process that used the most."""

    seconds: float
    megabytes: float


def run(commands: Sequence[Command], at_once: int, limit: float) -> Run:
    """Run commands, so many at once, and return what they took together.

    Raises `StoppedError` where one fails, or where they take longer than `limit` seconds; then all
    of them are stopped.
    """
    start = time.perf_counter()
    running = _Running()
    with ThreadPoolExecutor(at_once) as pool:
        futures = [pool.submit(_run_one, each, start + limit, running) for each in commands]
        try:
            peaks = [future.result() for future in futures]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            running.stop()
            raise
    return Run(time.perf_counter() - start, max(peaks))


class _Running:
    """The commands that run now, each a process group; once stopped, none runs on."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._stopped = False

    def add(self, group: int) -> None:
        self._groups.add(group)
        if self._stopped:
            _kill(group)

    def remove(self, group: int) -> None:
        self._groups.discard(group)

    def stop(self) -> None:
        self._stopped = True
        for group in tuple(self._groups):
            _kill(group)


def _run_one(command: Command, end: float, running: _Running) -> float:
    """Run a command until a moment at most, and return its peak memory in MB."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        running.add(process.pid)
        timer = threading.Timer(max(end - time.perf_counter(), 0), _kill, (process.pid,))
        timer.start()
        # wait4 also counts the processes that the command started and waited for.
        _, status, used = os.wait4(process.pid, 0)
        late = time.perf_counter() > end
        timer.cancel()
        running.remove(process.pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        if late:
            raise StoppedError("stopped at the time limit")
        if process.returncode:
            output.seek(0)
            lines = output.read().decode(errors="replace").strip().splitlines()
            said = lines[-1] if lines else "it said nothing"
            said = said if len(said) <= _SAID else f"{said[:_SAID]}…"
            raise StoppedError(f"exit status {process.returncode}: {said}")
    return used.ru_maxrss / 1024


def _kill(group: int) -> None:
    """Stop a command with all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through measured points by least squares; `r2` is how well it fits."""

    intercept: float
    slope: float
    r2: float


def fit(points: Sequence[tuple[float, float]]) -> Line:
    """Return the line through points (x, y), of which there are at least two."""
    across, up = zip(*points, strict=True)
    slope, intercept = statistics.linear_regression(across, up)
    return Line(intercept, slope, statistics.correlation(across, up) ** 2)
