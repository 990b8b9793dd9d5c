"""The parts of the benchmarks that calculate, and the translated leaflets that peers get."""

import math
import subprocess
import sys
import time
from dataclasses import replace
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
from simulate import ASSUMPTIONS, Measured, Task, simulate, table

from pipeline.cache import FOLDER
from pipeline.locales import find_locale

MEASURED = Measured(
    leaflets_per_task=10,
    tasks=(Task(2.0, 1_000_000), Task(4.0, 3_000_000)),
    warm_up_seconds=1.0,
    overhead_seconds=0.0,
    megabytes_per_second=math.inf,
)


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


@pytest.mark.parametrize(
    ("changes", "workers", "expected"),
    [
        ({}, 1, 1 + 2 + 4 + 2 + 4),
        ({}, 2, 1 + 4 + 4),
        ({}, 4, 1 + 4),
        ({"overhead_seconds": 0.5}, 4, 1 + 4 * 0.5 + 4),
        ({"megabytes_per_second": 1.0}, 4, 1 + 2 + 1 + 1 + 3 + 3),
        ({"client_seconds_per_page": 0.1}, 4, 1 + 4 + 0.1 * 20 * 2),
    ],
)
def test_simulation_of_four_tasks(changes: dict[str, float], workers: int, expected: float) -> None:
    measured = replace(MEASURED, **changes)  # type: ignore[arg-type]
    assert simulate(measured, 20, 2, workers).seconds == pytest.approx(expected)


times = st.floats(0.01, 100)


@given(st.lists(times, min_size=1, max_size=20), st.integers(1, 9), st.floats(0, 5))
def test_simulation_keeps_the_bounds_of_list_scheduling(
    seconds: list[float], workers: int, warm_up: float
) -> None:
    """No schedule is better than the lower bound; a list's is at most twice as long (Graham)."""
    tasks = tuple(Task(each, 0) for each in seconds)
    measured = replace(MEASURED, tasks=tasks, warm_up_seconds=warm_up)
    found = simulate(measured, 10, len(tasks), workers)
    least = max(max(seconds), sum(seconds) / workers)
    assert least - 1e-6 <= found.seconds - warm_up <= 2 * least + 1e-6
    assert 0 < found.busy <= 1 + 1e-9
    assert found.fewest * workers <= len(tasks) <= found.most * workers


def test_table_tells_what_is_assumed() -> None:
    lines = table(replace(MEASURED, assumed=("overhead_seconds",)), 20, 2, (4,))
    assert "| 4 | 0.1 | 60% | 1 to 1 |" in lines
    assert "- Assumed: the scheduler needs 0.0000 s a task." in lines
    assert "- Measured: a worker starts up in 1.00 s." in lines
    assert lines[-len(ASSUMPTIONS) :] == [f"- {sentence}" for sentence in ASSUMPTIONS]


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
    results = Results({"cores": "2"}, {"other": "1.0"}, {each.key: each for each in sections})
    write_results(results, tmp_path)
    assert read_results(tmp_path / "results.json") == results
    lines = list(report(results))
    for line in (
        "## 20 leaflets in 7 languages (140 pages)",
        "| leaflets | 1.40 s (1.40 to 1.40) |  | 2.0 times (2.0 to 2.0) | 10.00 ms | 100 MB |",
        "| other | 9.10 s (8.40 to 9.80) | 6.5 times (6.0 to 7.0) | 13.0 times (12.0 to 14.0) "
        "| 65.00 ms | 80 MB |",
        "| absent | absent could not be installed: no network | | | | |",
        "| build, nothing changed | 0.17 s (0.17 to 0.17) | 8.0 times (8.0 to 8.0) | 9 MB |",
        "| leaflets | 0.00 s | 10.0 ms | 1.0000 |",
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
