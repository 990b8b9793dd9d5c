"""Hostile files: each ends in one line and exit status 2, or does what its fixture says."""

from __future__ import annotations

import base64
import json
import shlex
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hostile import table
from projects import SPANISH_TERMS, translate, write_project

from pipeline.cli import main

CASES: list[dict[str, Any]] = table("files")["case"]

LONGEST = 5.0
"""Seconds of processor time that a command may take over a hostile file."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an empty Spanish locale."""
    root = tmp_path_factory.mktemp("base")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        write_project(root, locales__es__terms_csv=SPANISH_TERMS)
        assert main(["extract", "-q"]) == 0
        assert main(["init", "es", "-q"]) == 0
    return root


@pytest.fixture
def project(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project, which is the working folder."""
    shutil.copytree(base, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay(project: Path, case: dict[str, Any]) -> None:
    """Write the file of a case."""
    path = project / case["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "base64" in case:
        path.write_bytes(base64.b64decode(case["base64"]))
    elif "parts" in case:
        with zipfile.ZipFile(path, "w") as package:
            for name, text in case["parts"]:
                package.writestr(name, text)
    elif "copy" in case:
        shutil.copy(project / case["copy"], path)
    elif "content" in case:
        path.write_text(case["content"], encoding="utf-8", newline="")
    else:
        text = path.read_text(encoding="utf-8")
        old, new = case.get("replace", ("", ""))
        assert old in text
        path.write_text(
            text.replace(old, new) + case.get("append", ""), encoding="utf-8", newline=""
        )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_hostile_file_ends_as_its_fixture_says(
    project: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    lay(project, case)
    started = time.process_time()
    status = main(shlex.split(case.get("command", "check")))
    seconds = time.process_time() - started
    out, err = capsys.readouterr()
    assert (status, out if status == 2 else "") == (case["exit"], ""), err
    assert case.get("says", "") in (err if status == 2 else out)
    assert case.get("lacks", "\0") not in out
    if status == 2:
        assert err.count("\n") == 1, err
    assert not set("\x07\x1b\u202e") & set(out + err), "a terminal would obey"
    assert not list(project.rglob("pwned")), "a command ran"
    assert seconds < LONGEST


def test_a_number_that_somebody_waived_is_not_published_by_a_strict_build(project: Path) -> None:
    folder = project / "locales" / "es"
    translate(
        folder / "LC_MESSAGES" / "overdose.po",
        {"Call 911 right away. Give naloxone.": "Llame al 991 de inmediato. Dé naloxona."},
    )
    assert main(["check", "--format", "json", "-o", "found.json"]) == 1
    found = json.loads((project / "found.json").read_text(encoding="utf-8"))["findings"]
    rows = sorted({f"{each['check']},{each['hash']},x,y,9999-12-31\n" for each in found})
    table = "check,message,reason,by,expires\n" + "".join(rows)
    (folder / "waivers.csv").write_text(table, encoding="utf-8")
    assert main(["check", "-q"]) == 0
    assert main(["build", "-q", "-j", "1", "--strict"]) == 1
    assert not (project / "site").exists()


def test_there_are_as_many_cases_as_were_promised() -> None:
    fixtures = ("files", "msgstr")
    assert sum(len(table(name)["case"]) for name in fixtures) + len(table("words")["words"]) >= 200
