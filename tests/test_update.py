"""Merging: law 3 (nothing that a person wrote is lost) and law 4 (twice is once)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import OVERDOSE, SPANISH_TERMS, translate, write_project

from pipeline.catalogs.read import parse
from pipeline.catalogs.write import serialize
from pipeline.cli import main
from pipeline.locales import find_locale
from pipeline.model import Catalog, Entry, Message, Template
from pipeline.terms import Glossary, TermBase
from pipeline.update.memory import Memory
from pipeline.update.merge import merge_catalogs
from pipeline.update.protected import Protected
from pipeline.update.suggest import Suggester

BASE = TermBase("terms.csv", {})
PROTECTED = Protected(
    Glossary(find_locale("en"), BASE, {}, "terms.csv"),
    Glossary(find_locale("es"), BASE, {}, "locales/es/terms.csv"),
)
SUGGESTER = Suggester(PROTECTED, lambda entry: frozenset())
HEADER = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}


def merge(catalog: Catalog, template: Template, *others: Catalog) -> Catalog:
    """Merge a template into one catalog of a locale that has some others."""
    catalogs = {"a": catalog, **{other.path: other for other in others}}
    templates = {"a": template}
    current = frozenset(message.key for message in template.messages)
    memory = Memory(catalogs, (), current)
    return merge_catalogs(catalogs, templates, memory, SUGGESTER)["a"].catalog


words = st.sampled_from(["one", "two", "three", "four", "five", "six"])
entries = st.builds(
    Entry,
    message=st.builds(Message, msgid=words),
    msgstr=st.sampled_from(["", "uno", "dos", "tres"]),
    flags=st.sampled_from([(), ("fuzzy",), ("no-wrap",)]),
    translator_comments=st.sampled_from([(), ("ask a nurse",), ("a", "b")]),
    obsolete=st.booleans(),
)
catalogs = st.lists(entries, unique_by=lambda entry: entry.message.key, max_size=6).map(
    lambda found: Catalog("a.po", HEADER, tuple(found))
)
templates = st.lists(words, unique=True, max_size=6).map(
    lambda found: Template("a", tuple(Message(word) for word in found))
)


def work(catalog: Catalog) -> set[tuple[str, str, tuple[str, ...]]]:
    """What a person wrote into a catalog."""
    return {
        (entry.message.msgid, entry.msgstr, entry.translator_comments)
        for entry in catalog.entries
        if entry.msgstr or entry.translator_comments
    }


def work_in_use(catalog: Catalog) -> list[tuple[str, str, tuple[str, ...]]]:
    """What a person wrote to the messages that the source holds, in the order of the source."""
    return [
        (entry.message.msgid, entry.msgstr, entry.translator_comments)
        for entry in catalog.entries
        if not entry.obsolete
    ]


@settings(deadline=None)
@given(catalogs, st.lists(templates, min_size=1, max_size=5))
def test_no_history_of_edits_loses_what_a_person_wrote(
    catalog: Catalog, history: list[Template]
) -> None:
    written = work(catalog)
    for template in history:
        catalog = merge(catalog, template)
        assert written <= work(catalog)
        in_use = [entry.message for entry in catalog.entries if not entry.obsolete]
        assert [message.msgid for message in in_use] == [m.msgid for m in template.messages]


@settings(deadline=None)
@given(catalogs, templates)
def test_twice_is_once(catalog: Catalog, template: Template) -> None:
    once = merge(catalog, template)
    assert merge(once, template) == once
    text = serialize(once)
    again = parse(text, "a.po")
    assert serialize(merge(again, template)) == text


@settings(deadline=None)
@given(catalogs, templates, templates)
def test_a_sentence_that_comes_back_ends_as_it_began(
    catalog: Catalog, first: Template, second: Template
) -> None:
    before = merge(catalog, first)
    after = merge(merge(before, second), first)
    assert work_in_use(after) == work_in_use(before)


def test_a_message_that_moves_to_another_leaflet_keeps_its_translation() -> None:
    moved = Entry(Message("one"), "uno", translator_comments=("ask a nurse",))
    merged = merge(
        Catalog("new.po", HEADER),
        Template("a", (Message("one"),)),
        Catalog("old.po", HEADER, (moved,)),
    )
    assert merged.entries == (moved,)


def test_translations_in_use_win_over_obsolete_ones() -> None:
    old = Entry(Message("one"), "viejo", obsolete=True)
    new = Entry(Message("one"), "nuevo")
    memory = Memory({"a": Catalog("a.po", HEADER, (old,)), "b": Catalog("b.po", HEADER, (new,))})
    assert memory.exact[None, "one"].entry.msgstr == "nuevo"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS)
    assert main(["extract"]) == 0
    assert main(["init", "es"]) == 0
    return tmp_path


def test_files_by_hand(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Translate, reword the source, take it back: the translation is where it was."""
    catalog = folder / "locales/es/LC_MESSAGES/overdose.po"
    source = folder / "source/overdose.md"
    translate(catalog, {"Slow breathing": "Respiración lenta", "Signs": "Señales"})
    text = catalog.read_text(encoding="utf-8").replace(
        '#. list item, under “Signs”\n#: source/overdose.md:18\nmsgid "Slow breathing"',
        "# Pregunté a la enfermera.\n#. list item, under “Signs”\n#: source/overdose.md:18\n"
        'msgid "Slow breathing"',
    )
    assert "enfermera" in text
    catalog.write_text(text, encoding="utf-8")

    source.write_text(OVERDOSE.replace("Slow breathing", "Weak breathing"), encoding="utf-8")
    capsys.readouterr()
    assert main(["extract", "--check"]) == 1
    assert "locales/templates/overdose.pot: stale" in capsys.readouterr().out
    assert main(["extract"]) == 0
    assert main(["update"]) == 0
    reworded = catalog.read_text(encoding="utf-8")
    assert '#~ msgid "Slow breathing"\n#~ msgstr "Respiración lenta"' in reworded
    assert "# Pregunté a la enfermera.\n#~ msgid" in reworded
    suggested = (
        "# Pregunté a la enfermera.\n#. list item, under “Signs”\n#: source/overdose.md:18\n"
        '#, fuzzy\n#| msgid "Slow breathing"\nmsgid "Weak breathing"\nmsgstr "Respiración lenta"'
    )
    assert suggested in reworded

    source.write_text(OVERDOSE, encoding="utf-8")
    assert main(["extract"]) == 0
    assert main(["update"]) == 0
    assert catalog.read_text(encoding="utf-8") == text


def test_a_second_run_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted((folder / "locales").rglob("*.*"))
    before = [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in files]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    for command in (["extract"], ["extract", "--check"], ["init", "es"], ["update"]):
        assert main(command) == 0
    assert [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in files] == before


def test_a_leaflet_that_is_removed_leaves_its_translations_behind(folder: Path) -> None:
    catalog = folder / "locales/es/LC_MESSAGES/overdose.po"
    translate(catalog, {"Slow breathing": "Respiración lenta"})
    (folder / "source/overdose.md").unlink()
    assert main(["extract"]) == 0
    assert not (folder / "locales/templates/overdose.pot").exists()
    assert main(["update"]) == 0
    assert '#~ msgstr "Respiración lenta"' in catalog.read_text(encoding="utf-8")


def test_nested_folders_become_nested_domains(folder: Path) -> None:
    nested = folder / "source/emergency/first.md"
    nested.parent.mkdir()
    nested.write_text("# First aid\n", encoding="utf-8")
    assert main(["extract"]) == 0
    assert main(["update"]) == 0
    assert (folder / "locales/templates/emergency/first.pot").exists()
    text = (folder / "locales/es/LC_MESSAGES/emergency/first.po").read_text(encoding="utf-8")
    assert "#: source/emergency/first.md:1\n" in text
    assert 'msgid "First aid"' in text
