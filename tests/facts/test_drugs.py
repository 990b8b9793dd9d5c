"""Drugs in every language: found in all their inflections, and in no other word."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.pair import Pair
from pipeline.checks.registry import all_checks
from pipeline.facts.drugs import compare_drugs, explain_drugs, find_drugs, kind_of, swapped_drugs
from pipeline.facts.drugs.affixes import BARE
from pipeline.facts.drugs.strings import any_of
from pipeline.facts.drugs.tables import read_table
from pipeline.locales import find_locale
from pipeline.terms import Concept, Glossary, Term, TermBase

FIXTURES = Path(__file__).parent.parent / "fixtures" / "facts" / "drugs"
COLUMNS = {
    "affixes": ("language", "kind", "affixes", "source"),
    "confusers": ("language", "word", "meaning", "source"),
    "drugs": ("drug", "language", "name", "source"),
    "homoglyphs": ("script", "letter", "latin", "source"),
    "lookalikes": ("drug", "other", "source"),
    "romanization": ("script", "letter", "latin", "source"),
    "standard_first": ("language", "source"),
}
SOURCE_TERMS = {
    "alprazolam": ("drug", "alprazolam"),
    "ativan": ("brand", "Ativan"),
    "benadryl": ("brand", "Benadryl"),
    "buprenorphine": ("drug", "buprenorphine"),
    "chloroquine": ("drug", "chloroquine"),
    "cocaine": ("drug", "cocaine"),
    "diphenhydramine": ("drug", "diphenhydramine"),
    "heroin": ("drug", "heroin"),
    "hydroxychloroquine": ("drug", "hydroxychloroquine"),
    "imodium": ("brand", "Imodium"),
    "loperamide": ("drug", "loperamide"),
    "methadone": ("drug", "methadone"),
    "morphine": ("drug", "morphine"),
    "naloxone": ("drug", "naloxone"),
    "naltrexone": ("drug", "naltrexone"),
    "narcotic": ("class", "narcotic"),
    "narcotics-anonymous": ("name", "Narcotics Anonymous"),
    "opiate": ("class", "opiate"),
    "opioid": ("class", "opioid"),
    "xanax": ("brand", "Xanax"),
}
BASE = TermBase(
    "source/terms.csv",
    {
        id: Concept(id, kind, (Term(id, term, "preferred", 1),))
        for id, (kind, term) in SOURCE_TERMS.items()
    },
)
ENGLISH = Glossary(
    find_locale("en"), BASE, {c.id: c.terms for c in BASE.concepts.values()}, BASE.path, "US"
)


def glossary(locale: str, forms: Mapping[str, str]) -> Glossary:
    """The glossary of a locale; a form with an exclamation mark before it is deprecated."""
    if locale == "en":
        return ENGLISH
    terms = {
        concept: tuple(
            Term(concept, form.strip().lstrip("!"), "deprecated" if "!" in form else "admitted", 1)
            for form in listed.split(",")
        )
        for concept, listed in forms.items()
    }
    return Glossary(find_locale(locale), BASE, terms, f"locales/{locale}/terms.csv", "US")


@cache
def paragraphs(name: str) -> tuple[tuple[str, Glossary, tuple[str, ...]], ...]:
    """The paragraphs of a fixture: its title, its glossary, and its other parts."""
    return tuple(_paragraphs((FIXTURES / f"{name}.txt").read_text(encoding="utf-8")))


def _paragraphs(text: str) -> Iterator[tuple[str, Glossary, tuple[str, ...]]]:
    for block in text.split("\n\n")[1:]:
        plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), block.strip())
        title, terms, *parts = re.split(r"\n\.(?:\n|$)", plain)
        locale, *rows = terms.splitlines()
        forms = dict(row.split(": ", 1) for row in rows)
        yield f"{locale}: {title}", glossary(locale, forms), tuple(parts)


def words(part: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,\n]", part) if word.strip()]


def inflections() -> Iterator[object]:
    for title, terms, (found, other) in paragraphs("inflections"):
        concept = next(iter(terms.terms)) if not terms.is_source else "chloroquine"
        for word in words(found):
            yield pytest.param(terms, word, concept, id=f"{title} | {word}")
        for word in words(other):
            yield pytest.param(terms, f"not {word}", concept, id=f"{title} | not {word}")


@pytest.mark.parametrize(("terms", "word", "concept"), list(inflections()))
def test_inflections(terms: Glossary, word: str, concept: str) -> None:
    facts = find_drugs(word.removeprefix("not "), terms)
    if word.startswith("not "):
        assert concept not in {fact.value for fact in facts}
    else:
        assert {fact.value for fact in facts} == {concept}
        assert facts[0].kind == BASE.concepts[concept].kind


def differences(source: str, target: str, terms: Glossary) -> list[str]:
    """What is wrong with a translation, in the words of the fixture."""
    wanted = tuple(f for f in find_drugs(source, ENGLISH) if kind_of(f) != "name")
    named = tuple(f for f in find_drugs(target, terms) if kind_of(f) != "name")
    found = []
    for difference in explain_drugs(wanted, named, source, target, (ENGLISH, terms)):
        if difference.kind == "more":
            continue
        said = [difference.kind]
        if difference.source:
            said.append(difference.source.value)
        if difference.target:
            said.append(f"“{difference.target.text}”")
            if not difference.source or difference.target.value != difference.source.value:
                said.append(f"= {difference.target.value}")
        found.append(" ".join(said))
    found += [f"{f.kind.partition(':')[2]} “{f.text}”" for f in named if ":" in f.kind]
    swapped = swapped_drugs(wanted, named, source, terms.locale.language)
    if swapped:
        found.append(f"order “{swapped[1].text}” “{swapped[0].text}”")
    return found or ["nothing"]


@pytest.mark.parametrize(
    ("terms", "parts"),
    [pytest.param(terms, parts, id=title) for title, terms, parts in paragraphs("differences")],
)
def test_differences(terms: Glossary, parts: tuple[str, ...]) -> None:
    source, target, expected = parts
    assert differences(source, target, terms) == expected.splitlines()


EXPLAINED = [
    name
    for name in all_checks()
    if name.startswith(("drug-", "class-")) and name not in {"drug-deprecated", "drug-unverified"}
]
SPANISH = glossary(
    "es",
    {
        "benadryl": "Benadryl",
        "heroin": "heroína",
        "imodium": "Imodium",
        "methadone": "metadona",
        "naloxone": "naloxona",
        "naltrexone": "naltrexona",
        "opiate": "opiáceo",
        "opioid": "opioide",
        "xanax": "Xanax",
    },
)


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_examples_of_a_check_are_true(name: str) -> None:
    check = all_checks()[name]
    source, bad, _, good = re.findall(r'msg(?:id|str) +"(.*)"', check.documentation)
    assert len(list(check.find(Pair(source, bad, ENGLISH, SPANISH)))) == 1
    errors = [each for each in all_checks().values() if each.name.startswith(("drug-", "class-"))]
    assert [list(each.find(Pair(source, good, ENGLISH, SPANISH))) for each in errors] == [
        [] for _ in errors
    ]


def test_fixtures_cover_the_languages() -> None:
    locales = {terms.locale.language for _, terms, _ in paragraphs("inflections")}
    assert len(locales) >= 60


@pytest.mark.parametrize("name", COLUMNS)
def test_tables_are_sorted_unique_and_sourced(name: str) -> None:
    rows = [tuple(row.values()) for row in read_table(f"{name}.csv")]
    assert tuple(read_table(f"{name}.csv")[0]) == COLUMNS[name]
    assert rows == sorted(set(rows))
    assert all(all(row) for row in rows)
    keys = [row[: {"drugs": 3, "standard_first": 1}.get(name, 2)] for row in rows]
    assert len(keys) == len(set(keys)), "the same thing twice"


def test_affixes_are_sorted_and_of_a_known_kind() -> None:
    for row in read_table("affixes.csv"):
        affixes = row["affixes"].split()
        assert affixes == sorted(set(affixes)), row
        assert row["kind"] in {
            "change",
            "compound",
            "derivation",
            "drop",
            "mutation",
            "prefix",
            "suffix",
            "suffixes",
        }, row
        if row["kind"] in {"change", "mutation"}:
            assert all(affix.count(">") == 1 for affix in affixes), row


def test_lookalikes_are_of_known_drugs() -> None:
    known = {row["drug"] for row in read_table("drugs.csv")} | SOURCE_TERMS.keys()
    for row in read_table("lookalikes.csv"):
        assert row["drug"] < row["other"]
        assert {row["drug"], row["other"]} <= known


ALL = [terms for _, terms, _ in paragraphs("inflections")]
TEXTS = st.text(
    st.sampled_from(
        " .,-_*'’·\u00ad\u200b\u200c\u0301абнлокс naloxeiЙÀéßİıﬁΣςώナロキｷﾝﾞ美沙酮的날록손ناوسكًـ"
    ),
    max_size=40,
)


@given(st.sampled_from(ALL), st.text(max_size=20) | TEXTS, st.data())
def test_spans_are_where_the_words_are(terms: Glossary, text: str, data: st.DataObject) -> None:
    forms = [term.term for listed in terms.terms.values() for term in listed]
    text += f" {data.draw(st.sampled_from(forms))} {text}"
    facts = find_drugs(text, terms)
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)
    ends = [0, *(fact.end for fact in facts)]
    assert all(end <= fact.start < fact.end for end, fact in zip(ends, facts, strict=False))
    assert facts == find_drugs(text, terms)


@given(st.sampled_from(ALL), st.data())
def test_any_form_is_found_with_any_affix_of_its_language(
    terms: Glossary, data: st.DataObject
) -> None:
    rows = [r for r in read_table("affixes.csv") if r["language"] == terms.locale.language]
    lists = {row["kind"]: row["affixes"].split() for row in rows}
    concept, listed = data.draw(st.sampled_from(sorted(terms.terms.items())))
    form = data.draw(st.sampled_from(listed)).term
    endings = lists.get("suffix", []) + lists.get("suffixes", []) + [BARE]
    before = data.draw(st.sampled_from(["", *lists.get("prefix", [])]))
    ending = data.draw(st.sampled_from(endings)).replace(BARE, "")
    word = f"{before}{form}{ending}"
    confusers = {row["word"].casefold() for row in read_table("confusers.csv")}
    if word.casefold() not in confusers:
        assert [fact.value for fact in find_drugs(f"( {word} )", terms)] == [concept]


@given(st.lists(st.text("abc.", min_size=1, max_size=4), max_size=6), st.text("abc.", max_size=12))
def test_any_of_finds_any(strings: list[str], text: str) -> None:
    assert bool(any_of(strings).search(text)) == any(string in text for string in strings)


@given(st.sampled_from(ALL), st.text(max_size=30))
def test_a_text_compared_with_itself_has_no_differences(terms: Glossary, text: str) -> None:
    forms = " ".join(term.term for listed in terms.terms.values() for term in listed)
    facts = find_drugs(f"{text} {forms}", terms)
    assert compare_drugs(facts, facts) == ()
    assert swapped_drugs(facts, facts, text, "es") is None
