"""Translations out to agencies and back, in XLIFF 1.2, XLIFF 2.0 and CSV, without loss."""

from __future__ import annotations

import csv
import shutil
import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import OVERDOSE, SPANISH_TERMS, translate, write_project

from pipeline.catalogs.read import read
from pipeline.cli import main
from pipeline.errors import ExchangeError
from pipeline.interchange.codes import numbered, read_text, split_codes, write_text
from pipeline.interchange.export import FORMATS
from pipeline.interchange.receive import read_documents
from pipeline.interchange.safe_xml import parse_xml
from pipeline.interchange.sheet import read_sheet
from pipeline.interchange.units import (
    NEEDS_REVIEW,
    NEW,
    TRANSLATED,
    UNSAID,
    Document,
    Unit,
)
from pipeline.interchange.xliff1 import read_xliff1
from pipeline.interchange.xliff2 import read_xliff2
from pipeline.model import Location

ROOT = Path(__file__).parent.parent
PO = "locales/es/LC_MESSAGES/overdose.po"
LEAFLET = OVERDOSE.replace("Call 911 right away.", "**Call** 911 [right away](index.md). Stay.")
SOURCE = "**Call** 911 [right away](index.md). Stay. Give naloxone."
GOOD = "**Llame** al 911 [de inmediato](index.md). Dé naloxona."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    config = write_project(root, source__overdose_md=LEAFLET, locales__es__terms_csv=SPANISH_TERMS)
    for command in (["extract"], ["init", "es"]):
        assert main([*command, "-f", str(config)]) == 0
    translate(root / PO, {SOURCE: GOOD, "Signs": "Señales", "Slow breathing": "Respira lento"})
    text = (root / PO).read_text(encoding="utf-8")
    text = text.replace('msgid "Slow', '#, fuzzy\n#| msgid "Slower"\nmsgid "Slow')
    text = text.replace("#. heading of level 2", "# by Ana\n#. heading of level 2")
    (root / PO).write_text("# Ana\n" + text, encoding="utf-8")
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "project")
    return tmp_path / "project"


def leaflets(project: Path, *arguments: str) -> int:
    return main([*arguments, "-f", str(project / "mkdocs.yml")])


def export(project: Path, format: str, *more: str) -> Path:
    folder = project.parent / format
    code = leaflets(project, "export", "es", *more, "--format", format, "-o", str(folder))
    assert code == 0
    return folder / "es" / f"overdose{FORMATS[format][0]}"


def po(project: Path) -> str:
    return (project / PO).read_text(encoding="utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_what_comes_back_unchanged_changes_no_byte(project: Path, format: str) -> None:
    before = po(project)
    file = export(project, format)
    assert leaflets(project, "receive", str(file)) == 0
    assert po(project) == before


@pytest.mark.parametrize("format", FORMATS)
def test_the_repositorys_catalogs_survive(tmp_path: Path, format: str) -> None:
    for name in ("mkdocs.yml", "source", "locales"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.po")}
    for locale in ("ar", "ko"):
        out = str(tmp_path / "out")
        assert leaflets(tmp_path, "export", locale, "--format", format, "-o", out) == 0
    files = sorted(map(str, (tmp_path / "out").rglob("*.*")))
    assert len(files) == 14
    assert leaflets(tmp_path, "receive", *files) == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.po")} == before


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_that_a_catalog_says_is_lost(project: Path, format: str) -> None:
    (document,) = read_documents(export(project, format), "x")
    assert (document.domain, document.source_tag, document.target_tag) == ("overdose", "en", "es")
    entries = [entry for entry in read(project / PO, PO).entries if not entry.obsolete]
    assert len(entries) == len(document.units)
    for entry, unit in zip(entries, document.units, strict=True):
        assert (unit.source, unit.target) == (entry.message.msgid, entry.msgstr)
        assert unit.notes == entry.message.comments
        assert unit.translator_notes == entry.translator_comments
        assert unit.state == (NEEDS_REVIEW if entry.fuzzy else TRANSLATED if entry.msgstr else NEW)
        assert unit.previous == (entry.previous[1] if entry.previous else "")
    assert any("Keep: 911; naloxone → naloxona" in unit.notes for unit in document.units)
    assert sum(unit.state == NEEDS_REVIEW for unit in document.units) == 1


def edit_xliff(file: Path, source: str, target: str, state: str = "translated") -> None:
    """Fill in a target as a translation tool does, with translate-toolkit."""
    from translate.storage import xliff, xliff2

    content = file.read_bytes()
    kind = xliff2.Xliff2File if b'version="2.0"' in content else xliff.xlifffile
    store = kind.parsestring(content)
    (unit,) = (unit for unit in store.units if unit.source == source)
    unit.target = target
    if state == "translated":
        unit.marktranslated()
    file.write_bytes(bytes(store))


def edit_csv(file: Path, source: str, target: str, state: str = "new") -> None:
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    for row in rows:
        if row["source"] == source:
            row.update(target=target, state=state)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


EDITS: dict[str, Callable[[Path, str, str], None]] = {
    "xliff": edit_xliff,
    "xliff2": edit_xliff,
    "csv": edit_csv,
}


@pytest.mark.parametrize("format", FORMATS)
def test_what_an_agency_fills_in_is_taken_and_nothing_else_changes(
    project: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    before = po(project)
    file = export(project, format)
    EDITS[format](file, "Small pupils", "Pupilas pequeñas")
    assert leaflets(project, "receive", str(file), "--dry-run") == 0
    assert po(project) == before
    capsys.readouterr()
    assert leaflets(project, "receive", str(file)) == 0
    assert capsys.readouterr().out == f"{PO}: 1 taken, 8 unchanged, 0 left out\n"
    expected = before.replace(
        'msgid "Small pupils"\nmsgstr ""', 'msgid "Small pupils"\nmsgstr "Pupilas pequeñas"'
    )
    assert po(project) == expected
    assert leaflets(project, "receive", str(file)) == 0
    assert po(project) == expected


@pytest.mark.parametrize("format", FORMATS)
def test_what_changed_here_in_the_meantime_stays(
    project: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    file = export(project, format)
    translate(project / PO, {"Signs": "Síntomas"})
    before = po(project)
    EDITS[format](file, "Signs", "Signos")
    assert leaflets(project, "receive", str(file)) == 1
    shown = capsys.readouterr().err
    assert "“Signs”: changed here in the meantime: “Síntomas” stays, “Signos” was sent" in shown
    assert f"left out: {PO}:" in shown
    assert po(project) == before
    assert leaflets(project, "receive", str(file), "--overwrite") == 0
    assert po(project) == before.replace("Síntomas", "Signos")


@pytest.mark.parametrize("format", FORMATS)
def test_a_translation_that_breaks_a_fact_is_told_at_once(
    project: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    file = export(project, format)
    EDITS[format](file, "Call 911", "Llame al 991")
    assert leaflets(project, "receive", str(file)) == 1
    assert "The number 911 became 991. [phone-changed]" in capsys.readouterr().out


def test_unfinished_leaves_out_what_is_translated(project: Path) -> None:
    (document,) = read_documents(export(project, "xliff2", "overdose", "--unfinished"), "x")
    assert len(document.units) == 7
    assert {unit.state for unit in document.units} == {NEW, NEEDS_REVIEW}


def test_messages_with_plural_forms_are_left_out_and_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = po(project).count("\n")
    with (project / PO).open("a", encoding="utf-8") as file:
        file.write('\nmsgid "a day"\nmsgid_plural "days"\nmsgstr[0] "un día"\nmsgstr[1] "días"\n')
    (document,) = read_documents(export(project, "csv", "overdose"), "x.csv")
    assert "a day" not in {unit.source for unit in document.units}
    told = f"{PO}:{lines + 2}: left out, because of plural forms: “a day”"
    assert told in capsys.readouterr().err


STATES = [
    ("", "", UNSAID),
    (' approved="yes"', "", TRANSLATED),
    (' approved="no"', "", UNSAID),
    (' approved="yes"', ' state="final"', TRANSLATED),
    (' approved="no"', ' state="translated"', TRANSLATED),
    (' approved="yes"', ' state="needs-review-translation"', NEEDS_REVIEW),
]


@pytest.mark.parametrize(("approved", "state", "expected"), STATES)
def test_what_is_approved_counts_as_translated_unless_its_state_says_otherwise(
    approved: str, state: str, expected: str
) -> None:
    body = unit(f"<target{state}>Pupilas</target>").replace(" id=", f"{approved} id=")
    (document,) = read_xliff1(etree.fromstring(xliff(body)))
    assert document.units[0].state == expected


def test_a_file_that_is_there_is_not_overwritten(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(project, "csv")
    file.write_text("the work of an agency", encoding="utf-8")
    out = str(file.parent.parent)
    assert leaflets(project, "export", "es", "--format", "csv", "-o", out) == 2
    assert "is there already, and differs" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "the work of an agency"


def test_unknown_leaflets_and_the_source_language_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leaflets(project, "export", "es", "../../etc/passwd") == 2
    assert "es has no leaflet “../../etc/passwd”; it has: index, overdose" in (
        capsys.readouterr().err
    )
    assert leaflets(project, "export", "en") == 2


def test_markdown_is_locked_in_tags(project: Path) -> None:
    first = export(project, "xliff").read_text(encoding="utf-8")
    assert '<ph id="3">[</ph>right away<ph id="4">](index.md)</ph>' in first
    second = export(project, "xliff2").read_text(encoding="utf-8")
    assert '<ph id="3" dataRef="d3" />right away<ph id="4" dataRef="d4" />' in second
    assert '<data id="d4">](index.md)</data>' in second


def xliff(body: str, original: str = "overdose", target: str = "es") -> str:
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file original="{original}" datatype="x-markdown" source-language="en" '
        f'target-language="{target}"><body>{body}</body></file></xliff>'
    )


def unit(target: str, source: str = "Small pupils", id: str = "1") -> str:
    return f'<trans-unit id="{id}"><source>{source}</source>{target}</trans-unit>'


TOOLS = [
    ("no state at all", unit("<target>Pupilas</target>"), 'msgstr "Pupilas"'),
    ("segments", unit('<target><mrk mtype="seg" mid="0">Pupi</mrk>las</target>'), '"Pupilas"'),
    ("another state", unit('<target state="needs-translation">P</target>'), '#, fuzzy\nmsgid "Sm'),
    ("a note", unit("<target>P</target><note>by Eva</note>"), "# by Eva"),
    (
        "tags by number",
        unit(
            '<target><x id="1"/>Llame<x id="2"/> al 911 <x id="3"/>ya<x id="4"/>. Quédese. '
            "Dé naloxona.</target>",
            '<x id="1"/>Call<x id="2"/> 911'.replace('<x id="1"/>', '<ph id="1">**</ph>').replace(
                '<x id="2"/>', '<ph id="2">**</ph>'
            )
            + ' <ph id="3">[</ph>right away<ph id="4">](index.md)</ph>. Stay. Give naloxone.',
            "b" * 16,
        ),
        "meantime",
    ),
]


@pytest.mark.parametrize(("_", "body", "expected"), TOOLS, ids=[case[0] for case in TOOLS])
def test_what_other_tools_write_is_understood(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    _: str,
    body: str,
    expected: str,
) -> None:
    file = project / "back.xlf"
    file.write_text(xliff(body), encoding="utf-8")
    leaflets(project, "receive", str(file))
    assert expected in po(project) + capsys.readouterr().err


LEFT = [
    ("a tag of nobody", unit('<target>P<x id="9"/></target>'), "stands for nothing that was sent"),
    ("another source", unit("<target>P</target>", "Big pupils"), "no such message any more"),
    (
        "a changed source",
        unit("<target>P</target>", "Big pupils", "{id}"),
        "its source reads “Big pupils” in the file",
    ),
    ("no source", "<trans-unit id='1'/>", "no such message"),
]


@pytest.mark.parametrize(("_", "body", "message"), LEFT, ids=[case[0] for case in LEFT])
def test_a_unit_that_cannot_be_used_is_left_out_and_told(
    project: Path, capsys: pytest.CaptureFixture[str], _: str, body: str, message: str
) -> None:
    (document,) = read_documents(export(project, "xliff"), "x")
    id = next(unit.id for unit in document.units if unit.source == "Small pupils")
    before = po(project)
    file = project / "back.xlf"
    file.write_text(xliff(body.replace("{id}", id)), encoding="utf-8")
    assert leaflets(project, "receive", str(file)) == 1
    assert message in capsys.readouterr().err
    assert po(project) == before


HOSTILE = [
    ("nothing", "", "no XML"),
    (
        "a billion laughs",
        '<!DOCTYPE xliff [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + xliff(unit("&b;")),
        "declares XML entities",
    ),
    (
        "a file of ours",
        '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + xliff(unit("&a;")),
        "declares XML entities",
    ),
    ("other XML", "<svg/>", "<svg> at the top; expected XLIFF 1.2 or 2"),
    ("a version to come", '<xliff version="3.0"/>', "<xliff> in version 3.0 at the top"),
    ("no units", xliff(""), "no translation units"),
    (
        "a path out of the tree",
        xliff(unit("<target>P</target>"), "../../../etc/cron.d/x"),
        "“../../../etc/cron.d/x” is no leaflet of es; expected one of index, overdose",
    ),
    ("a language without a folder", xliff(unit(""), target="de"), "start it with: leaflets init d"),
    ("a language that is a path", xliff(unit(""), target="../es"), "expected one of es"),
]


@pytest.mark.parametrize(("_", "text", "message"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_a_hostile_file_is_refused_in_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], _: str, text: str, message: str
) -> None:
    before = po(project)
    good, bad = export(project, "csv"), project / "bad.xlf"
    edit_csv(good, "Small pupils", "Pupilas")
    bad.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert leaflets(project, "receive", str(good), str(bad)) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert shown.count("\n") == 1
    assert po(project) == before


def test_a_cell_that_a_catalog_cannot_hold_is_left_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(project, "csv")
    edit_csv(file, "Small pupils", "Pupi\x04las")
    assert leaflets(project, "receive", str(file)) == 1
    assert "its target holds U+0004, which is no text" in capsys.readouterr().err


def test_formulas_leave_as_text_and_come_back(project: Path) -> None:
    translate(project / PO, {"Small pupils": "=HYPERLINK(A1)", "Signs": "'-1+1"})
    before = po(project)
    file = export(project, "csv")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    targets = {row["source"]: row["target"] for row in rows}
    assert targets["Small pupils"] == "'=HYPERLINK(A1)"
    assert targets["Signs"] == "''-1+1"
    leaflets(project, "receive", str(file))
    assert po(project) == before


def test_moz_l10n_reads_the_same_texts(project: Path) -> None:
    from moz.l10n.formats import Format
    from moz.l10n.resource import parse_resource

    file = export(project, "xliff")
    resource = parse_resource(Format.xliff, file.read_bytes())
    ids = [entry.id[0] for section in resource.sections for entry in section.entries]
    (document,) = read_documents(file, "x")
    assert ids == [unit.id for unit in document.units]


@pytest.mark.parametrize("format", ["xliff", "xliff2"])
def test_translate_toolkit_reads_the_same_texts_and_states(project: Path, format: str) -> None:
    from translate.storage import xliff, xliff2

    file = export(project, format)
    (document,) = read_documents(file, "x")
    kind = xliff2.Xliff2File if format == "xliff2" else xliff.xlifffile
    store = kind.parsestring(file.read_bytes())
    assert [unit.source for unit in store.units] == [
        "".join(piece for piece, code in split_codes(unit.source) if not code)
        if format == "xliff2"
        else unit.source
        for unit in document.units
    ]
    pairs = list(zip(store.units, document.units, strict=True))
    assert all(own.isfuzzy() is (unit.state == NEEDS_REVIEW) for own, unit in pairs if unit.target)


MARKS = (
    "**",
    "*",
    "_",
    "`",
    "[",
    "](a.md)",
    "](b(c).md)",
    "<b>",
    "</b>",
    "{name}",
    "[^1]",
    "<",
    "&",
)
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff")
TEXT = st.lists(
    st.sampled_from((*MARKS, " ", "\n", "\t", "=", "'", ";", '"', "٩١١")) | LETTERS, max_size=12
).map("".join)
WORDS = TEXT.filter(lambda text: bool(text.strip()))
NOTE = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=9)


@given(TEXT)
def test_codes_and_text_put_together_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in split_codes(text)) == text


@given(TEXT, TEXT)
def test_codes_survive_as_tags(source: str, target: str) -> None:
    import xml.etree.ElementTree as etree

    codes, own = numbered((source, target))
    data = {f"d{number}": code for number, code in (codes | own).items()}
    for native in (True, False):
        element = etree.Element("target")
        write_text(element, target, own, native=native)
        assert read_text(element, {}, data) == target
        assert len(set(own)) == sum(is_code for _, is_code in split_codes(target))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    units = []
    for number in range(draw(st.integers(1, 3))):
        target = draw(WORDS | st.just(""))
        state = draw(st.sampled_from((NEEDS_REVIEW, TRANSLATED))) if target else NEW
        units.append(
            Unit(
                f"{number:016x}.00000000",
                draw(WORDS),
                target,
                state,
                draw(st.none() | NOTE),
                tuple(draw(st.lists(NOTE, max_size=2))),
                tuple(draw(st.lists(NOTE, max_size=2))),
                draw(WORDS | st.just("")),
                (Location("source/a b.md", 3),),
            )
        )
    return Document("a/b", "en", "zh-Hans", tuple(units))


READERS: dict[str, Callable[[bytes], list[Document]]] = {
    "xliff": lambda content: list(read_xliff1(parse_xml(content, "x"))),
    "xliff2": lambda content: list(read_xliff2(parse_xml(content, "x"))),
    "csv": lambda content: list(read_sheet(content, "x")),
}


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60, deadline=None)
@given(document=documents())
def test_any_document_survives(format: str, document: Document) -> None:
    from dataclasses import replace

    content = FORMATS[format][1](document, "x")
    found = READERS[format](content)
    if format == "csv":  # places are for people, and stay behind
        bare = [replace(unit, locations=()) for unit in document.units]
        document = replace(document, units=tuple(bare))
    assert found == [document]


def test_a_file_that_is_far_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.interchange.receive.read_bytes", _small)
    file = tmp_path / "large.xlf"
    file.write_text(xliff(""), encoding="utf-8")
    with pytest.raises(ExchangeError, match="bytes; expected at most 10"):
        read_documents(file, "large.xlf")


def _small(path: Path, shown: str) -> bytes:
    from pipeline.interchange.safe_xml import read_bytes

    return read_bytes(path, shown, largest=10)
