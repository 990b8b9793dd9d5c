"""Law 3 over random histories: leaflets are edited, moved, split, joined, renamed and put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import SPANISH_TERMS, write_project

from pipeline.catalogs.read import parse
from pipeline.catalogs.write import serialize
from pipeline.facts.phones import find_phones
from pipeline.locales import find_locale
from pipeline.merging import merge_locale
from pipeline.model import Catalog, Entry, Message, Template
from pipeline.project import Project, read_project
from pipeline.terms import read_glossary, read_term_base
from pipeline.update.alike import Alike
from pipeline.update.protected import Protected
from pipeline.update.suggest import Suggester

TEXTS = {
    "Call 911.": "Llame al 911.",
    "Call 911": "Llame al 911",
    "Call 988.": "Llame al 988.",
    "Call 911 right away.": "Llame al 911 de inmediato.",
    "Call 988 right away.": "Llame al 988 de inmediato.",
    "Give naloxone.": "Dé naloxona.",
    "Give naltrexone.": "Dé naltrexona.",
    "Give naloxone again.": "Dé naloxona otra vez.",
    "Take 2 tablets a day.": "Tome 2 tabletas al día.",
    "Take 3 tablets a day.": "Tome 3 tabletas al día.",
    "Take 3 tablets a day": "Tome 3 tabletas al día",
    "Do not sleep alone.": "No duerma a solas.",
    "Do sleep alone.": "Duerma a solas.",
    "Slow breathing": "Respiración lenta",
    "“Slow” breathing": "Respiración «lenta»",
    "Slow  breathing": "Respiración  lenta",
    "Weak breathing": "Respiración débil",
    "Small pupils": "Pupilas pequeñas",
}
DOMAINS = ("overdose", "help", "care", "more/night")

Source = dict[str, tuple[str, ...]]
Catalogs = Mapping[str, Catalog]

msgids = st.sampled_from(sorted(TEXTS))
leaflets = st.lists(msgids, unique=True, min_size=1, max_size=6).map(tuple)
sources = st.dictionaries(st.sampled_from(DOMAINS), leaflets, min_size=1, max_size=3)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Suggester]:
    config = write_project(tmp_path_factory.mktemp("project"), locales__es__terms_csv=SPANISH_TERMS)
    project = read_project(config)
    base = read_term_base(project)
    source, target = (read_glossary(project, base, find_locale(name)) for name in ("en", "es"))
    return project, Suggester(Protected(source, target), lambda entry: frozenset())


@st.composite
def translated(draw: st.DrawFn) -> tuple[Source, dict[str, Catalog]]:
    """A source, and catalogs in which people have translated some of it, and more besides."""
    source = draw(sources)
    catalogs = {}
    for domain, texts in source.items():
        header = {
            "Last-Translator": draw(st.sampled_from(["Ana <a@example.org>", "Luz", ""])),
            "Language": "es",
            "Content-Type": "text/plain; charset=UTF-8",
            "X-Note": domain,
        }
        older = draw(st.lists(msgids, unique=True, max_size=3))
        entries = [draw(entry_of(text, False)) for text in texts]
        entries += [draw(entry_of(text, True)) for text in older if text not in texts]
        comments = draw(st.sampled_from([(), ("Asked the clinic.",)]))
        catalogs[domain] = Catalog(f"{domain}.po", header, tuple(entries), comments)
    return source, catalogs


@st.composite
def entry_of(draw: st.DrawFn, msgid: str, obsolete: bool) -> Entry:
    msgstr = draw(st.sampled_from([TEXTS[msgid], f"Sí: {TEXTS[msgid]}", ""]))
    flags = draw(st.sampled_from([(), (), ("no-wrap",), ("fuzzy",), ("fuzzy", "no-wrap")]))
    older = draw(st.sampled_from([None, *sorted(TEXTS)])) if "fuzzy" in flags and msgstr else None
    return Entry(
        Message(msgid),
        msgstr,
        flags=flags if msgstr else tuple(flag for flag in flags if flag != "fuzzy"),
        translator_comments=draw(st.sampled_from([(), (), ("Ask a nurse.",), ("a", "b")])),
        previous=None if older in (None, msgid) else (None, str(older), None),
        obsolete=obsolete,
    )


@st.composite
def edits(draw: st.DrawFn, source: Source) -> Source:
    """A source after one edit of any kind."""
    source = dict(source)
    domain = draw(st.sampled_from(sorted(source)))
    texts = list(source[domain])
    free = sorted(set(TEXTS) - set(texts))
    kinds = ["insert", "delete", "move", "reword", "shuffle", "split", "rename", "join"]
    kind = draw(st.sampled_from(kinds))
    at = draw(st.integers(0, max(0, len(texts) - 1)))
    other = draw(st.sampled_from(DOMAINS))
    if kind == "insert":
        texts.insert(at, draw(st.sampled_from(free)))
    elif kind == "delete" and texts:
        del texts[at]
    elif kind == "reword" and texts:
        texts[at] = draw(st.sampled_from(free))
    elif kind == "shuffle":
        texts = draw(st.permutations(texts))
    elif kind == "move" and texts and other != domain:
        moved = texts.pop(at)
        source[other] = tuple(dict.fromkeys((*source.get(other, ()), moved)))
    elif kind == "split" and other not in source:
        source[other], texts = tuple(texts[at:]), texts[:at]
    elif kind == "rename" and other not in source:
        source[other] = tuple(texts)
        del source[domain]
        return source
    elif kind == "join" and other in source and other != domain:
        source[other] = tuple(dict.fromkeys((*source[other], *texts)))
        del source[domain]
        return source
    source[domain] = tuple(texts)
    return source


def update(world: tuple[Project, Suggester], source: Source, catalogs: Catalogs) -> Catalogs:
    """Update catalogs as the command does, through their files' text."""
    project, suggester = world
    templates = {
        domain: Template(domain, tuple(map(Message, texts))) for domain, texts in source.items()
    }
    found = merge_locale(project, catalogs, templates, suggester, (), Alike())
    return {
        domain: parse(serialize(merged.catalog), merged.catalog.path)
        for domain, merged in found.merged.items()
    }


def texts_of(catalogs: Catalogs) -> dict[str, str]:
    return {domain: serialize(catalog) for domain, catalog in catalogs.items()}


Work = tuple[str, str, frozenset[str], tuple[str, ...]]


def work(catalogs: Catalogs) -> set[Work]:
    """What people wrote: the words, the flags and the comments of each message."""
    return {
        (e.message.msgid, e.msgstr, frozenset(e.flags) - {"fuzzy"}, e.translator_comments)
        for catalog in catalogs.values()
        for e in catalog.entries
        if e.msgstr or e.translator_comments
    }


QUICK = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(data=st.data(), start=translated())
def test_no_history_loses_what_a_person_wrote(
    data: st.DataObject,
    start: tuple[Source, dict[str, Catalog]],
    world: tuple[Project, Suggester],
) -> None:
    source, catalogs = start
    said = work({d: replace(c, entries=tuple(filled(c))) for d, c in catalogs.items()})
    headers = [dict(catalog.header) for catalog in catalogs.values()]
    human = {(e.message.msgid, e.msgstr) for c in catalogs.values() for e in c.entries}
    past = [source]
    found: Catalogs = catalogs
    for _ in range(data.draw(st.integers(1, 5), "edits")):
        revert = data.draw(st.booleans(), "revert") and len(past) > 1
        source = data.draw(st.sampled_from(past)) if revert else data.draw(edits(source))
        past.append(source)
        found = update(world, source, found)
        assert said <= work(found)
        for header in headers:
            assert any(header.items() <= dict(each.header).items() for each in found.values())
        for domain, texts in source.items():
            live = [entry for entry in found[domain].entries if not entry.obsolete]
            assert tuple(entry.message.msgid for entry in live) == texts
            for entry in live:
                check_suggestion(entry, human, world)
        assert texts_of(update(world, source, found)) == texts_of(found)


def filled(catalog: Catalog) -> list[Entry]:
    """What must survive as it is; comments beside an empty message may meet a translation."""
    return [entry for entry in catalog.entries if entry.msgstr]


def check_suggestion(
    entry: Entry, human: set[tuple[str, str]], world: tuple[Project, Suggester]
) -> None:
    """What no person wrote beside this text is fuzzy or from an alike text, and never stale."""
    if not entry.msgstr or (entry.message.msgid, entry.msgstr) in human:
        return
    alike = Alike()
    if not entry.fuzzy:
        form = alike.form(entry.message.msgid)
        assert any(alike.form(a) == form and b == entry.msgstr for a, b in human), entry
    protected = world[1].protected
    called = {fact.value for fact in find_phones(entry.message.msgid, protected.source)}
    assert {fact.value for fact in find_phones(entry.msgstr, protected.target)} <= called
    for drug, name in (("naloxone", "naloxona"), ("naltrexone", "naltrexona")):
        assert (name in entry.msgstr) <= (drug in entry.message.msgid)
    for count in "23":
        assert (f"{count} tab" in entry.msgstr) <= (f"{count} tab" in entry.message.msgid)


@QUICK
@given(data=st.data(), start=translated())
def test_sentences_that_are_put_back_end_as_they_began(
    data: st.DataObject,
    start: tuple[Source, dict[str, Catalog]],
    world: tuple[Project, Suggester],
) -> None:
    """Say some of what has a translation in words that are new; then put it back."""
    source, catalogs = start
    began = update(world, source, catalogs)
    done = {e.message.msgid for c in began.values() for e in c.entries if e.msgstr}
    entries = [entry for catalog in began.values() for entry in catalog.entries]
    used = {e.message.msgid for e in entries} | {e.previous[1] for e in entries if e.previous}
    fresh = data.draw(st.permutations(sorted(set(TEXTS) - used)))
    now = {domain: list(texts) for domain, texts in source.items()}
    places = [(domain, at) for domain in now for at, text in enumerate(now[domain]) if text in done]
    chosen = data.draw(st.lists(st.sampled_from(places), unique=True)) if places else []
    form = Alike().form
    for (domain, at), text in zip(chosen, fresh, strict=False):
        if form(text) not in {form(other) for other in used - {now[domain][at]}}:
            now[domain][at] = text  # not a copy of what stays
    found = update(world, {domain: tuple(texts) for domain, texts in now.items()}, began)
    assert texts_of(update(world, source, found)) == texts_of(began)


@QUICK
@given(start=translated(), name=st.sampled_from(DOMAINS))
def test_a_leaflet_that_is_renamed_and_back_ends_as_it_began(
    start: tuple[Source, dict[str, Catalog]], name: str, world: tuple[Project, Suggester]
) -> None:
    source, catalogs = start
    began = update(world, source, catalogs)
    old = min(source)
    renamed = {name if domain == old else domain: texts for domain, texts in source.items()}
    if len(renamed) < len(source):
        return
    there = update(world, renamed, began)
    assert [e.msgstr for e in there[name].entries] == [e.msgstr for e in began[old].entries]
    assert texts_of(update(world, source, there)) == texts_of(began)
