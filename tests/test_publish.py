"""Law 5: what decides what readers see lets through nothing that is unsure or wrong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Catalog, Entry, Finding, Message, Severity
from pipeline.publish import publication, publishable

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


@given(catalogs, findings)
def test_only_whole_sure_and_clean_translations_are_published(
    catalog: Catalog, found: list[Finding]
) -> None:
    published = publication(catalog, found)
    errors = {(f.msgctxt, f.msgid) for f in found if f.severity is Severity.ERROR}
    for entry in catalog.entries:
        key = entry.message.key
        words = all(entry.plurals) if entry.plurals else bool(entry.msgstr)
        sure = words and "fuzzy" not in entry.flags and not entry.obsolete
        assert (key in published.msgstrs) == (sure and key not in errors)
        assert (key in published.blocked) == (sure and key in errors)
        assert publishable(entry, ()) == sure


def test_a_warning_does_not_keep_a_translation_back() -> None:
    entry = Entry(Message("one"), "uno")
    for severity in Severity:
        finding = Finding("length", severity, "", "a.po", 1, msgid="one")
        assert publishable(entry, [finding]) == (severity is not Severity.ERROR)
