"""How the tasks of a build are spread over the workers of a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """A task as the cluster of the build tells of it (`pipeline.build.cluster.Task`)."""

    kind: str
    locale: str
    shard: int
    worker: str
    seconds: float
    pages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class ClusterRun:
    """A build by a cluster.

    `start_seconds` is what the workers needed to start, `task_seconds` what the scheduler and a
    worker need for an empty task, `client_seconds` the processor time of the process that started
    the build.
    """

    leaflets: int
    languages: int
    workers: int
    seconds: float
    start_seconds: float
    task_seconds: float
    client_seconds: float
    tasks: tuple[Task, ...]


def read_run(found: dict[str, Any]) -> ClusterRun:
    """Return the run that a JSON object tells of."""
    return ClusterRun(**{**found, "tasks": tuple(Task(**task) for task in found["tasks"])})


def largest_share(run: ClusterRun) -> float:
    """Return how much more than the mean the busiest worker worked."""
    busy = _seconds_by_worker(run)
    return max(busy) * run.workers / sum(busy)


def spread(run: ClusterRun) -> list[str]:
    """Return the lines of a Markdown table: what each worker did."""
    names = sorted({task.worker for task in run.tasks})
    lines = ["| worker | tasks | pages | seconds |", "|---|---|---|---|"]
    for number, name in enumerate(names, 1):
        own = [task for task in run.tasks if task.worker == name]
        pages = sum(task.pages for task in own if task.kind in ("make", "shard"))
        lines.append(f"| {number} | {len(own)} | {pages} | {_seconds(own):.1f} |")
    told = f"{run.leaflets} leaflets in {run.languages} languages: {run.seconds:.1f} s with "
    told += f"{run.workers} workers; the busiest has {largest_share(run):.2f} times the mean."
    return [*lines, "", told]


def _seconds_by_worker(run: ClusterRun) -> list[float]:
    names = {task.worker for task in run.tasks}
    return [_seconds([task for task in run.tasks if task.worker == name]) for name in names]


def _seconds(tasks: Sequence[Task]) -> float:
    return sum(task.seconds for task in tasks)
