"""Waivers let a finding stand for a while; source checks look at the English and at the terms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from projects import OVERDOSE, SPANISH_TERMS, TERMS, translate, write_project

from pipeline.cli import main

CATALOG = "locales/es/LC_MESSAGES/overdose.po"
WAIVERS = "locales/es/waivers.csv"
COLUMNS = "check,message,reason,by,expires\n"
WRONG = {"Call 911 right away. Give naloxone.": "Llame al 112 ya. Administre naloxona."}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 2026-09-21
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS)
    assert main(["init", "es"]) == 0
    translate(tmp_path / CATALOG, WRONG)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    capsys.readouterr()
    status = main(["check", *arguments, "--format", "json"])
    return status, json.loads(capsys.readouterr().out)["findings"]


def waive(folder: Path, expires: str, message: str) -> None:
    row = f'phone-changed,{message},"a test, no leaflet",Ana Ruiz,{expires}\n'
    (folder / WAIVERS).write_text(COLUMNS + row, encoding="utf-8")


def built(folder: Path) -> str:
    assert main(["build", "es", "-q", "-j", "1"]) == 0
    return (folder / "site/es/overdose/index.html").read_text(encoding="utf-8")


def test_a_waived_error_is_told_and_lets_the_message_through(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, (finding,) = check(capsys, "es")
    assert (status, finding["check"], finding["severity"]) == (1, "phone-changed", "error")
    assert "Llame al" not in built(folder)
    waive(folder, "2026-09-21", finding["hash"])
    status, (finding,) = check(capsys, "es")
    assert (status, finding["severity"], finding["waived"]) == (0, "info", "a test, no leaflet")
    assert "Llame al" in built(folder)


def test_a_waiver_that_has_ended_waives_nothing_and_is_a_finding(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (finding,) = check(capsys, "es")
    waive(folder, "2026-09-20", finding["hash"])
    status, findings = check(capsys, "es")
    assert status == 1
    assert [(f["check"], f["severity"]) for f in findings] == [
        ("phone-changed", "error"),
        ("waiver-expired", "warning"),
    ]
    assert (findings[1]["path"], findings[1]["line"]) == (WAIVERS, 2)


def test_a_change_of_the_translation_ends_its_waiver(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (finding,) = check(capsys, "es")
    waive(folder, "2027-01-01", finding["hash"])
    translate(folder / CATALOG, {next(iter(WRONG)): "Llame al 112 ahora. Administre naloxona."})
    status, findings = check(capsys, "es")
    assert status == 1
    assert [f["check"] for f in findings] == ["phone-changed", "waiver-stale"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("phone-changed,0123456789abcdef,,Ana Ruiz,2027-01-01", "2: no reason;"),
        ("phone-changed,0123456789abcdef,why,Ana Ruiz,soon", "2: expires “soon”; expected 2027-"),
        ("phone-changed,0123456789abcdef,why", "2: expected 5 fields, as in line 1"),
    ],
)
def test_a_row_that_says_too_little(
    folder: Path, row: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / WAIVERS).write_text(f"{COLUMNS}{row}\n", encoding="utf-8")
    assert main(["check", "es"]) == 2
    assert f"{WAIVERS}:{expected}" in capsys.readouterr().err


def test_settings_change_what_a_finding_weighs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    for severity, status, shown in (
        ("warning", 0, ["warning"]),
        ("off", 0, []),
        ("error", 1, ["error"]),
    ):
        changed = text.replace(
            "- leaflets", f"- leaflets: {{checks: {{phone-changed: {severity}}}}}"
        )
        settings.write_text(changed, encoding="utf-8")
        found = check(capsys, "es")
        assert (found[0], [f["severity"] for f in found[1]]) == (status, shown)


SOURCES = [
    ("Take 1.0 mg.", [("trailing-zero", "1 ")]),
    ("Take 10.00 mL of 0.5 mg.", [("trailing-zero", "10")]),
    ("Take .5 mg.", [("missing-leading-zero", "0.5")]),
    ("Take 50 µg and 5 μg.", [("microgram-sign", "mcg"), ("microgram-sign", "mcg")]),
    ("Call 1-800-555-0100.", [("number-unlisted", "")]),
    ("Version 1.0 of 2.5 mg in room 1.0.", []),
    ("Take 100 mg at 10.30 on 2026-11-23 or call 911.", []),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES, ids=[text for text, _ in SOURCES])
def test_the_english_is_checked_too(
    folder: Path, text: str, expected: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "source/overdose.md").write_text(f"{OVERDOSE}\n{text}\n", encoding="utf-8")
    _, findings = check(capsys, "en")
    assert [(f["check"], f["path"], f["line"]) for f in findings] == [
        (name, "source/overdose.md", 23) for name, _ in expected
    ]
    for finding, (_, form) in zip(findings, expected, strict=True):
        assert "".join(finding["expected"]).startswith(form.strip())


def test_the_term_base_is_checked_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "911,number,9-1-1,preferred,the same\nnarcan,brand,Naloxone,preferred,not a brand\n"
    (folder / "source/terms.csv").write_text(TERMS + rows, encoding="utf-8")
    status, findings = check(capsys, "en")
    assert status == 1
    assert {(f["check"], f["path"], f["line"]) for f in findings} == {
        ("term-preferred-twice", "source/terms.csv", 7),
        ("term-shared", "source/terms.csv", 8),
    }
