"""`leaflets terms`: the term base listed, checked, and out and in as TBX and CSV without loss."""

from __future__ import annotations

import csv
import re
import shutil
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import SPANISH_TERMS, TERMS, write_project

from pipeline.cli import main
from pipeline.errors import ExchangeError
from pipeline.interchange.formulas import STARTS, escape_cell, unescape_cell
from pipeline.interchange.safe_xml import local_name, parse_xml
from pipeline.interchange.tbx_read import read_tbx
from pipeline.interchange.tbx_write import concept_of, tbx, xml_id
from pipeline.interchange.term_rows import TermRow

ROOT = Path(__file__).parent.parent
ES = "locales/es/terms.csv"

LOCAL = """\
concept,term,status,source,reviewed_by,reviewed_on,region
naloxone,naloxona,preferred,INN,Ana,2026-01-02,"all, of them"
naloxone,Narcan nasal,admitted,,,,
naltrexone,,preferred,,,,
"""

STRUCTURE = {
    "tbx": "tbxHeader text",
    "tbxHeader": "fileDesc",
    "fileDesc": "titleStmt sourceDesc",
    "titleStmt": "title",
    "sourceDesc": "p",
    "text": "body",
    "body": "(conceptEntry ?)+",
    "conceptEntry": "descrip( langSec)+",
    "langSec": "termSec( termSec)*",
    "termSec": "term termNote( admin)?( note)*",
}
"""What may stand in what: TBX-Basic's part of the core structure of ISO 30042:2019, clause 9."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, locales__es__terms_csv=LOCAL).parent


def terms(project: Path, *arguments: str) -> int:
    return main(["terms", *arguments, "-f", str(project / "mkdocs.yml")])


def table(project: Path) -> str:
    return (project / ES).read_text(encoding="utf-8")


def entry(forms: str, concept: str = "concept-naloxone", lang: str = "es", kind: str = "") -> str:
    field = f'<descrip type="subjectField">{kind}</descrip>' if kind else ""
    return (
        '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">'
        f'<text><body><conceptEntry id="{concept}">{field}<langSec xml:lang="{lang}">{forms}'
        "</langSec></conceptEntry></body></text></tbx>"
    )


def form(term: str, status: str = "") -> str:
    note = f'<termNote type="administrativeStatus">{status}</termNote>' if status else ""
    return f"<termSec><term>{term}</term>{note}</termSec>"


def test_list_shows_each_form_and_each_gap(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terms(project) == 0
    shown = capsys.readouterr().out
    assert "naloxone (drug) — ends an overdose\n  en  naloxone\n  es  naloxona; Narcan nas" in shown
    assert "(admitted)" in shown
    assert "  as in the source: es\n" in shown
    assert shown.endswith("4 concepts; without a form: 1 in es.\n")
    assert terms(project, "list", "es", "--gaps") == 0
    assert capsys.readouterr().out.splitlines()[:1] == ["naltrexone (drug)"]


def test_check_looks_at_the_tables_of_the_locales_too(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terms(project, "check") == 0
    assert "no form of naltrexone" in capsys.readouterr().err
    path = project / ES
    path.write_text(LOCAL + "naltrexone,Naloxona,preferred,,,,\n", encoding="utf-8")
    assert terms(project, "check") == 1
    shown = capsys.readouterr().out
    assert f"{ES}:5: error: “Naloxona” stands for “naloxone” (line 2)" in shown
    assert shown.endswith("1 error, 0 warnings.\n")


@pytest.mark.parametrize("format", ["tbx", "csv"])
def test_a_file_taken_back_changes_no_byte(project: Path, tmp_path: Path, format: str) -> None:
    file = tmp_path / f"terms.{format}"
    assert terms(project, "export", "--format", format, "-o", str(file)) == 0
    assert terms(project, "import", str(file)) == 0
    assert table(project) == LOCAL
    assert (project / "source/terms.csv").read_text(encoding="utf-8") == TERMS


@pytest.mark.parametrize("format", ["tbx", "csv"])
def test_every_form_and_column_survives_on_the_way_to_an_empty_locale(
    project: Path, tmp_path: Path, format: str
) -> None:
    file = tmp_path / f"terms.{format}"
    assert terms(project, "export", "--format", format, "-o", str(file)) == 0
    head = LOCAL.splitlines(keepends=True)[0]
    (project / ES).write_text(head, encoding="utf-8")
    assert terms(project, "import", str(file)) == 0
    kept = [row for row in csv.DictReader(LOCAL.splitlines()) if row["term"]]
    found = list(csv.DictReader(table(project).splitlines()))
    for row in kept:
        row["source"] = row["source"] or file.name
    assert found == kept


def test_the_repositorys_term_base_survives(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "source", "locales"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    before = {path: path.read_bytes() for path in tmp_path.rglob("terms.csv")}
    for format in ("tbx", "csv"):
        file = tmp_path / f"all.{format}"
        assert terms(tmp_path, "export", "--format", format, "-o", str(file)) == 0
        assert terms(tmp_path, "import", str(file)) == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("terms.csv")} == before


def test_tbx_has_the_structure_of_the_standard(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "terms.tbx"
    assert terms(project, "export", "-o", str(file)) == 0
    root = etree.parse(file).getroot()
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids) == 4
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", id or "") for id in ids)  # xs:ID
    for element in root.iter():
        names = " ".join(local_name(child) for child in element)
        assert re.fullmatch(STRUCTURE.get(local_name(element), ""), names), local_name(element)
    statuses = {e.text for e in root.iter() if e.get("type") == "administrativeStatus"}
    assert statuses == {"preferredTerm-admn-sts", "admittedTerm-admn-sts"}


CASES = [
    ("a new form", form("naloxón"), "naloxone: “naloxón” added (admitted)", ""),
    (
        "another status ends a review",
        form("naloxona", "admittedTerm-admn-sts"),
        "preferred → admitted (Ana reviewed it on 2026-01-02: have it reviewed again)",
        "",
    ),
    (
        "a second preferred form",
        form("naloxón", "preferredTerm-admn-sts"),
        "added (preferred)",
        "“naloxón” added as admitted: “naloxona” is preferred",
    ),
    ("the form of another drug", form("naltrexone"), "", "is a form of “naltrexone”"),
    ("a formula", form("=cmd|' /C calc'!A0"), "", "begins like a formula"),
    ("an invisible letter", form("nalo\u200bxón"), "", "holds U+200B, which cannot be seen"),
    (
        "a status of its own",
        form("naloxón", "secretTerm"),
        "added (admitted)",
        "",
    ),
]


@pytest.mark.parametrize(("_", "forms", "change", "left"), CASES, ids=[case[0] for case in CASES])
def test_import_tells_each_change_and_what_it_leaves_out(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    _: str,
    forms: str,
    change: str,
    left: str,
) -> None:
    file = tmp_path / "agency.tbx"
    file.write_text(entry(forms), encoding="utf-8")
    assert terms(project, "import", str(file), "--dry-run") == int(bool(left))
    assert table(project) == LOCAL
    assert terms(project, "import", str(file)) == int(bool(left))
    captured = capsys.readouterr()
    assert change in captured.out
    assert left in captured.err
    before = LOCAL.splitlines()
    kept = [line for line in table(project).splitlines() if line in before]
    assert len(kept) >= len(before) - 1
    assert (table(project) == LOCAL) is not bool(change)
    assert terms(project, "check") == 0


def test_an_empty_row_is_filled_and_a_number_needs_a_word(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "agency.tbx"
    file.write_text(entry(form("naltrexona", "preferredTerm"), "concept-naltrexone"), "utf-8")
    assert terms(project, "import", str(file)) == 0
    assert table(project).splitlines()[3] == "naltrexone,naltrexona,preferred,agency.tbx,,,"
    file.write_text(entry(form("112", "preferredTerm"), "concept-911"), "utf-8")
    assert terms(project, "import", str(file)) == 1
    assert "“112” is a number to call instead of the source's" in capsys.readouterr().err
    assert "112" not in table(project)
    assert terms(project, "import", str(file), "--allow-numbers") == 0
    assert table(project).splitlines()[1] == "911,112,preferred,agency.tbx,,,"


def test_a_file_of_another_tool_is_understood(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
    <martif type="TBX" xml:lang="en"><text><body><termEntry id="c7">
    <langSet xml:lang="EN"><tig><term>Naloxone</term></tig></langSet>
    <langSet xml:lang="es"><ntig><termGrp><term>naloxón</term>
    <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
    </langSet><langSet xml:lang="de"><tig><term>Naloxon</term></tig></langSet>
    </termEntry></body></text></martif>"""
    tags = """<tbx type="TBX-Min" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
    xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry id="c8">
    <min:subjectField>drug</min:subjectField>
    <langSec xml:lang="en"><termSec><term>clonidine</term></termSec></langSec>
    <langSec xml:lang="es"><termSec><term>clonidina</term>
    <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
    </conceptEntry></body></text></tbx>"""
    (tmp_path / "old.tbx").write_text(old, encoding="utf-8")
    (tmp_path / "tags.tbx").write_text(tags, encoding="utf-8")
    assert terms(project, "import", str(tmp_path / "old.tbx"), str(tmp_path / "tags.tbx")) == 1
    shown = capsys.readouterr()
    assert "naloxone: “Naloxone” added" not in shown.out
    assert "naloxone: “naloxón” added (deprecated)" in shown.out
    assert "source/terms.csv: c8: “clonidine” added (admitted)" in shown.out
    assert f"{ES}: c8: “clonidina” added (preferred)" in shown.out
    assert "the forms in “de”: there is no such locale here; start it with" in shown.err
    assert terms(project, "list") == 0


HOSTILE = [
    (
        "a billion laughs",
        '<!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>',
        "declares XML entities",
    ),
    (
        "a file of ours",
        '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>',
        "declares XML entities",
    ),
    ("an entity that nobody declared", "<tbx>&nobody;</tbx>", "1: no XML: undefined entity"),
    ("no XML", "concept,term\n", "no XML"),
    ("nothing", "", "no XML"),
    ("another encoding", '<?xml version="1.0" encoding="klingon"?><tbx/>', "no XML"),
    ("other XML", "<html/>", "<html> at the top; expected TBX"),
    ("no concepts", "<tbx/>", "no concepts"),
    ("a well without bottom", "<tbx>" + "<p>" * 5000 + "</p>" * 5000 + "</tbx>", "more than 64"),
]


@pytest.mark.parametrize(("_", "text", "message"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_a_hostile_file_is_refused_in_one_line(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    _: str,
    text: str,
    message: str,
) -> None:
    file = tmp_path / "hostile.tbx"
    file.write_text(text, encoding="utf-8")
    assert terms(project, "import", str(file)) == 2
    shown = capsys.readouterr().err
    assert "hostile.tbx:" in shown
    assert message in shown
    assert shown.count("\n") == 1
    assert table(project) == LOCAL


SHEETS = [
    ("a column is missing", "concept,term\n", "1: no column kind, locale, status"),
    ("a field too many", "concept,kind,locale,term,status\na,b,c,d,e,f\n", "2: expected 5 fields"),
    ("a quote that never ends", 'concept,kind,locale,term,status\n"a', "no CSV"),
    ("no concept", "concept,kind,locale,term,status\n,drug,es,x,\n", "2: no concept"),
]


@pytest.mark.parametrize(("_", "text", "message"), SHEETS, ids=[case[0] for case in SHEETS])
def test_a_broken_sheet_is_refused_in_one_line(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    _: str,
    text: str,
    message: str,
) -> None:
    file = tmp_path / "terms.csv"
    file.write_text(text, encoding="utf-8")
    assert terms(project, "import", str(file)) == 2
    assert message in capsys.readouterr().err


def test_a_sheet_saved_by_another_spreadsheet_is_read(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    text = "concept;kind;locale;term;status\r\nnaloxone;drug;es;'-naloxón;admitted\r\n"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert terms(project, "import", str(file)) == 1  # it begins like a formula
    file.write_text(text.replace("'-", ""), encoding="utf-8")
    assert terms(project, "import", str(file)) == 0
    assert "naloxone,naloxón,admitted,terms.csv,,,\n" in table(project)


def test_other_bytes_of_a_table_stay_as_a_spreadsheet_left_them(
    project: Path, tmp_path: Path
) -> None:
    odd = LOCAL.replace("\n", "\r\n").replace("INN", '"INN"').encode("utf-8-sig").rstrip()
    (project / ES).write_bytes(odd)
    file = tmp_path / "agency.tbx"
    file.write_text(entry(form("naltrexona"), "concept-naltrexone"), encoding="utf-8")
    assert terms(project, "import", str(file)) == 0
    found = (project / ES).read_bytes()
    assert (
        found
        == odd.replace(b"naltrexone,,preferred,,", b"naltrexone,naltrexona,admitted,agency.tbx,")
        + b"\r\n"
    )


def test_without_terms_there_is_nothing_to_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = write_project(tmp_path, source__terms_csv=TERMS.splitlines()[0] + "\n").parent
    assert terms(project, "export") == 2
    assert "nothing to export" in capsys.readouterr().err
    assert terms(project, "import") == 2
    assert SPANISH_TERMS.startswith("concept")


@given(st.text(alphabet=st.sampled_from("'=+-@\t\rab＝1"), max_size=8))
def test_a_cell_is_never_a_formula_and_comes_back(text: str) -> None:
    assert escape_cell(text)[:1] not in set(STARTS)
    assert unescape_cell(escape_cell(text)) == text


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
).map(lambda text: " ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(TEXT.filter(bool), TEXT.filter(bool), min_size=1, max_size=4))
def test_any_term_survives_tbx(forms: dict[str, str]) -> None:
    rows = [TermRow(id, term, "admitted", "drug", {"source": "X"}) for id, term in forms.items()]
    content = tbx("T", dict.fromkeys(forms, "drug"), [("en", rows)])
    read = read_tbx(parse_xml(content, "x.tbx"), "x.tbx")
    assert [form for concept in read for _, form in concept.forms] == rows
    assert [concept_of(xml_id(id)) for id in forms] == list(forms)


def test_a_character_without_a_place_in_xml_is_told() -> None:
    with pytest.raises(ExchangeError, match=r"U\+0001"):
        tbx("T", {"a": "drug"}, [("en", [TermRow("a", "x\x01", "preferred")])])
