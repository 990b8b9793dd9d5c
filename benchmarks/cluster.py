"""How evenly the tasks of a build spread over a cluster's workers, and what each of them takes.

    python benchmarks/cluster.py PROJECT [--workers N] [--output MEASURED.json]

The cluster is one of this machine: a scheduler, and worker processes with one thread each. Times of
tasks are processor time, so that they say the same where there are more workers than cores.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster

from pipeline.build.cluster import Cluster, Task
from pipeline.build.site import SiteBuild
from pipeline.project import read_project
from pipeline.validate import new_validator

WORKERS = 4
_NOTHING = 500
"""How many empty tasks tell what the scheduler needs for one."""


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


def run_on_cluster(config_file: Path, workers: int) -> ClusterRun:
    """Build a project as if for the first time, into a folder that is removed."""
    project = read_project(config_file)
    validator = new_validator(project)
    locales = {project.source_locale, *project.locales}
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                local_directory=folder,
                silence_logs=logging.ERROR,
            ) as cluster,
            Client(cluster) as client,
        ):
            client.wait_for_workers(workers)
            client.run(_import_all)
            start_seconds = time.perf_counter() - begun
            task_seconds = _empty_task(client)
            begun, thread = time.perf_counter(), time.thread_time()
            with Cluster(cluster.scheduler_address, project, lambda done, known: None) as executor:
                SiteBuild(validator, locales, Path(folder, "site"), anew=True).run(executor)
            return ClusterRun(
                leaflets=sum(1 for _ in project.source_dir.rglob("*.md")),
                languages=len(locales),
                workers=workers,
                seconds=time.perf_counter() - begun,
                start_seconds=start_seconds,
                task_seconds=task_seconds,
                client_seconds=time.thread_time() - thread,
                tasks=tuple(executor.done),
            )


def _import_all() -> None:
    import pipeline.build.on_worker  # noqa: F401


def _empty_task(client: Client) -> float:
    begun = time.perf_counter()
    client.gather(client.map(_nothing, range(_NOTHING)))
    return (time.perf_counter() - begun) / _NOTHING


def _nothing(number: int) -> None:
    pass


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


def main() -> None:
    """Print what each worker did."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("project", type=Path, help="folder of a project")
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--output", type=Path, metavar="MEASURED.json")
    arguments = parser.parse_args()
    run = run_on_cluster(arguments.project / "mkdocs.yml", arguments.workers)
    if arguments.output:
        arguments.output.write_text(json.dumps(asdict(run), indent=1) + "\n", encoding="utf-8")
    print("\n".join(spread(run)))


if __name__ == "__main__":
    main()
