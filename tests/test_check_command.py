"""`leaflets check` of single files, and what it leaves where GitHub Actions looks."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as etree

import pytest
from projects import SPANISH_TERMS, translate, write_project

from pipeline.cli import main

OVERDOSE = "locales/es/LC_MESSAGES/overdose.po"
INDEX = "locales/es/LC_MESSAGES/index.po"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose Spanish overdose leaflet names another number; its index is right."""
    root = tmp_path_factory.mktemp("project")
    settings = write_project(root, locales__es__terms_csv=SPANISH_TERMS)
    for command in (["extract"], ["init", "es", "fr"], ["update"]):
        assert main([*command, "-f", str(settings)]) == 0
    translate(root / OVERDOSE, {"Call 911 right away. Give naloxone.": "Llame al 112. Dé naloxona"})
    return root


@pytest.fixture(autouse=True)
def in_the_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.mark.parametrize(
    ("files", "status", "paths"),
    [
        ([OVERDOSE], 1, {OVERDOSE}),
        ([f"./{OVERDOSE}"], 1, {OVERDOSE}),
        ([INDEX], 0, set()),
        ([INDEX, OVERDOSE], 1, {OVERDOSE}),
        ([INDEX, "es"], 1, {OVERDOSE}),
        (["es", INDEX], 1, {OVERDOSE}),
        (["locales/es/terms.csv"], 1, {OVERDOSE}),
        (["locales/fr/LC_MESSAGES/overdose.po"], 0, set()),
    ],
)
def test_a_file_limits_the_findings(
    files: list[str], status: int, paths: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *files, "--format", "json"]) == status
    report = json.loads(capsys.readouterr().out)
    errors = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert {finding["path"] for finding in errors} == paths
    assert report["summary"]["errors"] == len(errors)


def test_the_figures_are_those_of_the_catalog(capsys: pytest.CaptureFixture[str]) -> None:
    counts = []
    for files in ([INDEX], [OVERDOSE], [INDEX, OVERDOSE]):
        main(["check", *files, "--format", "json"])
        counts.append(json.loads(capsys.readouterr().out)["summary"]["messages"])
    assert 0 < counts[0] < counts[2]
    assert counts[0] + counts[1] == counts[2]


def test_a_file_is_found_from_another_folder(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = str(root / "mkdocs.yml")
    assert main(["check", str(root / OVERDOSE), "-f", settings]) == 1
    assert capsys.readouterr().out.startswith(f"{OVERDOSE}:")


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("locales/es/LC_MESSAGES/none.po", "there is no such file"),
        ("source/overdose.md", "no file of a locale; expected locales/LOCALE/"),
        ("locales/templates/overdose.pot", "no file of a locale; expected locales/LOCALE/"),
        ("../../etc/passwd", "no file of a locale; expected locales/LOCALE/"),
        ("overdose.po", "no file of a locale; expected locales/LOCALE/"),
    ],
)
def test_another_file_is_refused(
    file: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", file]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"{file}: {message}")
    assert told.count("\n") == 1


def test_the_job_summary_is_added_to_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["check", "es", "--format", "github"]) == 1
    assert f"::error file={OVERDOSE},line=" in capsys.readouterr().out
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n## Leaflets\n")
    assert "| error |" in text
    assert main(["check", "es"]) == 1
    assert summary.read_text(encoding="utf-8") == text


def test_junit_passes_clean_catalogs_and_fails_the_message(tmp_path: Path) -> None:
    report = tmp_path / "findings.xml"
    assert main(["check", "--format", "junit", "-o", str(report)]) == 1
    cases = etree.parse(report).findall("testsuite/testcase")
    failed = {case.get("file") for case in cases if case.find("failure") is not None}
    assert failed == {OVERDOSE}
    assert INDEX in {case.get("file") for case in cases if case.find("failure") is None}


def test_sarif_names_the_line_of_the_catalog(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", OVERDOSE, "--format", "sarif"]) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    errors = [result for result in run["results"] if result["level"] == "error"]
    lines = (root / OVERDOSE).read_text(encoding="utf-8").splitlines()
    for result in errors:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == OVERDOSE
        assert "Llame al 112" in lines[place["region"]["startLine"] - 1]
    assert errors
