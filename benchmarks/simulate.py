"""How long a cluster takes for a large project: its tasks, with times and sizes that were measured.

    python benchmarks/simulate.py MEASURED.json… [--leaflets N] [--languages N] [--workers N…]

The files are those of `cluster.py`, of projects of different sizes. First every language is
judged; then its shards are made by the workers to which the build deals them, and when these are
there, what needs all of them. Results go to the process that started the build, and it writes them.
What this leaves out is in `ASSUMPTIONS`.
"""

from __future__ import annotations

import argparse
import heapq
import json
import statistics
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import fit
from spread import ClusterRun, read_run

from pipeline.build.deal import shards_each, worker_for

LEAFLETS, LANGUAGES, WORKERS = 10_000, 50, (4, 16, 64)
MEGABYTES_PER_SECOND = 100.0
"""What the link to the process that started the build carries: 1 Gbit/s, assumed."""

_FIRST = 2
"""A worker parses leaflets in the first two languages: for English, and for the first handout."""

ASSUMPTIONS = (
    "Assumed: a worker is as fast as a core here, nothing else runs on it, and none is lost.",
    f"Assumed: all results pass one link of {MEGABYTES_PER_SECOND:.0f} MB/s, one after the other. "
    "What goes to the workers, and from one to another, is free.",
    "Assumed: a worker does what it was dealt, in order; that idle ones take over tasks of others "
    "is left out.",
    "As in the measured projects, all leaflets stand in one list of the navigation, which is on "
    "every page: so the time and the size of a page grow with their number, in a straight line "
    "through the measured sizes. A navigation cut into parts would spare most of that.",
)


@dataclass(frozen=True, slots=True)
class Growing:
    """What a page takes: a part of its own, and one for each leaflet in the navigation."""

    own: float
    leaflet: float

    def at(self, leaflets: int) -> float:
        """Return what it takes in a project of so many leaflets."""
        return self.own + self.leaflet * leaflets


@dataclass(frozen=True, slots=True)
class Costs:
    """What the parts of a build take: seconds and bytes.

    `judge` is for a leaflet of a language; `parse` for a leaflet that a worker makes for the first
    time; `page` for each page, `rest` for each page in what needs all of them; `task` for what the
    scheduler adds to a task; `client` for each page at the process that started the build.
    """

    start: float
    task: float
    judge: float
    parse: float
    page: Growing
    rest: float
    page_bytes: Growing
    rest_bytes: float
    client: float


@dataclass(frozen=True, slots=True)
class Expected:
    """What a build would take.

    `worked` are the seconds until the workers are done, `seconds` those until all pages are there;
    `busy` is the share of the former in which a worker works, and `fewest` and `most` are tasks of
    a worker.
    """

    workers: int
    shards: int
    fewest: int
    most: int
    busy: float
    worked: float
    seconds: float


def costs_of(runs: Sequence[ClusterRun]) -> Costs:
    """Return what the tasks of some builds took; what is not fitted comes from the largest."""
    largest = max(runs, key=lambda run: run.leaflets)
    page = statistics.median(_later(largest))
    rest = [task for task in largest.tasks if task.kind == "rest"]
    judge = [task.seconds for task in largest.tasks if task.kind == "judge"]
    parse = [sum(group[:_FIRST]) - _FIRST * page for group in _groups(largest)]
    pages = sum(task.pages for task in rest)
    return Costs(
        start=largest.start_seconds,
        task=largest.task_seconds,
        judge=statistics.mean(judge) / largest.leaflets,
        parse=max(statistics.median(parse), 0.0),
        page=_growing(runs, lambda run: statistics.median(_later(run))),
        rest=sum(task.seconds for task in rest) / pages,
        page_bytes=_growing(runs, _page_bytes),
        rest_bytes=sum(task.bytes for task in rest) / pages,
        client=largest.client_seconds / pages,
    )


def _growing(runs: Sequence[ClusterRun], measure: Callable[[ClusterRun], float]) -> Growing:
    points = [(float(run.leaflets), measure(run)) for run in runs]
    if len({leaflets for leaflets, _ in points}) < 2:
        raise ValueError("expected runs of projects with different numbers of leaflets")
    line = fit(points)
    return Growing(max(line.intercept, 0.0), max(line.slope, 0.0))


def _groups(run: ClusterRun) -> list[list[float]]:
    """Return, for each worker and shard, the seconds of a page in each language, in order."""
    found: dict[tuple[str, int], list[float]] = {}
    for task in run.tasks:
        if task.kind == "shard":
            group = found.setdefault((task.worker, task.shard), [])
            group.append(task.seconds / task.pages)
    return list(found.values())


def _later(run: ClusterRun) -> list[float]:
    """Return the seconds of a page in each task for which all leaflets were parsed before."""
    return [seconds for group in _groups(run) for seconds in group[_FIRST:]]


def _page_bytes(run: ClusterRun) -> float:
    """Return the packed size of a page; first shards have more than pages."""
    return statistics.median(t.bytes / t.pages for t in run.tasks if t.kind == "shard" and t.shard)


def simulate(costs: Costs, leaflets: int, languages: int, workers: int) -> Expected:
    """Return what a project would take on so many workers."""
    judging = -(-languages // workers) * (costs.judge * leaflets + costs.task)
    making = _Making(costs, leaflets, languages, workers)
    worked = making.run(costs.start + judging)
    link = end = 0.0
    for moment, size, pages in making.results:
        link = max(link, moment) + size / 1e6 / MEGABYTES_PER_SECOND
        end = max(end, link) + pages * costs.client
    busy = making.busy + languages * costs.judge * leaflets
    return Expected(
        workers=workers,
        shards=making.shards,
        fewest=min(making.done),
        most=max(making.done),
        busy=busy / (worked * workers),
        worked=worked,
        seconds=end,
    )


class _Making:
    """The tasks that make pages: `results` are when they come, their bytes and pages."""

    def __init__(self, costs: Costs, leaflets: int, languages: int, workers: int) -> None:
        self._costs = costs
        self._leaflets = leaflets
        self.shards = shards_each(languages, leaflets, workers)
        self._left = [self.shards] * languages
        # Of which locale a worker is to make which shard; none for what needs all of them.
        self._queues: list[deque[tuple[int, int | None]]] = [deque() for _ in range(workers)]
        sizes = {"shards": self.shards, "locales": languages, "workers": workers}
        for locale in range(languages):
            for shard in range(self.shards):
                self._queues[worker_for(shard, locale, **sizes)].append((locale, shard))
        self._parsed: set[tuple[int, int]] = set()
        self.done = [0] * workers
        self.busy = 0.0
        self.results: list[tuple[float, float, float]] = []

    def run(self, start: float) -> float:
        """Return when the last worker is done."""
        # When a worker is free, and of which locale it has then made a shard.
        events: list[tuple[float, int, int | None]]
        events = [(start, worker, None) for worker in range(len(self._queues))]
        idle: set[int] = set()
        now = start
        while events:
            now, free, made = heapq.heappop(events)
            idle.add(free)
            if made is not None:
                self._left[made] -= 1
                if not self._left[made]:
                    least = min(range(len(self._queues)), key=lambda w: len(self._queues[w]))
                    self._queues[least].appendleft((made, None))
            for worker in sorted(idle):
                if self._queues[worker]:
                    idle.remove(worker)
                    heapq.heappush(events, self._next(worker, now))
        self.results.sort()
        return now

    def _next(self, worker: int, now: float) -> tuple[float, int, int | None]:
        """Have a worker do its next task; return when it ends, and whose shard it made."""
        costs, leaflets = self._costs, self._leaflets
        locale, shard = self._queues[worker].popleft()
        if shard is None:
            end = self._work(worker, now, costs.rest * leaflets)
            self.results.append((end, costs.rest_bytes * leaflets, 0.0))
            return end, worker, None
        pages = leaflets / self.shards
        seconds = pages * costs.page.at(leaflets)
        if (worker, shard) not in self._parsed:
            self._parsed.add((worker, shard))
            seconds += pages * costs.parse
        end = self._work(worker, now, seconds)
        self.results.append((end, pages * costs.page_bytes.at(leaflets), pages))
        return end, worker, locale

    def _work(self, worker: int, now: float, seconds: float) -> float:
        self.done[worker] += 1
        self.busy += seconds
        return now + seconds + self._costs.task


def table(
    runs: Sequence[ClusterRun], leaflets: int, languages: int, workers: Sequence[int]
) -> list[str]:
    """Return the lines of a Markdown table, what it rests on, and what it assumes."""
    costs = costs_of(runs)
    lines = [
        "| workers | shards of a language | tasks of a worker | workers busy | workers done after "
        "| all pages written after |",
        "|---|---|---|---|---|---|",
    ]
    for number in workers:
        each = simulate(costs, leaflets, languages, number)
        lines.append(
            f"| {number} | {each.shards} | {each.fewest} to {each.most} | {each.busy:.0%} "
            f"| {each.worked / 60:.1f} min | {each.seconds / 60:.1f} min |"
        )
    return [*lines, "", *(f"- {line}" for line in (*_told(runs, costs, leaflets), *ASSUMPTIONS))]


def _told(runs: Sequence[ClusterRun], costs: Costs, leaflets: int) -> list[str]:
    sizes = ", ".join(f"{run.leaflets} x {run.languages}" for run in runs)
    page, size = costs.page, costs.page_bytes
    return [
        f"Measured, in processor time, on builds of {sizes} leaflets x languages by "
        f"{runs[0].workers} Dask workers: judging takes {_ms(costs.judge)} for a leaflet of a "
        f"language, parsing {_ms(costs.parse)} for a leaflet, and what needs all pages "
        f"{_ms(costs.rest)} for each.",
        f"Measured: a page takes {_ms(page.own)}, and {_ms(page.leaflet * 1000)} for 1,000 "
        f"leaflets in the navigation; so {_ms(page.at(leaflets))} here. Packed, it has "
        f"{size.own / 1000:.1f} kB, and {size.leaflet:.1f} kB for 1,000 leaflets.",
        f"Measured: a worker starts in {costs.start:.1f} s, an empty task takes {_ms(costs.task)}, "
        f"and the process that started the build {_ms(costs.client)} for a page.",
    ]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("measured", type=Path, nargs="+")
    parser.add_argument("--leaflets", type=int, default=LEAFLETS)
    parser.add_argument("--languages", type=int, default=LANGUAGES)
    parser.add_argument("--workers", type=int, nargs="+", default=WORKERS)
    arguments = parser.parse_args()
    runs = [read_run(json.loads(path.read_text(encoding="utf-8"))) for path in arguments.measured]
    print("\n".join(table(runs, arguments.leaflets, arguments.languages, arguments.workers)))


if __name__ == "__main__":
    main()
