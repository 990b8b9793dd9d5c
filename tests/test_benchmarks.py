"""The parts of the benchmarks that calculate, and the translated leaflets that peers get."""

import json
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from charts import line_chart, ticks
from hypothesis import given
from hypothesis import strategies as st
from measure import Run, StoppedError, Times, fit, ratios, run
from peer_sites import theme_options, write_peer_sites
from results import PAGES, SIZE, Record, Results, Section, read_results, report, write_results
from sides import CACHED, OURS, RECORD, Size, read_size
from simulate import ASSUMPTIONS, Costs, Growing, costs_of, simulate, table
from spread import ClusterRun, Task, largest_share, spread

from pipeline.cache import FOLDER
from pipeline.locales import find_locale

COSTS = Costs(
    start=1.0,
    task=0.0,
    judge=0.01,
    parse=0.0,
    page=Growing(0.1, 0.0),
    rest=0.0,
    page_bytes=Growing(0.0, 0.0),
    rest_bytes=0.0,
    client=0.0,
)
"""Of 100 leaflets, judging a language takes a second, and making it ten."""


def cluster_run(leaflets: int) -> ClusterRun:
    """A build by two workers: a page takes 2 ms, and 10 µs for each leaflet; parsing 50 ms."""
    page = 0.002 + leaflets * 1e-5
    own = leaflets // 2
    tasks = [Task("judge", each, 0, f"w{n % 2}", leaflets * 0.01, 0, 0) for n, each in LANGUAGES]
    for number, name in LANGUAGES:
        first = 0.05 if number == 0 else 0.0
        for shard in (0, 1):
            seconds, size = own * (page + first), own * (100 + leaflets) + (1 - shard) * 9999
            tasks.append(Task("shard", name, shard, f"w{shard}", seconds, own, size))
        rest = Task("rest", name, 0, f"w{number % 2}", leaflets * 0.003, leaflets, leaflets * 40)
        tasks.append(rest)
    client = leaflets * len(LANGUAGES) * 0.004
    return ClusterRun(leaflets, len(LANGUAGES), 2, 9.0, 1.5, 0.001, client, tuple(tasks))


LANGUAGES = tuple(enumerate(("en", "es", "fr", "ar")))


@pytest.mark.parametrize(
    ("slow", "fast", "expected"),
    [
        ((6.0, 9.0, 8.0), (1.0, 1.0, 2.0), "6.0 times (4.0 to 9.0)"),
        ((0.25,), (10.0,), "0.025 times (0.025 to 0.025)"),
    ],
)
def test_ratios_are_taken_round_by_round(
    slow: tuple[float, ...], fast: tuple[float, ...], expected: str
) -> None:
    assert ratios(Times(slow), Times(fast)) == expected


def test_fit() -> None:
    line = fit([(1, 5.0), (2, 7.0), (4, 11.0)])
    assert (line.intercept, line.slope, line.r2) == pytest.approx((3.0, 2.0, 1.0))
    bent = fit([(number, number**2) for number in (50, 100, 200, 400)])
    assert bent.r2 < 0.98


def test_run_measures_the_largest_process() -> None:
    large = "x = bytearray(900_000_000)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{large}'])"
    nothing = [sys.executable, "-c", "pass"]
    assert run([[sys.executable, "-c", parent], nothing], 2, 60).megabytes > 850
    assert run([nothing, nothing], 2, 60).megabytes < 850


@pytest.mark.parametrize(
    ("program", "limit", "expected"),
    [
        ("raise SystemExit('no such page')", 60, "exit status 1: no such page"),
        ("import time; time.sleep(60)", 0.2, "stopped at the time limit"),
    ],
)
def test_run_stops_all(program: str, limit: float, expected: str) -> None:
    commands = [[sys.executable, "-c", each] for each in (program, "import time; time.sleep(60)")]
    start = time.monotonic()
    with pytest.raises(StoppedError, match=expected):
        run([*commands, commands[1]], 2, limit)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("text", ["20", "20x", "0x7", "20x1", "axb"])
def test_sizes_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_size(text)


def test_clean_builds_know_nothing_of_earlier_ones() -> None:
    assert Path("project") / FOLDER == RECORD


def test_costs_are_those_of_the_tasks() -> None:
    found = costs_of([cluster_run(100), cluster_run(400)])
    assert (found.page.own, found.page.leaflet) == pytest.approx((0.002, 1e-5))
    assert (found.page_bytes.own, found.page_bytes.leaflet) == pytest.approx((100, 1))
    assert (found.judge, found.parse, found.rest) == pytest.approx((0.01, 0.05, 0.003))
    assert (found.rest_bytes, found.client) == pytest.approx((40, 0.004))
    assert (found.start, found.task) == (1.5, 0.001)


def test_costs_need_two_sizes() -> None:
    with pytest.raises(ValueError, match="different numbers of leaflets"):
        costs_of([cluster_run(100), cluster_run(100)])


@pytest.mark.parametrize(
    ("changes", "workers", "expected"),
    [
        ({}, 1, 1 + 4 * (1 + 10)),
        ({}, 4, 1 + 1 + 10),
        ({}, 8, 1 + 1 + 5),
        ({"parse": 0.2}, 1, 1 + 4 * (1 + 10) + 20),
        ({"parse": 0.2}, 4, 1 + 1 + 10 + 20 / 4),
        ({"rest": 0.01}, 4, 1 + 1 + 10 + 1 + 1),
        ({"task": 0.5}, 1, 1 + 4 * (1 + 0.5) + 4 * (10 + 0.5 + 0.5)),
        ({"client": 1.0}, 1, 1 + 4 + 10 + 400),
        ({"page_bytes": Growing(1e8, 0.0)}, 1, 1 + 4 + 10 + 400),
    ],
)
def test_simulation_of_four_languages(
    changes: dict[str, float], workers: int, expected: float
) -> None:
    found = simulate(replace(COSTS, **changes), 100, 4, workers)  # type: ignore[arg-type]
    assert found.seconds == pytest.approx(expected)


@given(st.integers(10, 2_000), st.integers(1, 60), st.integers(1, 80), st.floats(0, 0.1))
def test_simulation_is_no_better_than_all_workers_at_work(
    leaflets: int, languages: int, workers: int, parse: float
) -> None:
    costs = replace(COSTS, parse=parse, rest=0.001, client=0.0)
    found = simulate(costs, leaflets, languages, workers)
    pages = leaflets * languages
    least = (pages * (0.01 + 0.1 + 0.001) + leaflets * parse) / workers
    assert found.worked >= costs.start + least - 1e-6
    assert found.seconds >= found.worked - 1e-6
    assert 0 < found.busy <= 1
    tasks = languages * (found.shards + 1)
    assert found.fewest * workers <= tasks <= found.most * workers


def test_table_tells_what_was_measured_and_assumed() -> None:
    lines = table([cluster_run(100), cluster_run(400)], 1_000, 4, (2, 4))
    assert len([line for line in lines if line.startswith(("| 2 |", "| 4 |"))]) == 2
    assert any("builds of 100 x 4, 400 x 4 leaflets x languages by 2" in line for line in lines)
    assert any("a page takes 2.00 ms, and 10.00 ms for 1,000 leaflets" in line for line in lines)
    assert lines[-len(ASSUMPTIONS) :] == [f"- {sentence}" for sentence in ASSUMPTIONS]


def test_spread_of_tasks() -> None:
    run = cluster_run(100)
    first, second = 2 * (1 + 0.3) + 50 * (4 * 0.003 + 0.05), 2 * (1 + 0.3) + 50 * (4 * 0.003 + 0.05)
    assert largest_share(run) == pytest.approx(1)
    assert f"| 1 | 8 | 200 | {first:.1f} |" in spread(run)
    uneven = replace(run, tasks=(*run.tasks, Task("judge", "ht", 0, "w0", 3.0, 0, 0)))
    share = (first + 3) / ((first + second + 3) / 2)
    assert largest_share(uneven) == pytest.approx(share)
    assert spread(uneven)[-1].endswith(f"the busiest has {share:.2f} times the mean.")


@given(st.floats(0.001, 1e6))
def test_ticks_cover_what_is_drawn(most: float) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most * (1 - 1e-6)
    assert 3 <= len(found) <= 7


def test_chart_draws_every_point() -> None:
    series = {"a & b": [(100.0, 1.0), (200.0, 2.0)], "c": [(100.0, 4.0), (200.0, 8.0)]}
    chart = ElementTree.fromstring(line_chart("Time <1", "pages", "seconds", series))
    svg = "{http://www.w3.org/2000/svg}"
    circles = [(each.get("cx"), each.get("cy")) for each in chart.iter(f"{svg}circle")]
    texts = {each.text for each in chart.iter(f"{svg}text")}
    assert len(set(circles)) == 4
    assert texts >= {"a & b", "c", "pages", "seconds", "Time <1", "0", "200", "8"}
    highest = min(float(y or 0) for _, y in circles)
    assert highest == float(circles[3][1] or 0)


def section(kind: str, size: Size, seconds: float) -> Section:
    return Section(
        *(kind, size, "2026-11-23", "abc1234", 0.5),
        builds={
            OURS: Record([Run(seconds, 90.0), Run(seconds, 100.0)]),
            CACHED: Record([Run(seconds / 2, 90.0)] * 2),
            "other": Record([Run(seconds * 6, 80.0), Run(seconds * 7, 70.0)]),
            "absent": Record([], "absent could not be installed: no network"),
        },
        steps={"build, nothing changed": Record([Run(seconds / 8, 9.0)] * 2)},
    )


def test_results(tmp_path: Path) -> None:
    sections = [
        section(SIZE, Size(20, 7), 1.4),
        section(PAGES, Size(50, 7), 3.5),
        section(PAGES, Size(100, 7), 7.0),
    ]
    runs = [asdict(cluster_run(leaflets)) for leaflets in (100, 400)]
    results = Results({"cores": "2"}, {"other": "1.0"}, {each.key: each for each in sections}, runs)
    write_results(results, tmp_path)
    kept = json.loads(json.dumps(runs))
    assert read_results(tmp_path / "results.json") == replace(results, clusters=kept)
    lines = list(report(results))
    for line in (
        "## 20 leaflets in 7 languages (140 pages)",
        "| leaflets | 1.40 s (1.40 to 1.40) |  | 2.0 times (2.0 to 2.0) | 10.00 ms | 100 MB |",
        "| other | 9.10 s (8.40 to 9.80) | 6.5 times (6.0 to 7.0) | 13.0 times (12.0 to 14.0) "
        "| 65.00 ms | 80 MB |",
        "| absent | absent could not be installed: no network | | | | |",
        "| build, nothing changed | 0.17 s (0.17 to 0.17) | 8.0 times (8.0 to 8.0) | 9 MB |",
        "| leaflets | 0.00 s | 10.0 ms | 1.0000 |",
        "## 10,000 leaflets in 50 languages: a simulation",
        *spread(cluster_run(100)),
    ):
        assert line in lines
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("RESULTS.md", "results.json", "time-pages.svg"),
    ]


def test_peers_of_a_language_that_material_has_no_words_for() -> None:
    assert theme_options(find_locale("ht")) == {"language": "en", "direction": "ltr"}
    assert theme_options(find_locale("ar")) == {"language": "ar", "direction": "rtl"}
    assert theme_options(find_locale("zh_Hans"))["language"] == "zh"


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated project of two leaflets in two languages, with its peers' files."""
    folder = tmp_path_factory.mktemp("benchmark")
    generate = Path(__file__).parent.parent / "benchmarks" / "generate.py"
    numbers = ("--leaflets", "2", "--locales", "1")
    subprocess.run([sys.executable, generate, folder / "project", *numbers], check=True)
    write_peer_sites(folder)
    return folder


def test_peers_get_the_same_leaflets(peers: Path) -> None:
    english = (peers / "plain" / "en" / "docs" / "leaflet-001.md").read_text("utf-8")
    spanish = (peers / "plain" / "es" / "docs" / "leaflet-001.md").read_text("utf-8")
    assert english == (peers / "project" / "source" / "leaflet-001.md").read_text("utf-8")
    pairs = list(zip(english.splitlines(), spanish.splitlines(), strict=True))
    translated = [one for one, other in pairs if one != other]
    prose = [one for one, _ in pairs if len(one.split()) > 5 and not one.startswith("<!--")]
    assert set(prose) <= set(translated)
    for fact in ("911", "1-800-662-4357", "(leaflet-000.md)", "{#part-3}", "!!! danger"):
        assert english.count(fact) == spanish.count(fact)
    for other in ("static-i18n/docs/es/leaflet-001.md", "hugo/content/es/leaflet-001.md"):
        assert (peers / other).read_text("utf-8") == spanish
