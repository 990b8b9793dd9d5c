"""What lets the checks be fast changes nothing that they find."""

from __future__ import annotations

import pytest
from check_cases import pair
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.checks.pair import absent
from pipeline.checks.registry import Check, all_checks
from pipeline.facts.drugs import PROTECTED, explain_drugs, find_drugs, swapped_drugs
from pipeline.facts.links import find_links
from pipeline.facts.mixed_scripts import find_mixed_words
from pipeline.facts.phones import find_phones
from pipeline.facts.quantities import find_quantities

NEEDY = [check for check in all_checks().values() if check.needs]
LOCALES = ("ar", "de", "es", "fr", "ja", "ru", "th", "tr", "zh_Hans")
PIECES = """
911 1-800-662-4357 naloxone naloxona налоксон heroína fentanyl 2mg 3–5 [a](b.md) **x** <b> `code`
{number} # once una un bir один واحد mitad l'heure jours horas saat час ساعة % mil million la dos
an hour half a dozen not не لا ٩١١ 两次 . ” а aа www.a.org a@b.org
\u202e \u200b \ufffd
"""
pieces = st.sampled_from([*PIECES.split(), " ", "\n"])
texts = st.one_of(st.text(), st.lists(pieces).map("".join), st.lists(pieces).map(" ".join))


@pytest.mark.parametrize("check", NEEDY, ids=lambda check: check.name)
@settings(deadline=None, max_examples=40)
@given(st.sampled_from(LOCALES), texts, texts)
def test_a_check_finds_nothing_where_its_need_is_empty(
    check: Check, locale: str, source: str, target: str
) -> None:
    judged = pair(locale, source, target)
    assert check.find is not None
    assert getattr(judged, check.needs) or not list(check.find(judged))


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(LOCALES), texts, texts)
def test_facts_are_those_of_the_whole_text(locale: str, source: str, target: str) -> None:
    judged = pair(locale, source, target)
    there = judged.target_glossary
    drugs = find_drugs(target, there)
    assert judged.target_links == find_links(target)
    assert judged.mixed_words == tuple(find_mixed_words(target))
    assert judged.target_phones == find_phones(target, there, judged.source_facts.called)
    assert judged.target_drugs == tuple(f for f in drugs if f.kind.partition(":")[0] in PROTECTED)
    if not (judged.target_phones or judged.target_drugs or judged.target_links):
        assert judged.target_quantities == find_quantities(target, there.locale)
    for fact in absent(judged.source_facts.kinds, judged.kinds):
        assert not getattr(judged, fact)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(LOCALES), texts, texts)
def test_drugs_that_are_the_same_by_their_words_need_no_closer_look(
    locale: str, source: str, target: str
) -> None:
    judged = pair(locale, source, target)
    if not judged.same_drugs:
        return
    here, there = judged.source_drugs, judged.target_drugs
    glossaries = (judged.source_glossary, judged.target_glossary)
    assert explain_drugs(here, there, source, target, glossaries) == ()
    assert all(fact.kind in PROTECTED for fact in there)
    assert swapped_drugs(here, there, source, judged.target_glossary.locale.language) is None
