"""How long a cluster takes: list scheduling of tasks whose times and sizes were measured.

    python benchmarks/simulate.py MEASURED.json [--leaflets N] [--languages N] [--workers N…]

Every worker starts up, then asks for a task. The scheduler serves one request at a time, in the
order of the tasks. A result passes one link that all workers share, one result at a time, and the
worker waits for that. What this leaves out is in `ASSUMPTIONS`.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

LEAFLETS, LANGUAGES, WORKERS = 10_000, 50, (4, 16, 64)

ASSUMPTIONS = (
    "The task times are those that were measured, over and over, in their order; a worker of the "
    "cluster is as fast as a core here, and nothing else runs on it.",
    "A task of the large project takes as long as one of the measured project: no work grows with "
    "the number of leaflets beside its own.",
    "Tasks go in a fixed order to the worker that is free first; no worker is lost.",
    "All results pass one link, one after the other; inputs are small beside them and are free.",
)


@dataclass(frozen=True, slots=True)
class Task:
    """One locale's share of the leaflets: seconds of work, and bytes of pages that it returns."""

    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run showed.

    Each task builds `leaflets_per_task` pages. `warm_up_seconds` is what a worker needs before its
    first task, `overhead_seconds` what the scheduler needs for each task,
    `megabytes_per_second` what the shared link carries, and `client_seconds_per_page` what is left
    to the one process that starts the build. `assumed` names the figures that are not measured.
    """

    leaflets_per_task: int
    tasks: tuple[Task, ...]
    warm_up_seconds: float
    overhead_seconds: float
    megabytes_per_second: float
    client_seconds_per_page: float = 0.0
    assumed: tuple[str, ...] = ()

    def tasks_for(self, leaflets: int, languages: int) -> list[Task]:
        """Return the tasks of a project: those that were measured, over and over."""
        number = math.ceil(leaflets / self.leaflets_per_task) * languages
        return list(islice(cycle(self.tasks), number))


@dataclass(frozen=True, slots=True)
class Expected:
    """What a build would take: seconds, the share of them that workers work, tasks of a worker."""

    workers: int
    seconds: float
    busy: float
    fewest: int
    most: int


def read_measured(found: dict[str, Any]) -> Measured:
    """Return what a JSON object with the fields of `Measured` says."""
    tasks = tuple(Task(task["seconds"], task["bytes"]) for task in found["tasks"])
    return Measured(**{**found, "tasks": tasks, "assumed": tuple(found.get("assumed", ()))})


def simulate(measured: Measured, leaflets: int, languages: int, workers: int) -> Expected:
    """Return what a project would take on so many workers."""
    tasks = measured.tasks_for(leaflets, languages)
    done = [0] * workers
    scheduler = link = end = 0.0
    waiting = iter(tasks)
    events: list[tuple[float, int, Task | None]]
    events = [(measured.warm_up_seconds, worker, None) for worker in range(workers)]
    while events:
        now, worker, computed = heapq.heappop(events)
        if computed:
            link = max(link, now) + computed.bytes / 1e6 / measured.megabytes_per_second
            heapq.heappush(events, (link, worker, None))
            continue
        end = max(end, now)
        task = next(waiting, None)
        if task:
            done[worker] += 1
            scheduler = max(scheduler, now) + measured.overhead_seconds
            heapq.heappush(events, (scheduler + task.seconds, worker, task))
    seconds = end + measured.client_seconds_per_page * leaflets * languages
    busy = sum(task.seconds for task in tasks) / (seconds * workers)
    return Expected(workers, seconds, busy, min(done), max(done))


def table(measured: Measured, leaflets: int, languages: int, workers: Sequence[int]) -> list[str]:
    """Return the lines of a Markdown table, and what it assumes."""
    lines = ["| workers | minutes | workers busy | tasks of a worker |", "|---|---|---|---|"]
    for number in workers:
        each = simulate(measured, leaflets, languages, number)
        share = f"{each.fewest} to {each.most}"
        lines.append(f"| {number} | {each.seconds / 60:.1f} | {each.busy:.0%} | {share} |")
    seconds = sum(task.seconds for task in measured.tasks) / len(measured.tasks)
    size = sum(task.bytes for task in measured.tasks) / len(measured.tasks) / 1e6
    return [
        *lines,
        "",
        f"- {len(measured.tasks)} tasks of {measured.leaflets_per_task} leaflets were measured: on "
        f"average {seconds:.2f} s and {size:.1f} MB.",
        *(f"- {_told(measured, name)}" for name in _PARAMETERS),
        *(f"- {sentence}" for sentence in ASSUMPTIONS),
    ]


_PARAMETERS = {
    "warm_up_seconds": "a worker starts up in {:.2f} s",
    "overhead_seconds": "the scheduler needs {:.4f} s a task",
    "megabytes_per_second": "the shared link carries {:.0f} MB/s",
    "client_seconds_per_page": "the process that starts the build needs {:.6f} s a page",
}


def _told(measured: Measured, name: str) -> str:
    source = "Assumed" if name in measured.assumed else "Measured"
    return f"{source}: {_PARAMETERS[name].format(getattr(measured, name))}."


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("measured", type=Path)
    parser.add_argument("--leaflets", type=int, default=LEAFLETS)
    parser.add_argument("--languages", type=int, default=LANGUAGES)
    parser.add_argument("--workers", type=int, nargs="+", default=WORKERS)
    arguments = parser.parse_args()
    measured = read_measured(json.loads(arguments.measured.read_text(encoding="utf-8")))
    print("\n".join(table(measured, arguments.leaflets, arguments.languages, arguments.workers)))


if __name__ == "__main__":
    main()
