"""How fast `leaflets build` is, beside other generators, from start-up to thousands of pages.

    python benchmarks/bench.py [--sizes 20x7…] [--parts PART…] [--rounds N] [--limit SECONDS]

The sides take turns. What was measured earlier, at other sizes or of other parts, is kept if it
comes from the same machine and the same tools. Generated projects stay in `.cache/benchmarks`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from environment import commit, machine, versions
from measure import Command, Run, StoppedError, run
from prepare import HERE, changing, prepared
from results import (
    LANGUAGES,
    PAGES,
    SIZE,
    START,
    Record,
    Results,
    Section,
    read_results,
    told,
    write_results,
)
from sides import (
    CACHED,
    LEAFLETS,
    OURS,
    PEERS,
    RECORD,
    Size,
    leaflets_command,
    leaflets_side,
    read_size,
)

SIZES = {
    "sizes": (Size(20, 7), Size(200, 13), Size(1_000, 25)),
    "pages": (Size(50, 7), Size(100, 7), Size(200, 7), Size(400, 7)),
    "languages": (Size(50, 4), Size(50, 7), Size(50, 13), Size(50, 25)),
    "clusters": (Size(200, 13), Size(400, 7), Size(1_000, 4)),
}
"""What is built for the tables, for each of the charts, and by a cluster for the simulation."""

CLUSTER = "cluster"

SMALL = Size(5, 4)
PARTS = (START, SIZE, PAGES, LANGUAGES, CLUSTER)

Step = Callable[[], Run]


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)


class Measuring:
    """How to measure: rounds, jobs, the limit of one side in seconds, the peers that take part."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.rounds: int = arguments.rounds
        self.jobs: int = arguments.jobs
        self.limit: float = arguments.limit
        self.peers: list[str] = arguments.peers
        self.commit = commit()

    def section(self, kind: str, size: Size) -> Section:
        """Return a section that is still empty."""
        return Section(kind, size, date.today().isoformat(), self.commit, os.getloadavg()[0])

    def commands(self, command: Command) -> Run:
        """Run one command."""
        return run([command], 1, self.limit)

    def fill(self, section: Section, builds: Mapping[str, Step], steps: Mapping[str, Step]) -> None:
        """Run everything once a round; what fails once is out, and with our build our steps."""
        section.builds = {name: Record() for name in builds}
        section.steps = {name: Record() for name in steps}
        records = section.builds | section.steps
        for number in range(1, self.rounds + 1):
            for name, step in (*builds.items(), *steps.items()):
                if name in steps and OURS in builds and records[OURS].stopped:
                    records[name].stopped = "there is no site"
                if not records[name].stopped:
                    found = _measure(records[name], step)
                    say(f"{section.key}, round {number}: {name}: {found}")

    def size(self, size: Size, kind: str) -> Section:
        """Measure full builds of all sides, and of ours what comes after a build."""
        folder = prepared(size)
        section = self.section(kind, size)
        ours = leaflets_side(folder, self.jobs)
        cached = leaflets_side(folder, self.jobs, cached=True)
        builds: dict[str, Step] = {
            OURS: lambda: ours.build(size, self.limit),
            CACHED: lambda: cached.build(size, self.limit),
        }
        for name in self.peers:
            builds[name] = self._peer(name, folder, size)
        if kind != SIZE:
            self.fill(section, builds, {})
        else:
            with changing(folder / "project" / "locales" / "es" / "LC_MESSAGES") as change:
                self.fill(section, builds, self._steps(folder, size, change))
        ours.clear()
        return section

    def _peer(self, name: str, folder: Path, size: Size) -> Step:
        try:
            side = PEERS[name].side(name, folder, self.jobs)
        except StoppedError as error:
            return _stopped(str(error))

        def build() -> Run:
            try:
                return side.build(size, self.limit)
            finally:
                side.clear()  # a large project's sites do not all fit on a small disk

        return build

    def _steps(self, folder: Path, size: Size, change: Callable[[], None]) -> dict[str, Step]:
        site = folder / "site"
        again = leaflets_command(folder, "build", "-d", site, "-j", str(self.jobs))

        def rebuild() -> Run:
            change()
            return self.commands(again)

        def check_anew() -> Run:
            shutil.rmtree(folder / RECORD, ignore_errors=True)
            return self.commands(leaflets_command(folder, "check"))

        return {
            "build, one msgstr changed": rebuild,
            "build, nothing changed": lambda: self.commands(again),
            "verify": lambda: self.commands(leaflets_command(folder, "verify", site)),
            "check, nothing changed": lambda: self.commands(leaflets_command(folder, "check")),
            "check, nothing known": check_anew,
            "build -j 1": lambda: leaflets_side(folder, 1).build(size, self.limit),
        }

    def start(self) -> Section:
        """Measure how fast commands start."""
        folder = prepared(SMALL)
        section = self.section(START, SMALL)
        steps: dict[str, Step] = {
            "--help": lambda: self.commands((LEAFLETS, "--help")),
            "status": lambda: self.commands(leaflets_command(folder, "status")),
        }
        self.fill(section, {}, steps)
        return section

    def cluster(self, size: Size) -> dict[str, Any]:
        """Build a project by a cluster of this machine; return what each task took."""
        folder = prepared(size)
        found = folder / "cluster.json"
        shutil.rmtree(folder / RECORD, ignore_errors=True)
        program = (sys.executable, HERE / "cluster.py", folder / "project", "--output", found)
        seconds = self.commands(program).seconds
        say(f"cluster {size}: {seconds:.2f} s")
        shutil.rmtree(folder / RECORD, ignore_errors=True)
        measured: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
        return measured


def _measure(record: Record, step: Step) -> str:
    """Run a step, note what it took, or why it stopped, and return that in words."""
    try:
        record.runs.append(step())
    except StoppedError as error:
        record.stopped = str(error)
        return record.stopped
    return f"{record.runs[-1].seconds:.2f} s"


def _stopped(reason: str) -> Step:
    def step() -> Run:
        raise StoppedError(reason)

    return step


def main() -> int:
    """Measure, print each section, and write the results after each."""
    arguments = _arguments()
    # So that the commands that run then are stopped, and the changed translation is put back.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("terminated"))
    results = Results(machine(arguments.jobs), versions())
    earlier = read_results(arguments.output / "results.json")
    if earlier and (earlier.machine, earlier.versions) == (results.machine, results.versions):
        results = earlier
        anew = {START, PAGES, LANGUAGES}.intersection(arguments.parts)
        results.sections = {
            key: section for key, section in results.sections.items() if section.kind not in anew
        }
    for section in _sections(Measuring(arguments), arguments, results):
        results.sections[section.key] = section
        write_results(results, arguments.output)
        print(f"\n{section.key}\n", *told(section), sep="\n", flush=True)
    write_results(results, arguments.output)
    return 0


def _sections(
    measuring: Measuring, arguments: argparse.Namespace, results: Results
) -> Iterator[Section]:
    if START in arguments.parts:
        yield measuring.start()
    if SIZE in arguments.parts:
        for size in arguments.sizes:
            yield measuring.size(size, SIZE)
    for kind, sizes in ((PAGES, arguments.pages), (LANGUAGES, arguments.languages)):
        if kind in arguments.parts:
            for size in sizes:
                yield measuring.size(size, kind)
    if CLUSTER in arguments.parts:
        try:
            results.clusters = [measuring.cluster(size) for size in arguments.clusters]
        except StoppedError as error:
            say(f"cluster: {error}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add = parser.add_argument
    for name, default in SIZES.items():
        shape = "LEAFLETSxLANGUAGES"
        add(f"--{name}", type=read_size, nargs="+", default=default, metavar=shape)
    add("--parts", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS))
    add(
        "--peers",
        nargs="*",
        choices=PEERS,
        default=list(PEERS),
        metavar="NAME",
        help="; ".join(PEERS),
    )
    add("--rounds", type=int, default=5)
    add("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="default: one a core")
    add("--limit", type=float, default=1_800, help="seconds for one side's build (default: 1800)")
    add("--output", type=Path, default=HERE, help="folder of RESULTS.md (default: benchmarks)")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
