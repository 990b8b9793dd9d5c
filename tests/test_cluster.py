"""A site that the workers of a Dask cluster build: the same as here, though one of them is lost."""

from __future__ import annotations

import io
import logging
import os
import shutil
import signal
import sys
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import distributed
import pytest
from projects import ARABIC_TERMS, SPANISH_TERMS, translate, write_project

from pipeline.build.bundle import bundle
from pipeline.build.cluster import Cluster
from pipeline.build.site import SiteBuild
from pipeline.cli import main
from pipeline.commands.build import _progress
from pipeline.errors import UsageError
from pipeline.project import read_project
from pipeline.validate import new_validator

CATALOG = "locales/{}/LC_MESSAGES/overdose.po"
LOCALES = ["es", "ar", "fr", "ht"]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site was built on this machine, in `here`."""
    root = tmp_path_factory.mktemp("cluster")
    settings = write_project(
        root, locales__es__terms_csv=SPANISH_TERMS, locales__ar__terms_csv=ARABIC_TERMS
    )
    text = settings.read_text(encoding="utf-8")
    (root / "base.yml").write_text(f"site_description: !ENV TOLD_BY\n{text}", encoding="utf-8")
    settings.write_text("INHERIT: base.yml\nsite_url: https://example.org/\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        patch.setenv("TOLD_BY", "Written by the variable")
        assert main(["init", *LOCALES, "-q"]) == 0
        translate(root / CATALOG.format("es"), {"Signs": "Señales", "Call 911": "Llame al 911"})
        translate(root / CATALOG.format("ar"), {"Signs": "العلامات"})
        assert main(["build", "-q", "-j", "1", "-d", "here"]) == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may change."""
    root = tmp_path / "project"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns(".cache"))
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setenv("TOLD_BY", "Written by the variable")
    return root


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A scheduler with three worker processes; a lost one is soon given up."""
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "2s"}),
        distributed.LocalCluster(
            n_workers=3,
            processes=True,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            local_directory=str(tmp_path_factory.mktemp("workers")),
            silence_logs=logging.CRITICAL,
        ) as running,
    ):
        yield running


class Killer(threading.Thread):
    """Kills the first worker process that is seen to make pages."""

    def __init__(self, cluster: Any) -> None:
        super().__init__(daemon=True)
        self.killed = ""
        self._cluster = cluster

    def run(self) -> None:
        """Watch for half a minute at most."""
        end = time.monotonic() + 30
        while not self.killed and time.monotonic() < end:
            for worker in list(self._cluster.scheduler.workers.values()):
                keys = [str(task.key) for task in list(worker.processing)]
                making = [key for key in keys if key.startswith(("make_there", "shard_there"))]
                if making:
                    nanny = next(
                        each
                        for each in self._cluster.workers.values()
                        if each.worker_address == worker.address
                    )
                    os.kill(nanny.pid, signal.SIGKILL)
                    self.killed = making[0]
                    return
            time.sleep(0.002)


def starts(cluster: Any, key: str) -> int:
    """How often a task was given to a worker."""
    log = list(cluster.scheduler.transition_log)
    return sum(1 for entry in log if entry[0] == key and entry[2] == "processing")


@pytest.fixture
def shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even two pages made apart."""
    monkeypatch.setattr("pipeline.build.deal._PAGES", 1)


@pytest.mark.parametrize("storage", [[], ["--storage", "shared"]], ids=["sent", "stored"])
@pytest.mark.parametrize("task", ["make", "shard"])
def test_a_lost_worker_changes_nothing(
    project: Path,
    cluster: Any,
    task: str,
    storage: list[str],
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    if task == "shard":
        request.getfixturevalue("shards")
    killer = Killer(cluster)
    killer.start()
    build = ["build", "--scheduler", cluster.scheduler_address, "-d", "there", *storage]
    assert main([*build, "--strict"]) == 0
    killer.join()
    assert killer.killed.startswith(task)
    assert starts(cluster, killer.killed) == 2
    told = "there/index.html: 5 languages (en ar es fr ht)\n"
    assert capsys.readouterr().out == told
    assert snapshot(project / "there") == snapshot(project / "here")
    times = {path: path.stat().st_mtime_ns for path in (project / "there").rglob("*")}
    assert not storage or list((project / "shared").iterdir()) == []
    for again in (build, ["build", "-j", "1", "-d", "there"]):
        assert main(again) == 0
        assert capsys.readouterr().out == "there/index.html: nothing has changed\n"
    translate(project / CATALOG.format("es"), {"Small pupils": "Pupilas pequeñas"})
    assert main(build) == 0
    assert capsys.readouterr().out == "there/index.html: 1 language (es)\n"
    assert "Pupilas" in (project / "there/es/overdose/index.html").read_text(encoding="utf-8")
    same = project / "there/es/404.html"
    assert same.stat().st_mtime_ns == times[same]


def test_tasks_are_counted(
    project: Path, cluster: Any, shards: None, capsys: pytest.CaptureFixture[str]
) -> None:
    own = read_project(project / "mkdocs.yml")
    told: list[tuple[int, int]] = []
    validator = new_validator(own)
    locales = {own.source_locale, *own.locales}
    with Cluster(
        cluster.scheduler_address, own, lambda done, known: told.append((done, known))
    ) as executor:
        SiteBuild(validator, locales, project / "there").run(executor)
        kinds = Counter(task.kind for task in executor.done)
    assert kinds == {"judge": 4, "shard": 10, "rest": 5}
    assert told == [*((done, 4) for done in range(1, 5)), *((done, 19) for done in range(5, 20))]
    assert sum(task.pages for task in executor.done if task.kind == "shard") == 10
    assert all(task.seconds > 0 for task in executor.done)
    assert all((task.bytes > 0) == (task.kind != "judge") for task in executor.done)


def test_progress_is_told(project: Path, cluster: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "pipeline.commands.build")
    assert main(["build", "es", "-q", "--scheduler", cluster.scheduler_address, "-d", "x"]) == 0
    assert "5 of 5 tasks done" in caplog.messages


def test_progress_on_a_terminal_is_one_line_that_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    _progress(1, 2)
    _progress(2, 2)
    assert capsys.readouterr().err == f"1 of 2 tasks done\r{' ' * 17}\r"


def test_progress_is_quiet_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    _progress(1, 2)
    assert capsys.readouterr() == ("", "")


def test_storage_that_is_not_shared_is_told(
    project: Path, cluster: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    build = ["build", "--scheduler", cluster.scheduler_address, "--storage", "memory://pages"]
    assert main([*build, "-d", "there"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("--storage memory://pages: ")
    assert told.endswith("expected an address that every worker and this machine can write to\n")
    assert not (project / "there").exists()


def test_what_cannot_be_used_is_told_as_here(
    project: Path, cluster: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = project / CATALOG.format("ar")
    catalog.write_text('msgid "Signs\n', encoding="utf-8")
    before = snapshot(project / "here")
    assert main(["build", "-d", "here", "-j", "1"]) == 2
    expected = capsys.readouterr().err
    assert main(["build", "-d", "here", "--scheduler", cluster.scheduler_address]) == 2
    assert capsys.readouterr().err == expected
    assert expected.startswith(CATALOG.format("ar"))
    assert snapshot(project / "here") == before


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("title: Overdose", "title: Overdose\ntemplate: none.html", 2),
        ("To find help", "[Nowhere](nowhere.md). To find help", 1),
    ],
    ids=["template", "warning"],
)
def test_what_is_wrong_in_a_shard_is_told_as_here(
    project: Path,
    cluster: Any,
    shards: None,
    old: str,
    new: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    leaflet = project / "source/overdose.md"
    leaflet.write_text(leaflet.read_text("utf-8").replace(old, new), encoding="utf-8")
    build = ["build", "--strict", "-d", "there"]
    assert main([*build, "-j", "1"]) == status
    expected = capsys.readouterr()
    assert main([*build, "--scheduler", cluster.scheduler_address]) == status
    assert capsys.readouterr() == expected
    assert expected.err
    assert not (project / "there").exists()


def test_a_scheduler_that_is_lost_is_told(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with distributed.LocalCluster(
        n_workers=1,
        processes=True,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        local_directory=str(tmp_path / "workers"),
        silence_logs=logging.CRITICAL,
    ) as short:
        before = snapshot(project / "here")
        threading.Timer(1, short.close).start()
        assert main(["build", "-d", "here", "--scheduler", short.scheduler_address]) == 2
        assert capsys.readouterr().err == (
            f"{short.scheduler_address}: the scheduler was lost; nothing was built\n"
        )
        assert snapshot(project / "here") == before


SHARED = [
    *("base.yml", "locales/templates/index.pot", "locales/templates/overdose.pot"),
    *("locales/templates/site.pot", "mkdocs.yml", "source/index.md", "source/overdose.md"),
    "source/terms.csv",
]


@pytest.mark.parametrize(
    ("path", "text", "more"),
    [
        ("notes.txt", "not of the site", []),
        ("source/a.txt", "beside the leaflets", ["source/a.txt"]),
        (".git/config", "hidden", []),
        ("locales/es/waivers.csv", "sent with the locale", []),
    ],
)
def test_only_what_pages_are_made_from_is_sent(
    project: Path, path: str, text: str, more: list[str]
) -> None:
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).write_text(text, encoding="utf-8")
    assert sent(project) == sorted([*SHARED, *more])


def test_all_that_a_page_may_name_is_sent(project: Path) -> None:
    (project / "notes.txt").write_text("of the site", encoding="utf-8")
    with (project / "source/index.md").open("a", encoding="utf-8") as page:
        page.write('\n--8<-- "notes.txt"\n')
    assert {*SHARED, "notes.txt", CATALOG.format("es")} <= set(sent(project))


def test_a_bundle_is_known_by_its_content(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> str:
        return bundle(read_project(project / "mkdocs.yml")).digest

    seen = [found()]
    os.utime(project / "mkdocs.yml", (0, 0))
    assert found() == seen[0]
    monkeypatch.setenv("TOLD_BY", "Somebody else")
    seen.append(found())
    translate(project / CATALOG.format("es"), {"Signs": "Signos"})
    seen.append(found())
    (project / "source/a.txt").touch()
    seen.append(found())
    assert len(set(seen)) == len(seen)


def sent(project: Path) -> list[str]:
    packed = bundle(read_project(project / "mkdocs.yml"))
    with zipfile.ZipFile(io.BytesIO(packed.archive)) as archive:
        return archive.namelist()


def test_files_from_elsewhere_are_refused(
    project: Path, cluster: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "base.yml").rename(project.parent / "base.yml")
    (project / "mkdocs.yml").write_text("INHERIT: ../base.yml\n", encoding="utf-8")
    assert main(["build", "--scheduler", cluster.scheduler_address]) == 2
    assert "base.yml: lies outside the project's folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--scheduler", "tcp://x:1", "-j", "2"], "--jobs and --scheduler; expected one of them"),
        (["--storage", "x"], "--storage; expected --scheduler with it"),
        (["--scheduler", "nonsense://"], "expected an address such as tcp://host:8786"),
    ],
)
def test_bad_arguments_are_told(
    project: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *arguments]) == 2
    found = capsys.readouterr().err
    assert told in found
    assert found.count("\n") == 1


def test_a_scheduler_that_does_not_answer_is_told(project: Path) -> None:
    own = read_project(Path("mkdocs.yml"))
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        Cluster("tcp://127.0.0.1:9", own, lambda done, known: None, seconds=0.5)


def test_the_missing_extra_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    for name in ("cluster", "on_worker"):
        monkeypatch.delitem(sys.modules, f"pipeline.build.{name}", raising=False)
    assert main(["build", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "pip install 'leaflet-pipeline[dask]'" in capsys.readouterr().err
