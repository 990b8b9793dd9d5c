"""Languages built apart and joined: the same site as in one build, or nothing at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from projects import ARABIC_TERMS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main

CATALOG = "locales/{}/LC_MESSAGES/overdose.po"
PARTS = {"first": ["en", "ar"], "second": ["es"]}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built at once (`whole`) and in two parts."""
    root = tmp_path_factory.mktemp("assemble")
    settings = write_project(
        root, locales__es__terms_csv=SPANISH_TERMS, locales__ar__terms_csv=ARABIC_TERMS
    )
    address = "site_url: https://example.org/health/\n"
    settings.write_text(address + settings.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        assert main(["init", "es", "ar", "-q"]) == 0
        translate(root / CATALOG.format("es"), {"Signs": "Señales", "Call 911": "Llame al 911"})
        translate(root / CATALOG.format("ar"), {"Signs": "العلامات"})
        for name, locales in {"whole": [], **PARTS}.items():
            assert main(["build", *locales, "-q", "-j", "1", "-d", name]) == 0
        assert main(["build", "en", "-q", "-j", "1", "--part", "--strict", "-d", "strict"]) == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may change."""
    root = tmp_path / "project"
    shutil.copytree(built, root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    return root


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_parts_give_the_site_of_one_build(
    project: Path, order: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "site").mkdir()
    (project / "site/.nojekyll").touch()
    (project / "site/old.html").touch()
    assert main(["assemble", *order, "--strict"]) == 0
    assert capsys.readouterr().out == "site/index.html: 3 languages (en ar es)\n"
    assert snapshot(project / "site") == snapshot(project / "whole") | {".nojekyll": b""}
    assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []
    assert main(["verify", "site"]) == 0


def test_the_same_language_twice_is_taken_once(project: Path) -> None:
    assert main(["build", "es", "ar", "-q", "-j", "1", "-d", "third"]) == 0
    assert main(["assemble", "first", "second", "third", "-q"]) == 0
    assert snapshot(project / "site") == snapshot(project / "whole")


def test_a_part_is_built_into_a_new_folder(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stood there would be told as made from what the project holds now."""
    assert main(["build", "en", "-j", "1", "--part", "-d", "first"]) == 2
    assert capsys.readouterr().err == "first: not empty; expected a new folder for a part\n"


def test_a_strict_part_fails_on_warnings(project: Path) -> None:
    """It may link to languages that other parts hold, but the author is told of all else."""
    with (project / "source/overdose.md").open("a", encoding="utf-8") as file:
        file.write("\n[gone](gone.md)\n")
    assert main(["build", "en", "-q", "-j", "1", "--part", "--strict", "-d", "new"]) == 1
    assert not (project / "new").exists()


def test_a_partial_site_offers_what_there_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assemble", "second", "-d", "some", "--partial"]) == 0
    assert capsys.readouterr().out == "some/index.html: 1 language (es)\n"
    assert snapshot(project / "some") == snapshot(project / "second")


def append(name: str, text: str = "\n") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def link(name: str, target: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(target)

    return change


def record(name: str, change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        path = root / name / "publication.json"
        found = json.loads(path.read_text(encoding="utf-8"))
        change(found)
        path.write_text(json.dumps(found), encoding="utf-8")

    return write


def another_es(root: Path) -> None:
    """Forge a part that holds Spanish with another word, and a record that fits."""
    shutil.copytree(root / "second", root / "third")
    page = root / "third/es/overdose/index.html"
    page.write_text(page.read_text("utf-8").replace("Señales", "Signos"), encoding="utf-8")
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    record("third", lambda found: found["files"].update({"es/overdose/index.html": digest}))(root)


def foreign(root: Path) -> None:
    shutil.copytree(root / "second/es", root / "second/de")
    files = {
        path.relative_to(root / "second").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (root / "second/de").rglob("*")
        if path.is_file()
    }
    record("second", lambda found: found["files"].update(files))(root)


ES = "second/es/overdose/index.html"
RECORD = "second/publication.json"
SAME = "; expected a part that was built from the same sources as this project has, by the same"
REFUSED: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("altered page", append(ES), "", f"{ES}: not as it was built; expected what publication.json"),
    ("altered style", append("first/ar/assets/leaflets.css"), "", "leaflets.css: not as it was b"),
    ("altered root", append("first/index.html"), "", "first/index.html: not as it was built"),
    ("lost page", lambda root: (root / ES).unlink(), "", f"{ES}: the file is not there"),
    ("lost language", lambda root: shutil.rmtree(root / "second/es"), "", "second/es/"),
    ("added page", append("second/es/new.html"), "", "second/es/new.html: no file of this part"),
    ("added elsewhere", append("second/x.js"), "", "second/x.js: no file of this part"),
    ("no record", lambda root: (root / RECORD).unlink(), "", f"{RECORD}: there is no such file"),
    ("torn record", lambda root: (root / RECORD).write_text("{"), "", f"{RECORD}: cannot be read"),
    ("deep record", lambda root: (root / RECORD).write_text("[" * 99999), "", RECORD),
    ("list", lambda root: (root / RECORD).write_text("[]"), "", f"{RECORD}: cannot be read"),
    ("bytes", lambda root: (root / RECORD).write_bytes(b"\xff"), "", f"{RECORD}: cannot be read"),
    ("number", record("second", lambda r: r.update(files=3)), "", f"{RECORD}: cannot be read"),
    ("names", record("second", lambda r: r.update(locales=[{"tag": 3}])), "", "cannot be read"),
    ("version", record("second", lambda r: r.update(version=2)), "", "version 2; expected 1"),
    ("no version", record("second", lambda r: r.pop("version")), "", "cannot be read"),
    ("traversal", record("second", lambda r: r["files"].update({"../x": ""})), "", "second/../x: "),
    ("absolute", record("second", lambda r: r["files"].update({"/etc/passwd": ""})), "", "passwd"),
    ("two lines", record("second", lambda r: r["files"].update({"a\n::error::b": ""})), "",
     "second/a\\n::error::b: the file is not there"),
    ("tool of two lines", record("second", lambda r: r["tools"].update(mkdocs="1\n2")), "",
     "tools: mkdocs is 1\\n2, not "),
    ("name of two lines", append("second/es/a\n::error::b"), "", "es/a\\n::error::b: no file"),
    ("empty for none", record("second", lambda r: r.update(x=None)), "", "x differs"),
    ("linked page", link(ES, "../../../mkdocs.yml"), "", f"{ES}: a symbolic link"),
    ("linked folder", link("second/es/more", "../../source"), "", "es/more: a symbolic link"),
    ("linked record", link(RECORD, "../first/publication.json"), "", f"{RECORD}: a symbolic link"),
    ("no file", lambda root: os.mkfifo(root / "second/pipe"), "", "second/pipe: no file"),
    ("tools", record("second", lambda r: r["tools"].update(mkdocs="0.1")), "",
     f"{RECORD}: tools: mkdocs is 0.1, not "),
    ("no inputs", record("second", lambda r: r.pop("inputs")), "", f"inputs differs{SAME}"),
    ("catalog", append(CATALOG.format("ar")), "",
     f"first/publication.json: locales: ar: leaflets: overdose: catalog_sha256 differs{SAME}"),
    ("site words", append("locales/es/LC_MESSAGES/site.po"), "", "es: site_sha256 differs"),
    ("terms", append("locales/es/terms.csv"), "", "locales: es: terms_sha256 differs"),
    ("leaflet", append("source/overdose.md"), "", "inputs: source_sha256 differs"),
    ("term base", append("source/terms.csv"), "", "inputs: source_sha256 differs"),
    ("settings", append("mkdocs.yml", "copyright: no\n"), "", "inputs: settings_sha256 differs"),
    ("missing", lambda root: shutil.rmtree(root / "first"), "second", "no part holds en, ar; "),
    ("two versions", another_es, "first second third", "third/es: not what is in second/es"),
    ("foreign", foreign, "", f"{RECORD}: “de” is no language of mkdocs.yml"),
    ("no folder", lambda root: None, "nowhere", "nowhere: there is no such folder"),
    ("itself", lambda root: None, "first second -d second", "second: expected a part that lies ap"),
    ("around", lambda root: None, "whole first -d whole/es", "whole: expected a part that lies ap"),
    ("the project", lambda root: None, "first second -d .", "holds mkdocs.yml; expected a folder"),
    ("no English", lambda root: None, "second --strict --partial", "in en, which no part holds"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "arguments", "said"),
    [each[1:] for each in REFUSED],
    ids=[each[0] for each in REFUSED],
)
def test_what_does_not_fit_is_refused_in_one_line(
    project: Path,
    change: Callable[[Path], object],
    arguments: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    change(project)
    (project / "site").mkdir()
    (project / "site/index.html").write_text("old", encoding="utf-8")
    before = sorted(project.rglob("*"))
    assert main(["assemble", *(arguments or "first second").split()]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert sorted(project.rglob("*")) == before
    assert (project / "site/index.html").read_text(encoding="utf-8") == "old"


def test_strict_reads_the_joined_pages(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A part whose record fits a wrong number is refused all the same, and the old site stays."""
    page = project / "second/es/overdose/index.html"
    text = page.read_text(encoding="utf-8").replace(">911<", ">991<")
    page.write_text(text, encoding="utf-8")
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    record("second", lambda found: found["files"].update({"es/overdose/index.html": digest}))(
        project
    )
    assert main(["assemble", "first", "second", "--strict"]) == 1
    said = capsys.readouterr()
    assert "site/es/overdose/index.html:" in said.out
    assert "[page-call]" in said.out
    assert said.err == "the site was not published; the old one is as it was\n"
    assert not (project / "site").exists()
    assert main(["assemble", "first", "second", "-q"]) == 0, "without --strict it is not read"


@pytest.mark.parametrize(
    ("arguments", "groups"),
    [
        ("--list 2", ["ar en", "es"]),
        ("--list 9", ["ar", "es", "en"]),
        ("es en --list 1", ["es en"]),
    ],
)
def test_locales_are_shared_out(
    project: Path, arguments: str, groups: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *arguments.split()]) == 0
    assert json.loads(capsys.readouterr().out) == groups
    assert not (project / "site").exists()


def test_no_group_is_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--list", "0"]) == 2
    assert capsys.readouterr().err == "--list 0; expected 1 or more\n"
