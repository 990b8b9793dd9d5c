"""Law 5: what decides what readers see lets through nothing that is unsure or wrong."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.locales import find_locale
from pipeline.model import REVIEW_ROLES, Catalog, Entry, Finding, Message, Severity
from pipeline.publish import publication, publishable
from pipeline.reviews import Policy, Reviews, SignOff
from pipeline.terms import Glossary, TermBase

texts = st.sampled_from(["one", "two", "three", "four"])
entries = st.builds(
    Entry,
    message=st.builds(Message, msgid=texts, msgctxt=st.sampled_from([None, "a verb"])),
    msgstr=st.sampled_from(["", "uno", "dos", "tres"]),
    plurals=st.sampled_from([(), ("uno", ""), ("uno", "unos")]),
    flags=st.sampled_from([(), ("fuzzy",), ("no-wrap",), ("no-wrap", "fuzzy")]),
    obsolete=st.booleans(),
)
catalogs = st.lists(entries, unique_by=lambda entry: entry.message.key, max_size=8).map(
    lambda found: Catalog("a.po", {}, tuple(found))
)
findings = st.lists(
    st.builds(
        Finding,
        check=st.just("phone-changed"),
        severity=st.sampled_from(Severity),
        message=st.just(""),
        path=st.just("a.po"),
        line=st.just(1),
        msgid=texts,
        msgctxt=st.sampled_from([None, "a verb"]),
    ),
    max_size=6,
)
BASE = TermBase("source/terms.csv", {})
SOURCE = Glossary(find_locale("en"), BASE, {}, BASE.path)
SPANISH = Glossary(find_locale("es"), BASE, {}, "locales/es/terms.csv")
NO_POLICY = Reviews(SOURCE, SPANISH)
roles = st.sets(st.sampled_from(REVIEW_ROLES))


@given(catalogs, findings)
def test_only_whole_sure_and_clean_translations_are_published(
    catalog: Catalog, found: list[Finding]
) -> None:
    published = publication(catalog, found, NO_POLICY)
    errors = {(f.msgctxt, f.msgid) for f in found if f.severity is Severity.ERROR}
    for entry in catalog.entries:
        key = entry.message.key
        words = all(entry.plurals) if entry.plurals else bool(entry.msgstr)
        sure = words and "fuzzy" not in entry.flags and not entry.obsolete
        assert (key in published.msgstrs) == (sure and key not in errors)
        assert (key in published.blocked) == (sure and key in errors)
        assert publishable(entry, ()) == sure


@given(catalogs, findings, roles, st.data())
def test_a_project_that_requires_sign_offs_publishes_nothing_without_all_of_them(
    catalog: Catalog, found: list[Finding], required: set[str], data: st.DataObject
) -> None:
    """And nothing besides that would not be published anyway."""
    signed = {entry.message.key: data.draw(roles) for entry in catalog.entries}
    today = datetime.date(2027, 1, 31)
    rows = tuple(
        SignOff(NO_POLICY.hash(entry), role, "Ana", today, "a", "")
        for entry in catalog.entries
        for role in signed[entry.message.key]
    )
    reviews = Reviews(SOURCE, SPANISH, rows, Policy(tuple(required), None, today))
    free = publication(catalog, found, NO_POLICY)
    held = publication(catalog, found, reviews)
    assert held.blocked == free.blocked
    assert set(held.msgstrs) == {key for key in free.msgstrs if signed[key] >= required}
    assert held.unsigned == set(free.msgstrs) - set(held.msgstrs)
    assert held.reviewed == {key for key in held.msgstrs if "medical" in signed[key]}
    assert not free.reviewed


def test_a_warning_does_not_keep_a_translation_back() -> None:
    entry = Entry(Message("one"), "uno")
    for severity in Severity:
        finding = Finding("length", severity, "", "a.po", 1, msgid="one")
        assert publishable(entry, [finding]) == (severity is not Severity.ERROR)
