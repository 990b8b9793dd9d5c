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
from dataclasses import asdict
from pathlib import Path

from distributed import Client, LocalCluster
from spread import ClusterRun, Task, spread

from pipeline.build.cluster import Cluster
from pipeline.build.site import SiteBuild
from pipeline.project import read_project
from pipeline.validate import new_validator

WORKERS = 4
_NOTHING = 500
"""How many empty tasks tell what the scheduler needs for one."""


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
                tasks=tuple(Task(**asdict(each)) for each in executor.done),
            )


def _import_all() -> None:
    import pipeline.build.on_worker  # noqa: F401


def _empty_task(client: Client) -> float:
    begun = time.perf_counter()
    client.gather(client.map(_nothing, range(_NOTHING)))
    return (time.perf_counter() - begun) / _NOTHING


def _nothing(number: int) -> None:
    pass


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
