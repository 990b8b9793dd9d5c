"""What the benchmark found: kept as JSON, told as Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import simulate
from charts import line_chart
from measure import Run, Times, fit, ratios
from sides import CACHED, OURS, Size
from spread import ClusterRun, read_run, spread

SIZE, PAGES, LANGUAGES, START = "size", "pages", "languages", "start"
"""The kinds of sections: everything at one size; one point of a chart; how fast commands start."""


@dataclass(slots=True)
class Record:
    """The rounds of one side, or why there are none."""

    runs: list[Run] = field(default_factory=list)
    stopped: str = ""

    @property
    def times(self) -> Times:
        """The seconds of every round."""
        return Times(tuple(run.seconds for run in self.runs))

    @property
    def megabytes(self) -> float:
        """The most memory that any process used in any round."""
        return max(run.megabytes for run in self.runs)


@dataclass(slots=True)
class Section:
    """What was measured at one size, side by side.

    `builds` are full builds, `steps` other commands of ours; `commit` and `load` (the load average
    before the first round) say how far to trust them.
    """

    kind: str
    size: Size
    date: str
    commit: str
    load: float
    builds: dict[str, Record] = field(default_factory=dict)
    steps: dict[str, Record] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells the section from the others."""
        return f"{self.kind} {self.size}"


@dataclass(slots=True)
class Results:
    """All sections, and the measured builds by a cluster, of one machine and set of tools."""

    machine: dict[str, str]
    versions: dict[str, str]
    sections: dict[str, Section] = field(default_factory=dict)
    clusters: list[dict[str, Any]] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Section]:
        """Return the sections of a kind, the smallest first."""
        found = [section for section in self.sections.values() if section.kind == kind]
        return sorted(found, key=lambda section: section.size.pages)


def read_results(path: Path) -> Results | None:
    """Return what a file holds, or nothing where there is none."""
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    sections = {key: _section(section) for key, section in found["sections"].items()}
    return Results(found["machine"], found["versions"], sections, found.get("clusters", []))


def _section(found: dict[str, Any]) -> Section:
    for name in ("builds", "steps"):
        found[name] = {
            side: Record([Run(**run) for run in record["runs"]], record["stopped"])
            for side, record in found[name].items()
        }
    return Section(**{**found, "size": Size(**found["size"])})


def write_results(results: Results, folder: Path) -> None:
    """Write `results.json`, `RESULTS.md` and the charts."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(results), ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(text + "\n", encoding="utf-8")
    for name, chart in charts(results).items():
        (folder / name).write_text(chart, encoding="utf-8")
    (folder / "RESULTS.md").write_text("\n".join([*report(results), ""]), encoding="utf-8")


def report(results: Results) -> Iterator[str]:
    """Yield the lines of `RESULTS.md`."""
    yield "# How fast the site is built"
    yield ""
    yield (
        "Written by `make bench`. The sides take turns, round by round; each time is the median of "
        "the rounds with the shortest and the longest, each ratio the median of the ratios of the "
        "rounds. All sides get the same generated leaflets, of about 70 messages each, and "
        "translations; those built with Material have its search. English counts as a language. "
        "Ours also makes a handout of every translated page, and checks every translation; the "
        "others do neither. With its cache, ours knows what it has found out of the same leaflets "
        "and catalogs before, as where CI keeps `.cache/leaflets`; every page is made anew."
    )
    for title, table in (("Machine", results.machine), ("Versions", results.versions)):
        yield from ("", f"## {title}", "")
        yield from (f"- {name}: {value}" for name, value in table.items())
    for section in results.of_kind(SIZE):
        yield from _told_size(section)
    yield from _told_start(results)
    yield from _told_growth(results)
    yield from _told_clusters([read_run(each) for each in results.clusters])


def _told_clusters(runs: Sequence[ClusterRun]) -> Iterator[str]:
    if not runs:
        return
    yield from ("", "## A cluster of Dask workers on this machine", "")
    yield "Seconds are processor time: there may be more workers than cores."
    for run in runs:
        yield from ("", *spread(run))
    if len({run.leaflets for run in runs}) < 2:
        return  # nobody can say how anything grows
    title = f"{simulate.LEAFLETS:,} leaflets in {simulate.LANGUAGES} languages"
    yield from ("", f"## {title}: a simulation", "")
    yield from simulate.table(runs, simulate.LEAFLETS, simulate.LANGUAGES, simulate.WORKERS)


def told(section: Section) -> list[str]:
    """Return the lines on a section: a table of full builds, and one of our other commands."""
    lines = []
    ours = section.builds.get(OURS)
    if section.builds:
        lines += [
            "| full build | time | beside `leaflets` | beside it with its cache | a page "
            "| largest process |",
            "|---|---|---|---|---|---|",
            *(_build_row(name, each, section) for name, each in section.builds.items()),
        ]
    if section.builds and section.steps:
        lines.append("")
    if section.steps:
        lines += ["| `leaflets` | time | the full build takes | largest process |"]
        lines += ["|---|---|---|---|"]
        lines += [_step_row(name, each, ours) for name, each in section.steps.items()]
    return lines


def _build_row(name: str, record: Record, section: Section) -> str:
    if record.stopped:
        return f"| {name} | {record.stopped} | | | | |"
    beside = (
        "" if name == ours else _ratio(record, section.builds.get(ours)) for ours in (OURS, CACHED)
    )
    page = f"{record.times.median / section.size.pages * 1000:.2f} ms"
    columns = (name, record.times, *beside, page, f"{record.megabytes:.0f} MB")
    return f"| {' | '.join(map(str, columns))} |"


def _step_row(name: str, record: Record, full: Record | None) -> str:
    if record.stopped:
        return f"| {name} | {record.stopped} | | |"
    beside = _ratio(full, record) if full else ""
    return f"| {name} | {record.times} | {beside} | {record.megabytes:.0f} MB |"


def _ratio(slow: Record | None, fast: Record | None) -> str:
    if not slow or not fast or len(slow.runs) != len(fast.runs):
        return ""
    return ratios(slow.times, fast.times)


def _told_size(section: Section) -> Iterator[str]:
    size = section.size
    yield ""
    yield f"## {size.leaflets:,} leaflets in {size.languages} languages ({size.pages:,} pages)"
    yield from ("", _when(section), "")
    yield from told(section)


def _told_start(results: Results) -> Iterator[str]:
    for section in results.of_kind(START):
        size = section.size
        yield from ("", "## Start-up", "")
        yield f"A project of {size.leaflets} leaflets in {size.languages} languages."
        yield from (_when(section), "")
        yield from told(section)


def _when(section: Section) -> str:
    rounds = max((len(each.runs) for each in (section.builds | section.steps).values()), default=0)
    return (
        f"{section.date}, commit {section.commit}; rounds: {rounds}; load average before: "
        f"{section.load:.1f}."
    )


_GROWTH: dict[str, tuple[str, str, Callable[[Size], int]]] = {
    PAGES: ("pages", "time-pages.svg", lambda size: size.pages),
    LANGUAGES: ("languages", "time-languages.svg", lambda size: size.languages),
}


def series(sections: Sequence[Section], kind: str) -> dict[str, list[tuple[float, float]]]:
    """Return the median seconds of each side that has at least two points."""
    measure = _GROWTH[kind][2]
    found: dict[str, list[tuple[float, float]]] = {}
    for section in sections:
        for name, record in section.builds.items():
            if not record.stopped:
                point = float(measure(section.size)), record.times.median
                found.setdefault(name, []).append(point)
    return {name: points for name, points in found.items() if len(points) > 1}


def charts(results: Results) -> dict[str, str]:
    """Return the charts that there are points for, by file name."""
    found = {}
    for kind, (unit, name, _) in _GROWTH.items():
        points = series(results.of_kind(kind), kind)
        if points:
            found[name] = line_chart(_growth_title(results, kind), unit, "seconds", points)
    return found


def _growth_title(results: Results, kind: str) -> str:
    size = results.of_kind(kind)[0].size
    if kind == PAGES:
        return f"Time against pages: more leaflets, always in {size.languages} languages"
    return f"Time against languages: always {size.leaflets} leaflets"


def _told_growth(results: Results) -> Iterator[str]:
    for kind, (unit, name, _) in _GROWTH.items():
        sections = results.of_kind(kind)
        lines = series(sections, kind)
        if not lines:
            continue
        title = _growth_title(results, kind)
        yield from ("", f"## {title}", "", f"![{title}]({name})", "", _when(sections[0]), "")
        yield f"| full build | start | each of the {unit} | straight line fits (R²) |"
        yield "|---|---|---|---|"
        for side, points in lines.items():
            line = fit(points)
            each = f"{line.slope * 1000:.1f} ms"
            yield f"| {side} | {line.intercept:.2f} s | {each} | {line.r2:.4f} |"
