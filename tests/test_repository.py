"""The leaflets and catalogs of this repository: whole, current, clean, and what gettext expects."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from pipeline.cli import main
from pipeline.project import read_project
from pipeline.terms import STATUSES, read_glossary, read_term_base

ROOT = Path(__file__).parent.parent
CATALOGS = sorted((ROOT / "locales").rglob("*.po"))
TEMPLATES = sorted((ROOT / "locales").rglob("*.pot"))
COMPLETE = ("ar", "es", "fr", "ht", "ru", "vi", "zh_Hans")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_templates_are_current() -> None:
    assert main(["extract", "--check"]) == 0


def test_no_translation_breaks_a_fact(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["check", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    errors = [f for f in report["findings"] if f["severity"] == "error"]
    assert (status, errors) == (0, [])


def test_all_languages_are_complete_but_korean(capsys: pytest.CaptureFixture[str]) -> None:
    for locale in (*COMPLETE, "ko"):
        main(["check", locale, "--format", "json"])
        summary = json.loads(capsys.readouterr().out)["summary"]
        part = summary["translated"] / summary["messages"]
        assert part == 1 if locale in COMPLETE else 0.5 < part < 0.8


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_msgfmt_accepts_every_catalog(path: Path, msgfmt: str) -> None:
    run = subprocess.run([msgfmt, "-c", "-o", "-", path], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize(
    "path", [*CATALOGS, *TEMPLATES], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_msgcat_gives_every_file_back_unchanged(path: Path, msgcat: str) -> None:
    run = subprocess.run([msgcat, path], capture_output=True, check=True)
    assert run.stdout == path.read_bytes()


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_catalog_says_that_it_is_a_draft(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# This translation is a draft.\n")


def test_every_locale_has_a_form_for_every_term() -> None:
    project = read_project(ROOT / "mkdocs.yml")
    base = read_term_base(project)
    needed = {concept.id for concept in base.concepts.values() if concept.kind != "number"}
    for locale in project.locales:
        glossary = read_glossary(project, base, locale)
        approved = {concept for concept in base.concepts if glossary.approved(concept)}
        assert needed <= approved, locale.name


@pytest.mark.parametrize(
    "path", sorted(ROOT.rglob("locales/*/terms.csv")), ids=lambda p: p.parts[-2]
)
def test_terms_are_sorted_sourced_and_not_claimed_to_be_reviewed(path: Path) -> None:
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    keys = [
        (row.split(",")[0], STATUSES.index(row.split(",")[2])) for row in rows if '"' not in row
    ]
    assert keys == sorted(keys)
    assert all(row.endswith(",,") and not row.endswith(",,,") for row in rows)


def test_every_page_has_a_review_date_and_sources() -> None:
    for path in sorted((ROOT / "source").glob("*.md")):
        front_matter = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        assert {"title", "description", "last_reviewed", "sources"} <= set(front_matter), path.name
