"""Catalogs survive the tools that translators use, and their edits merge back without noise."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moz.l10n.formats import Format
from moz.l10n.resource import parse_resource, serialize_resource
from projects import OVERDOSE, SETTINGS, translate, write_project
from translate.storage import pypo

from pipeline.catalogs.header import new_header
from pipeline.catalogs.read import parse, read
from pipeline.catalogs.wrap import is_wrapped
from pipeline.catalogs.write import serialize
from pipeline.cli import main
from pipeline.locales import find_locale
from pipeline.model import Catalog, Entry, Location, Message

ROOT = Path(__file__).parent.parent
CATALOGS = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))
PO = "locales/es/LC_MESSAGES/overdose.po"

Edit = tuple[str, str, bool]
"""A msgid, its new msgstr, and whether it is fuzzy then."""


def by_polib(text: str, edit: Edit | None = None) -> str:
    """What polib writes; Poedit-like scripts and many converters use it."""
    catalog = polib.pofile(text, wrapwidth=78)
    for entry in catalog if edit else ():
        if edit and entry.msgid == edit[0]:
            entry.msgstr = edit[1]
            entry.fuzzy = edit[2]
    return str(catalog)


def by_babel(text: str, edit: Edit | None = None) -> str:
    """What Babel writes."""
    catalog = read_po(io.BytesIO(text.encode()))
    for message in catalog if edit else ():
        if edit and message.id == edit[0]:
            message.string = edit[1]
            message.flags.discard("fuzzy")
            if edit[2]:
                message.flags.add("fuzzy")
    out = io.BytesIO()
    write_po(out, catalog, width=76, include_previous=True)
    return out.getvalue().decode()


def by_toolkit(text: str, edit: Edit | None = None) -> str:
    """What translate-toolkit writes, which is what Weblate stores."""
    store = pypo.pofile.parsestring(text.encode())
    for unit in store.units if edit else ():
        if edit and str(unit.source) == edit[0]:
            unit.target = edit[1]
            unit.markfuzzy(edit[2])
    return bytes(store).decode()


def by_moz(text: str, edit: Edit | None = None) -> str:
    """What moz.l10n writes, which is what Pontoon stores."""
    resource = parse_resource(Format.gettext, text)
    for section in resource.sections if edit else ():
        for entry in section.entries:
            if edit and getattr(entry, "id", ("",))[0] == edit[0]:
                entry.value.pattern[:] = [edit[1]]  # type: ignore[union-attr]
                flags = [m for m in entry.meta if (m.key, m.value) != ("flag", "fuzzy")]
                entry.meta[:] = [*_fuzzy(edit[2]), *flags]
    return "".join(serialize_resource(resource))


def _fuzzy(fuzzy: bool) -> list[object]:
    from moz.l10n.model import Metadata

    return [Metadata("flag", "fuzzy")] if fuzzy else []


TOOLS: dict[str, Callable[[str, Edit | None], str]] = {
    "polib": by_polib,
    "babel": by_babel,
    "translate-toolkit": by_toolkit,
    "moz.l10n": by_moz,
}


REWRITTEN = {
    # It names itself, spells utf-8 its own way, and drops fields that it does not know.
    "babel": {"Generated-By", "Content-Type", "X-Source-Language"},
}
"""Fields of the header that a tool writes anew, or leaves out."""
ADDED = {"babel": {"python-brace-format"}}  # where a message holds braces
"""Flags that a tool adds of itself."""
DROPPED = {"babel": {"previous"}, "moz.l10n": {"previous"}}
"""What a tool does not keep of an entry; Babel makes a comment of it (`# | msgid …`)."""


def content(text: str, tool: str) -> tuple[object, ...]:
    """All that a catalog says and a tool should keep.

    Lines, and how comments are wrapped (polib and Babel wrap them), say nothing.
    """
    catalog = parse(text, "es.po")
    header = {k: v for k, v in catalog.header.items() if k not in REWRITTEN.get(tool, ())}
    entries = []
    for entry in catalog.entries:
        comments = tuple(" ".join(entry.message.comments).split())
        entries.append(
            replace(
                entry,
                message=replace(entry.message, comments=comments),
                flags=tuple(flag for flag in entry.flags if flag not in ADDED.get(tool, ())),
                translator_comments=tuple(_words(entry.translator_comments, tool)),
                previous=None if tool in DROPPED else entry.previous,
                line=0,
                msgstr_line=0,
            )
        )
    return header, tuple(line for line in catalog.header_comments if line), entries


def _words(comments: tuple[str, ...], tool: str) -> list[str]:
    if tool in DROPPED:
        comments = tuple(line for line in comments if not line.startswith("| "))
    return " ".join(comments).split()


@pytest.mark.parametrize("tool", TOOLS)
def test_every_catalog_of_the_repository_survives(tool: str) -> None:
    assert CATALOGS
    for path in CATALOGS:
        text = path.read_text(encoding="utf-8")
        assert content(TOOLS[tool](text, None), tool) == content(text, tool), path


def test_every_catalog_of_the_repository_survives_msgcat(msgcat: str) -> None:
    for path in CATALOGS:
        done = subprocess.run([msgcat, path], capture_output=True, check=True)
        assert done.stdout == path.read_bytes(), path


WORDS = st.text(
    st.sampled_from('abc éñ’«»٩١١数字 .,:;!?()[]*_"\\\n\t') | st.characters(categories=("L", "N")),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()))
NOTES = st.lists(
    st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12), max_size=2, unique=True
).map(tuple)
HEADER = new_header(find_locale("es"), "a", "Test", "2026-01-02 03:04+0000", "en")


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog such as leaflets have: no plural forms, the obsolete at the end."""
    entries = []
    for number in range(draw(st.integers(1, 5))):
        msgstr = draw(WORDS | st.just(""))
        fuzzy = bool(msgstr) and draw(st.booleans())
        message = Message(
            f"{number} {draw(WORDS)}",
            draw(st.none() | st.just("theme:search")),
            (Location("source/a.md", number + 1),),
            draw(NOTES),
        )
        previous = (None, draw(WORDS), None) if fuzzy and draw(st.booleans()) else None
        flags = ("fuzzy",) if fuzzy else ()
        entries.append(Entry(message, msgstr, (), None, flags, draw(NOTES), previous))
    return Catalog("es.po", HEADER, tuple(entries), ("A draft.",))


@pytest.mark.parametrize("tool", TOOLS)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(catalog=catalogs())
def test_any_catalog_survives(tool: str, catalog: Catalog) -> None:
    text = serialize(catalog)
    assert content(TOOLS[tool](text, None), tool) == content(text, tool)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    long = "A sentence that is so long that every tool which wraps its lines has to wrap it. " * 3
    config = write_project(root, source__overdose_md=f"{OVERDOSE}\n{long}\n")
    for command in (["extract"], ["init", "es"]):
        assert main([*command, "-f", str(config)]) == 0
    translate(root / PO, {"Signs": "Señales", long.strip(): "Una frase muy larga. " * 12})
    return root


EDITS = [
    ("a translation is filled in", ("Small pupils", "Pupilas pequeñas", False)),
    ("a translation becomes fuzzy", ("Signs", "Señales", True)),
]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(("_", "edit"), EDITS, ids=[case[0] for case in EDITS])
def test_an_edit_merges_back_without_noise(
    made: Path, tmp_path: Path, tool: str, _: str, edit: Edit
) -> None:
    project = tmp_path / "project"
    shutil.copytree(made, project)
    path = project / PO
    before = read(path, PO)
    theirs = TOOLS[tool](path.read_text(encoding="utf-8"), edit)
    path.write_text(theirs, encoding="utf-8")
    assert main(["update", "es", "-f", str(project / "mkdocs.yml")]) == 0
    entries = tuple(_edited(entry, edit) for entry in before.entries)
    expected = serialize(replace(before, entries=entries), wrap=is_wrapped(theirs))
    after = path.read_text(encoding="utf-8")
    assert after.partition("\n\n")[2] == expected.partition("\n\n")[2]


def _edited(entry: Entry, edit: Edit) -> Entry:
    if entry.message.msgid != edit[0]:
        return entry
    return replace(entry, msgstr=edit[1], flags=("fuzzy",) if edit[2] else ())


def test_headers_are_those_that_editors_need() -> None:
    """Poedit takes both languages and plural forms from the header; so does translate-toolkit.

    Its `X-Poedit-…` fields are for extraction alone; Weblate keeps the header itself.
    """
    store = pypo.pofile.parsestring(serialize(Catalog("es.po", HEADER)).encode())
    assert store.gettargetlanguage() == "es"
    assert store.getheaderplural() == ("2", "(n != 1)")
    header = store.parseheader()
    assert header["Content-Type"] == "text/plain; charset=UTF-8"
    assert header["X-Source-Language"] == "en"
    assert {"MIME-Version", "Content-Transfer-Encoding", "PO-Revision-Date"} <= set(header)


REFERENCES = [
    ("line", "#: source/overdose.md:2 source/overdose.md:10\n"),
    ("file", "#: source/overdose.md\n"),
    ("none", ""),
]


@pytest.mark.parametrize(("style", "reference"), REFERENCES)
def test_references_are_as_the_project_wants_them(
    tmp_path: Path, style: str, reference: str
) -> None:
    wanted = SETTINGS.replace("- leaflets", f"- leaflets: {{references: {style}}}")
    config = str(write_project(tmp_path, mkdocs_yml=wanted))
    assert main(["extract", "-f", config]) == 0
    assert main(["init", "es", "-f", config]) == 0
    text = (tmp_path / PO).read_text(encoding="utf-8")
    assert f'#. heading of level 1\n{reference}msgid "Overdose"' in text
    source = tmp_path / "source/overdose.md"
    moved = source.read_text(encoding="utf-8").replace("# Overdose\n", "# Overdose\n\n\n")
    source.write_text(moved, encoding="utf-8")
    assert main(["extract", "-f", config, "--check"]) == (1 if style == "line" else 0)
    assert main(["build", "-f", config, "-q", "es"]) == 0
    shutil.rmtree(tmp_path / "site")


def test_another_style_of_references_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = SETTINGS.replace("- leaflets", "- leaflets: {references: page}")
    assert main(["extract", "-f", str(write_project(tmp_path, mkdocs_yml=wanted))]) == 2
    assert "references: 'page'; expected one of line, file, none" in capsys.readouterr().err
