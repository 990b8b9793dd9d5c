"""A site that the workers of a Dask cluster build: the same as here, though one of them is lost."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from projects import ARABIC_TERMS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main

distributed = pytest.importorskip("distributed")

CATALOG = "locales/{}/LC_MESSAGES/overdose.po"
LOCALES = ["es", "ar", "fr", "ht", "ru"]


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
    """A scheduler with three worker processes."""
    with distributed.LocalCluster(
        n_workers=3,
        processes=True,
        threads_per_worker=1,
        dashboard_address=None,
        local_directory=str(tmp_path_factory.mktemp("workers")),
        silence_logs=logging.CRITICAL,
    ) as running:
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
                making = [task.key for task in list(worker.processing) if "make" in str(task.key)]
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


def test_a_lost_worker_changes_nothing(
    project: Path, cluster: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    killer = Killer(cluster)
    killer.start()
    build = ["build", "--scheduler", cluster.scheduler_address, "-d", "there"]
    assert main([*build, "--strict"]) == 0
    killer.join()
    assert killer.killed
    assert starts(cluster, killer.killed) == 2
    told = "there/index.html: 6 languages (en ar es fr ht ru)\n"
    assert capsys.readouterr().out == told
    assert snapshot(project / "there") == snapshot(project / "here")
    times = {path: path.stat().st_mtime_ns for path in (project / "there").rglob("*")}
    for again in (build, ["build", "-j", "1", "-d", "there"]):
        assert main(again) == 0
        assert capsys.readouterr().out == "there/index.html: nothing has changed\n"
    translate(project / CATALOG.format("es"), {"Small pupils": "Pupilas pequeñas"})
    assert main(build) == 0
    assert capsys.readouterr().out == "there/index.html: 6 languages (en ar es fr ht ru)\n"
    assert "Pupilas" in (project / "there/es/overdose/index.html").read_text(encoding="utf-8")
    same = project / "there/fr/404.html"
    assert same.stat().st_mtime_ns == times[same]


def test_progress_is_told(project: Path, cluster: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "pipeline.commands.build")
    assert main(["build", "es", "-q", "--scheduler", cluster.scheduler_address, "-d", "x"]) == 0
    assert "6 of 6 tasks done" in caplog.messages


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
    from pipeline.build.cluster import Cluster
    from pipeline.errors import UsageError
    from pipeline.project import read_project

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
