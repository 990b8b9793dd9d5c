"""Explain why a drug is missing: another one stands in its place, or its name is misspelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.facts.drugs.addresses import without_addresses
from pipeline.facts.drugs.compare import compare_drugs, kind_of
from pipeline.facts.drugs.known import are_confusable, find_known
from pipeline.facts.drugs.near import near_miss
from pipeline.facts.words import fold_text
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary


def explain_drugs(
    source: tuple[Fact, ...],
    target: tuple[Fact, ...],
    source_text: str,
    target_text: str,
    glossaries: tuple[Glossary, Glossary],
) -> tuple[Difference, ...]:
    """Compare the drugs of two texts, as `compare_drugs` does, and name the likely cause.

    Two more kinds: `lookalike` (another drug in its place, with a name that is often confused
    with it, or a word nearer to that name) and `misspelled`. Drugs that only `data/drugs.csv`
    knows are `added` or `changed` too, unless the source names them as well.
    """
    source_text, target_text = (without_addresses(text) for text in (source_text, target_text))
    source, target = (_merged(facts, glossaries[1]) for facts in (source, target))
    differences = compare_drugs(source, target)
    strange = list(_strange(source, target, source_text, target_text, glossaries))
    if not differences and not strange:
        return ()
    explained = []
    for difference in differences:
        explained.append(_explain(difference, strange, target, target_text, glossaries[1]))
        cause = explained[-1].target
        strange = [fact for fact in strange if cause is None or fact.value != cause.value]
    return (*explained, *(Difference("added", None, fact) for fact in strange))


def _merged(facts: tuple[Fact, ...], glossary: Glossary) -> tuple[Fact, ...]:
    """Return facts in which the classes that have one word in a language are one."""
    same = _one_word(glossary)
    if not same:
        return facts
    return tuple(fact._replace(value=same.get(fact.value, fact.value)) for fact in facts)


@lru_cache(maxsize=256)
def _one_word(glossary: Glossary) -> Mapping[str, str]:
    """Return the classes that share an approved form with a class before them, and that class."""
    first: dict[str, str] = {}
    for concept in glossary.base.concepts.values():
        if concept.kind == "class":
            for form in glossary.approved(concept.id):
                first.setdefault(fold_text(form, glossary.locale.language), concept.id)
    return {
        concept: first[text]
        for concept in glossary.base.concepts
        for form in glossary.approved(concept)
        if first.get(text := fold_text(form, glossary.locale.language), concept) != concept
    }


def _explain(
    difference: Difference,
    strange: list[Fact],
    target: tuple[Fact, ...],
    text: str,
    glossary: Glossary,
) -> Difference:
    wanted, found = difference.source, difference.target
    if difference.kind == "changed" and wanted and found:
        alike = are_confusable(wanted.value, found.value)
        return Difference("lookalike", wanted, found) if alike else difference
    if difference.kind not in ("missing", "fewer") or wanted is None:
        return difference
    same = next((fact for fact in strange if fact.value == wanted.value), None)
    if same:
        return Difference("misspelled", wanted, same)
    if difference.kind == "missing" and strange:
        other = min(strange, key=lambda fact: not are_confusable(wanted.value, fact.value))
        kind = "lookalike" if are_confusable(wanted.value, other.value) else "changed"
        return Difference(kind, wanted, other)
    if kind_of(wanted) == "class" or not glossary.approved(wanted.value):
        return difference
    most = 3 if difference.kind == "missing" else 1
    near = near_miss(wanted.value, text, glossary, target, most)
    if near is None:
        return difference
    word = Fact("drug:near", near.concept, text[near.start : near.end], near.start, near.end)
    return Difference("misspelled" if near.concept == wanted.value else "lookalike", wanted, word)


def _strange(
    source: tuple[Fact, ...],
    target: tuple[Fact, ...],
    source_text: str,
    target_text: str,
    glossaries: tuple[Glossary, Glossary],
) -> Iterator[Fact]:
    """Yield the drugs of the translation that only the table knows and the source does not name.

    A drug that the source names is one too where it stands in a spelling that is not approved.
    """
    base = glossaries[0].base
    found = find_known(target_text, glossaries[1].locale, base)
    if not found:
        return
    named = {fact.value for fact in target}
    known = {fact.value for fact in find_known(source_text, glossaries[0].locale, base)}
    unclear = {f.value for f in source if f.value not in named and glossaries[1].approved(f.value)}
    allowed = known - unclear
    for fact in found:
        taken = any(fact.start < other.end and other.start < fact.end for other in target)
        if not taken and fact.value not in allowed:
            yield fact
