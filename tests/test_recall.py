"""Recall: what must go is found in every form, and blocked in every language until replaced."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from projects import OVERDOSE, SPANISH_TERMS, TERMS, translate, write_project

from pipeline.checks.pair import Pair
from pipeline.checks.registry import all_checks
from pipeline.cli import main
from pipeline.facts.phones.same import reached
from pipeline.locales import find_locale
from pipeline.terms import Concept, Glossary, Term, TermBase

SOURCE = "source/overdose.md"
BASE = "source/terms.csv"
ES = "locales/es/LC_MESSAGES/overdose.po"
RU = "locales/ru/LC_MESSAGES/overdose.po"
CALL = "Call 911 right away. Give naloxone."
HELP = "To find help, call 1-800-662-4357."
EXTRA = """
<!-- i18n:skip -->
Or text [us](tel:+18006624357), 1-800-662-HELP.

Naloxone's effect ends. The line (800) 555-0100 is new.
"""
RUSSIAN_TERMS = (
    SPANISH_TERMS.replace("naloxona", "налоксон").replace("naltrexona", "налтрексон")
    + "naloxone,наркан,deprecated,,,\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project in English, Spanish, Arabic and Russian; tests work on copies."""
    root = tmp_path_factory.mktemp("recall")
    arabic = SPANISH_TERMS.replace("naloxona", "نالوكسون").replace("naltrexona", "نالتريكسون")
    config = str(
        write_project(
            root,
            source__overdose_md=OVERDOSE + EXTRA,
            locales__es__terms_csv=SPANISH_TERMS,
            locales__ar__terms_csv=arabic,
            locales__ru__terms_csv=RUSSIAN_TERMS,
        )
    )
    assert main(["init", "es", "ar", "ru", "-f", config]) == 0
    translate(root / ES, {CALL: "Llame al 911 ya. Administre naloxona.", "Small pupils": "Pupilas"})
    translate(
        root / RU, {CALL: "Позвоните 911 сразу. Дайте налоксона.", HELP: "Тел. 1 800 6624357."}
    )
    path = root / "locales/ar/LC_MESSAGES/overdose.po"
    translate(path, {HELP: "للمساعدة اتصل بـ ١-٨٠٠-٦٦٢-٤٣٥٧."})
    assert main(["build", "-q", "-j", "1", "-f", config]) == 0
    return root


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(built, copy)
    monkeypatch.chdir(copy)
    return copy


def where(capsys: pytest.CaptureFixture[str], what: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["where", what, "--format", "json"]) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def places(report: dict[str, Any], kind: str) -> set[tuple[str, str]]:
    return {(hit["path"], hit["found"]) for hit in report["hits"] if hit["kind"] == kind}


@pytest.mark.parametrize(
    "asked", ["1-800-662-HELP", "8006624357", "+1 800 662 4357", "tel:18006624357", "٨٠٠ ٦٦٢ ٤٣٥٧"]
)
def test_a_number_is_found_however_it_is_asked_for_and_written(
    folder: Path, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    report = where(capsys, asked)
    assert report["kind"] == "number"
    leaflet = {"1-800-662-4357", "1-800-662-HELP", "tel:+18006624357"}
    assert places(report, "leaflet") == {(SOURCE, form) for form in leaflet}
    assert places(report, "catalog") == {
        (RU, "1 800 6624357"),
        ("locales/ar/LC_MESSAGES/overdose.po", "١-٨٠٠-٦٦٢-٤٣٥٧"),
    }
    pages = places(report, "page")
    assert ("site/en/overdose/index.html", "1-800-662-HELP") in pages
    assert ("site/ar/overdose/index.html", "١-٨٠٠-٦٦٢-٤٣٥٧") in pages
    assert {path for path, _ in pages} >= {
        f"site/{tag}/{name}"
        for tag in ("en", "es", "ar", "ru")
        for name in ("overdose/index.html", "search/search_index.json")
    }
    lines = folder.joinpath(SOURCE).read_text(encoding="utf-8").split("\n")
    hits = [hit for hit in report["hits"] if hit["kind"] == "leaflet"]
    assert all(hit["found"] in lines[hit["line"] - 1] for hit in hits)


@pytest.mark.parametrize("asked", ["Naloxone", "налоксоном", "Наркан", "naloxona"])
def test_a_term_is_found_in_every_language_inflected(
    folder: Path, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    report = where(capsys, asked)
    assert (report["kind"], report["values"]) == ("term", ["naloxone"])
    assert places(report, "catalog") == {(ES, "naloxona"), (RU, "налоксона")}
    assert (SOURCE, "Naloxone") in {
        (p, found.split("'")[0]) for p, found in places(report, "leaflet")
    }
    assert ("locales/ru/terms.csv", "наркан") in places(report, "terms")
    assert ("site/ru/overdose/index.html", "налоксона") in places(report, "page")
    assert ("site/es/overdose/index.html", "naloxona") in places(report, "page")


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("small  PUPILS", "message"), ("PÚPILAS", "catalog"), ("pupilas", "page")],
)
def test_any_other_text_is_found_whatever_its_case_accents_and_spaces(
    folder: Path, capsys: pytest.CaptureFixture[str], asked: str, kind: str
) -> None:
    report = where(capsys, asked)
    assert report["kind"] == "text"
    assert report["summary"][kind] >= 1


def test_what_is_nowhere_is_no_fault_and_what_is_nothing_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["where", "zolpidem"]) == 0
    assert capsys.readouterr().out == "The text “zolpidem” is nowhere.\n"
    shutil.rmtree(folder / "site")
    assert main(["where", "1-900-555-0199"]) == 0
    assert "is nowhere. No site is built." in capsys.readouterr().out
    for arguments in (["where", " "], ["where", "911", "--site", "none"]):
        assert main(arguments) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_the_text_report_names_file_and_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["where", "911"]) == 0
    out = capsys.readouterr().out
    line = folder.joinpath(SOURCE).read_text(encoding="utf-8").split(CALL)[0].count("\n") + 1
    assert out.startswith("Leaflets\n")
    assert f"\n  {SOURCE}:{line}: {CALL}\n" in out
    assert out.count("  site/es/overdose/index.html:") == 1


def findings(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    main(["check", "--format", "json"])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["findings"]
    return [each for each in found if each["severity"] == "error"]


def verified(capsys: pytest.CaptureFixture[str]) -> set[str]:
    capsys.readouterr()
    main(["verify", "--format", "json"])
    return {each["check"] for each in json.loads(capsys.readouterr().out)["findings"]}


def test_a_withdrawn_number_blocks_what_holds_it_until_it_is_replaced(
    folder: Path, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert findings(capsys) == []
    old = (folder / BASE).read_bytes()
    command = ["withdraw", "911", "--reason", "wrong, here", "--replace", "112"]
    assert main([*command, "--dry-run"]) == 0
    assert (folder / BASE).read_bytes() == old
    assert main(command) == 0
    row = '911,number,911,deprecated,"emergency; withdrawn: wrong, here; use 112"\n'
    added = f"{row}911,number,112,preferred,\n"
    expected = old.decode().replace("911,number,911,preferred,emergency\n", added)
    assert (folder / BASE).read_text(encoding="utf-8") == expected
    assert main(command) == 0
    assert "nothing to do" in capsys.readouterr().err
    assert (folder / BASE).read_text(encoding="utf-8") == expected

    found = findings(capsys)
    assert {each["check"] for each in found} == {"number-withdrawn"}
    assert {each["path"] for each in found} == {SOURCE, ES, RU}
    assert all("wrong, here; use 112" in each["message"] for each in found)
    assert main(["check", "en"]) == 1
    assert main(["build", "-q", "-j", "1", "--strict"]) == 1
    assert main(["build", "-j", "1"]) == 0
    page = (folder / "site/es/overdose/index.html").read_text(encoding="utf-8")
    assert "Llame al" not in page
    for path in folder.joinpath("site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "tel:911" not in html, path
    assert 'class="leaflet-emergency" href="tel:112"' in page
    assert "page-unpublished" not in verified(capsys)
    shutil.rmtree(folder / "site")
    shutil.copytree(built / "site", folder / "site")  # as it was before
    assert "page-unpublished" in verified(capsys)

    new = CALL.replace("911", "112")
    text = (folder / SOURCE).read_text(encoding="utf-8")
    (folder / SOURCE).write_text(text.replace("911", "112"), encoding="utf-8")
    assert main(["extract"]) == main(["update"]) == 0
    catalog = (folder / ES).read_text(encoding="utf-8")
    assert new in catalog
    assert findings(capsys) == []


def test_a_translation_without_the_number_is_blocked_with_its_source() -> None:
    """The English still sends to it; nothing is shown in its name."""
    gone = (Term("911", "911", "deprecated", 2, "withdrawn: a test"),)
    base = TermBase("source/terms.csv", {"911": Concept("911", "number", gone)})
    source = Glossary(find_locale("en"), base, {"911": gone}, base.path, "US")
    target = Glossary(find_locale("es"), base, {}, "locales/es/terms.csv", "US")
    check = all_checks()["number-withdrawn"]
    assert check.find is not None
    (problem,) = check.find(Pair("Call 911.", "Llame.", source, target))
    assert problem.message == "The number 911 is withdrawn: a test."
    assert problem.source_span == (5, 8)
    (problem,) = check.find(Pair("Call 988.", "Llame al ٩١١.", source, target))
    assert problem.target_span == (9, 12)
    assert not list(check.find(Pair("Call 988.", "Llame al 988.", source, target)))


def test_an_unlisted_number_is_listed_as_withdrawn_and_found_in_every_writing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["withdraw", "1-800-555-0100", "--reason", "=closed"]) == 0
    row = "1-800-555-0100,number,1-800-555-0100,deprecated,withdrawn: =closed\n"
    head, *rows = TERMS.splitlines(keepends=True)
    assert (folder / BASE).read_text(encoding="utf-8") == "".join([head, row, *rows])
    (found,) = findings(capsys)
    assert (found["check"], found["path"]) == ("number-withdrawn", SOURCE)
    assert found["found"] == ["(800) 555-0100"]


def test_a_withdrawn_number_takes_every_row_of_its_line_with_it(folder: Path) -> None:
    assert main(["withdraw", "800 662 HELP", "--reason", "closed"]) == 0
    rows = (folder / BASE).read_text(encoding="utf-8").splitlines()[1:3]
    assert [row.split(",")[3] for row in rows] == ["deprecated", "deprecated"]


def test_a_withdrawn_drug_blocks_every_form_of_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["withdraw", "NALOXONE", "--reason", "recalled", "--replace", "nalmefene"]) == 0
    table = (folder / BASE).read_text(encoding="utf-8")
    assert "naloxone,drug,naloxone,deprecated,ends an overdose; withdrawn: recalled" in table
    assert "\nnalmefene,drug,nalmefene,preferred,\n" in table
    found = findings(capsys)
    assert {each["check"] for each in found} == {"term-withdrawn"}
    assert {each["path"] for each in found} == {SOURCE, ES, RU}
    assert {"naloxona", "налоксона", "naloxone"} <= {f for each in found for f in each["found"]}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["zolpidem", "--reason", "x"], "no number and not listed"),
        (["911", "--reason", " "], "--reason"),
        (["911", "--reason", "x", "--replace", "naloxone"], "expected a phone number"),
        (["naloxone", "--reason", "x", "--replace", "112"], "expected a term"),
        (["911", "--reason", "x", "--replace", "٩١١"], "expected another one"),
        (["naloxone", "--reason", "x", "--replace", "Naloxone"], "expected another one"),
    ],
)
def test_what_cannot_be_withdrawn_is_one_line_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    capsys.readouterr()
    assert main(["withdraw", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert words in error
    assert (folder / BASE).read_text(encoding="utf-8") == TERMS


def test_what_is_withdrawn_replaces_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["withdraw", "911", "--reason", "x"]) == 0
    assert main(["withdraw", "988", "--reason", "x", "--replace", "911"]) == 2
    assert "not withdrawn itself" in capsys.readouterr().err


def test_rows_and_columns_of_others_stay_byte_for_byte(folder: Path) -> None:
    table = (
        "\ufeffconcept,kind,term,status,note,owner\r\n"
        '"911","number","911",preferred,"a ""note""",Ana\r\n'
        'naloxone,drug,"naloxone",preferred,"two\r\nlines",Bo\r\n'
        "naltrexone,drug,naltrexone,preferred,,"
    )
    (folder / BASE).write_bytes(table.encode())
    assert main(["withdraw", "988", "--reason", "closed"]) == 0
    rows = (folder / BASE).read_bytes().decode()
    assert rows == table.replace(
        "Ana\r\n", "Ana\r\n988,number,988,deprecated,withdrawn: closed,\r\n"
    )
    assert main(["withdraw", "911", "--reason", "closed"]) == 0
    changed = '911,number,911,deprecated,"a ""note""; withdrawn: closed",Ana\r\n'
    old = '"911","number","911",preferred,"a ""note""",Ana\r\n'
    assert (folder / BASE).read_bytes().decode() == rows.replace(old, changed)


def test_a_deprecated_way_to_write_a_number_is_not_a_withdrawn_number(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / BASE).write_text(TERMS.replace("admitted", "deprecated"), encoding="utf-8")
    assert findings(capsys) == []


@pytest.mark.parametrize(
    ("one", "other", "region", "same"),
    [
        ("18006624357", "8006624357", "US", True),
        ("911", "1911", "US", False),
        ("8006624357", "8006624358", "US", False),
        ("0142681234", "33142681234", "FR", True),
        ("988", "988", "", True),
    ],
)
def test_the_same_telephone(one: str, other: str, region: str, same: bool) -> None:
    assert (reached(one, region) == reached(other, region)) is same
