"""An update that is killed, or has no room, leaves each catalog as it was or as it should be."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from projects import SPANISH_TERMS, write_project

from pipeline.catalogs.read import read
from pipeline.cli import main

LEAFLETS = 20
COMMAND = [sys.executable, "-m", "pipeline.cli", "update"]


def leaflet(number: int, word: str) -> str:
    said = "\n\n".join(f"Sentence {number}-{at} says {word} to all." for at in range(12))
    return f"---\ntitle: Leaflet {number}\n---\n\n{said}\n"


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A project whose templates are newer than its catalogs, and the catalogs to come."""
    root = tmp_path_factory.mktemp("stopped")
    write_project(root, locales__es__terms_csv=SPANISH_TERMS)
    run = ["-f", str(root / "mkdocs.yml")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        for word in ("good", "better"):
            for number in range(LEAFLETS):
                path = root / "source" / f"leaflet-{number}.md"
                path.write_text(leaflet(number, word), encoding="utf-8")
            assert main(["extract", *run]) == 0
            if word == "good":
                assert main(["init", "es", *run]) == 0
                for path in catalogs_in(root):
                    text = path.read_text(encoding="utf-8").replace(
                        'msgstr ""\n\n', 'msgstr "Sí."\n\n'
                    )
                    path.write_text(text, encoding="utf-8")
        after = root.with_name("after")
        shutil.copytree(root, after)
        assert main(["update", "-f", str(after / "mkdocs.yml")]) == 0
    return root, contents(after)


def catalogs_in(root: Path) -> list[Path]:
    return sorted((root / "locales/es").rglob("*.po"))


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in catalogs_in(root)}


def old_or_new(root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> int:
    """Check that no catalog is torn; return how many are new."""
    found = contents(root)
    assert set(found) == set(before)
    for name, content in found.items():
        assert content in (before[name], after[name]), name
        read(root / name, name)
    return sum(found[name] == after[name] != before[name] for name in found)


def test_killed_at_any_moment(states: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Kill it (SIGKILL) at random moments of its writing; then run it to the end."""
    start, after = states
    root = tmp_path / "project"
    shutil.copytree(start, root)
    before = contents(root)
    chance = random.Random(7)  # noqa: S311 - no secret
    reached = []
    for _ in range(4):
        shutil.rmtree(root)
        shutil.copytree(start, root)
        process = subprocess.Popen(COMMAND, cwd=root, stdout=subprocess.PIPE)
        assert process.stdout is not None
        for _ in range(chance.randint(1, 12)):
            process.stdout.readline()
        time.sleep(chance.random() / 100)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        reached.append(old_or_new(root, before, after))
    assert len(set(reached)) > 1, reached
    assert main(["update", "-q", "-f", str(root / "mkdocs.yml")]) == 0
    assert contents(root) == after


def small_files() -> None:
    """Let no file grow beyond two kilobytes: writing fails as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))


def test_without_room(states: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    start, after = states
    root = tmp_path / "project"
    shutil.copytree(start, root)
    before = contents(root)
    stopped = subprocess.run(
        [*COMMAND, "-q"], cwd=root, capture_output=True, text=True, check=False,
        preexec_fn=small_files,
    )  # fmt: skip
    assert stopped.returncode == 2
    assert (
        stopped.stderr == "locales/es/LC_MESSAGES/leaflet-0.po: cannot be written: File too large\n"
    )
    old_or_new(root, before, after)
    assert not [*(root / "locales").rglob(".*")]


def test_in_a_folder_that_may_not_be_written(
    states: tuple[Path, dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The folder is read-only; root may write there all the same, and is refused by hand."""
    start, after = states
    root = tmp_path / "project"
    shutil.copytree(start, root)
    before = contents(root)
    folder = root / "locales/es/LC_MESSAGES"
    folder.chmod(0o555)
    if os.geteuid() == 0:
        monkeypatch.setattr("pipeline.catalogs.write.replace_file", refuse)
    capsys.readouterr()
    assert main(["update", "-f", str(root / "mkdocs.yml")]) == 2
    folder.chmod(0o755)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert (
        shown.err == "locales/es/LC_MESSAGES/leaflet-0.po: cannot be written: Permission denied\n"
    )
    assert old_or_new(root, before, after) == 0


def refuse(path: Path, content: bytes) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
