"""One line, exit status 2, the old site: two builds at once, lost processes, no room, no file."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from projects import SPANISH_TERMS, translate, write_project
from test_swap import snapshot

from pipeline import lock
from pipeline.build import driver, preview
from pipeline.cli import main

ROOT = Path(__file__).parent.parent
BUILD = [sys.executable, "-m", "pipeline.cli", "build", "-q", "-j"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("faults")
    run = ["-q", "-f", str(write_project(root, locales__es__terms_csv=SPANISH_TERMS))]
    assert main(["init", "es", *run]) == 0
    translate(root / "locales/es/LC_MESSAGES/overdose.po", {"Signs": "Señales"})
    assert main(["build", "-j", "1", *run]) == 0
    return root


@pytest.fixture
def project(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project as the working directory; no test changes what is in it for good."""
    monkeypatch.chdir(built)
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    return built


@pytest.mark.parametrize(
    ("command", "held", "said"),
    [
        (["build"], ".site.lock", "site: another build is at work on this site"),
        (["build", "-d", "out"], ".out.lock", "out: another build is at work on this site"),
        (["assemble", "part"], ".site.lock", "site: another build is at work on this site"),
        (["update"], ".locales.lock", "locales: another update is at work here"),
    ],
)
def test_of_two_at_once_the_second_refuses(
    project: Path,
    command: list[str],
    held: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if command[0] == "assemble":
        assert main(["build", "-q", "-j", "1", "--part", "-d", "part"]) == 0
    before = snapshot(project)
    capsys.readouterr()
    with lock.locked(project / held):
        assert main(command) == 2
    assert capsys.readouterr().err == f"{said}; expected one at a time\n"
    assert snapshot(project) == before
    assert main([*command, "-q"]) == 0, "nothing is held any more"


HOLD = """
import sys, time
from pathlib import Path
from pipeline.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / ".site.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(lock.LockedError), lock.locked(path):
        pass
    holder.kill()
    holder.communicate()
    assert path.exists()
    with lock.locked(path):
        pass
    assert not path.exists()


CRASH = """
import os, signal
from pipeline.build import tasks
tasks.driver.build = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from pipeline.cli import main
raise SystemExit(main(["build", "--clean", "-q", "-j", "2"]))
"""

LAST = """
import os, time
from pipeline.build import tasks
def build(*_):
    print(os.getpid(), flush=True)
    time.sleep(60)
tasks.driver.build = build
from pipeline.cli import main
main(["build", "--clean", "-q", "-j", "2"])
"""

forks = pytest.mark.skipif(sys.platform != "linux", reason="processes are copies on Linux only")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@forks
def test_a_lost_process_ends_the_build_in_one_line(project: Path) -> None:
    before = snapshot(project / "site")
    ended = subprocess.run(
        [sys.executable, "-c", CRASH],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.startswith("a process that made pages was ended from outside")
    assert ended.stderr.count("\n") == 1
    assert snapshot(project / "site") == before
    assert not list(project.glob(".site.*"))
    assert main(["build", "-q", "-j", "1"]) == 0


@forks
def test_processes_end_with_a_build_that_is_killed(project: Path) -> None:
    before = snapshot(project / "site")
    build = subprocess.Popen(
        [sys.executable, "-c", LAST], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert build.stdout is not None
    pids = [int(build.stdout.readline()) for _ in range(2)]
    build.kill()
    build.wait()
    until = time.monotonic() + 10
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_running, pids))
    build.communicate()
    assert main(["build", "-q", "-j", "1"]) == 0, "and with them the lock"
    assert snapshot(project / "site") == before
    assert not list(project.glob(".site.*"))


def is_running(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(("largest", "jobs"), [(10, "1"), (10, "2"), (3_000, "2"), (30_000, "1")])
def test_without_room(project: Path, largest: int, jobs: str) -> None:
    """No file may grow beyond so many bytes: writing fails as on a full disk."""
    before = snapshot(project / "site")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    ended = subprocess.run(
        [*BUILD, jobs, "--clean"],
        env=environment(), capture_output=True, text=True, check=False, preexec_fn=limit,
    )  # fmt: skip
    assert ended.returncode == 2, ended.stderr
    said = "no processes can .*" if (largest, jobs) == (10, "2") else ".*: File too large"
    assert re.fullmatch(f"{said}\n", ended.stderr), ended.stderr
    assert snapshot(project / "site") == before
    assert not list(project.glob(".site.*"))


def test_beside_a_site_that_may_not_be_replaced(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is read-only; root may write there all the same, and is refused by hand."""
    before = snapshot(project / "site")
    if os.geteuid() == 0:
        monkeypatch.setattr(lock.os, "open", refuse(os.open))
    project.chmod(0o555)
    try:
        assert main(["build", "--clean", "-q", "-j", "1"]) == 2
    finally:
        project.chmod(0o755)
    said = capsys.readouterr().err
    assert re.fullmatch(r".*/\.site\.lock: Permission denied\n", said), said
    assert snapshot(project / "site") == before


def refuse(plain: Callable[..., int]) -> Callable[..., int]:
    def opened(path: str | Path, flags: int, *rest: int, **named: int) -> int:
        if str(path).endswith(".lock"):
            raise PermissionError(13, os.strerror(13), str(path))
        return plain(path, flags, *rest, **named)

    return opened


@pytest.fixture
def vanishing(project: Path) -> Iterator[Callable[[], None]]:
    """A function that takes a leaflet away, which is back after the test."""
    path = project / "source/overdose.md"
    text = path.read_text(encoding="utf-8")
    yield lambda: path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


def before_it_goes(vanishing: Callable[[], None]) -> Callable[[MkDocsConfig], Files]:
    """Return what lists the leaflets while all are there yet."""

    def listed(config: MkDocsConfig) -> Files:
        found = get_files(config)
        vanishing()
        return found

    return listed


def test_a_file_that_is_gone_when_it_is_to_be_read(
    project: Path,
    vanishing: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = snapshot(project / "site")
    monkeypatch.setattr(driver, "get_files", before_it_goes(vanishing))
    assert main(["build", "--clean", "-q", "-j", "1"]) == 2
    said = capsys.readouterr().err
    assert re.fullmatch(r".*source/overdose\.md: No such file or directory\n", said), said
    assert snapshot(project / "site") == before
    assert not list(project.glob(".site.*"))


def test_a_file_that_is_gone_while_it_is_served(
    project: Path,
    vanishing: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    served = preview.Preview(Path("mkdocs.yml"), ["es"], tmp_path)
    served.start()
    pages = snapshot(served.site_dir)
    leaflet = project / "source/overdose.md"
    leaflet.write_text(leaflet.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    monkeypatch.setattr(mkdocs_build, "get_files", before_it_goes(vanishing))
    caplog.clear()
    served.rebuild()
    (record,) = [each for each in caplog.records if each.name == "mkdocs.livereload"]
    assert record.getMessage().endswith("source/overdose.md: No such file or directory")
    assert "\n" not in record.getMessage()
    after = snapshot(served.site_dir)
    status = json.loads(after.pop(preview.STATUS))
    assert status == {"error": record.getMessage(), "built": True}
    assert pages.pop(preview.STATUS) is not None
    assert after == pages


@forks
@pytest.mark.parametrize(("command", "points"), [("build", 20), ("update", 40)])
def test_killed_at_any_point(command: str, points: int) -> None:
    """Some of the points of `benchmarks/kill.py`."""
    ended = subprocess.run(
        [sys.executable, ROOT / "benchmarks/kill.py", command, "--points", str(points)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    rows = re.findall(r"^ *(\d+)  (.+)$", ended.stdout, re.MULTILINE)
    found = {what: int(count) for count, what in rows}
    assert ended.stdout.startswith(f"{command}: {points} points, nothing torn\n")
    assert found["killed"] >= points // 2
    assert sum(found.get(each, 0) for each in ("old", "new", "some old, some new")) == points
    assert found["healed"] == points // 5
