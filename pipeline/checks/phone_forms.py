"""What findings say about phone numbers: the forms to write, and whose number it is."""

from __future__ import annotations

from pipeline.checks.pair import Pair
from pipeline.facts.phones import allowed_values, digits_of, emergency_regions, listed_concepts
from pipeline.model import Fact


def forms_to_write(pair: Pair, fact: Fact) -> tuple[str, ...]:
    """Return how a number of the source may be written: as approved for the locale, or as it is."""
    concept = listed_concepts(pair.target_glossary.base).get(fact.value)
    approved = pair.target_glossary.approved(concept) if concept else ()
    if pair.target_glossary.is_source or not approved:
        return (fact.text,)
    allowed = allowed_values(fact.value, pair.target_glossary)
    return tuple(form for form in approved if digits_of(form) in allowed)


def instruction(pair: Pair, fact: Fact) -> str:
    """Return what to write in place of a wrong or missing number."""
    forms = forms_to_write(pair, fact)
    if forms == (fact.text,):
        return f"Write {fact.text} exactly as the English text does."
    return f"Write {' or '.join(forms)}, which {pair.target_glossary.path} approves here."


def owner(pair: Pair, expected: Fact, fact: Fact) -> str:
    """Return whose number it is that stands in the wrong place; empty where nobody knows.

    A number in which one digit is wrong is a slip, even where some country has it.
    """
    base = pair.target_glossary.base
    concept = listed_concepts(base).get(fact.value)
    if concept:
        return base.concepts[concept].note or f"“{concept}” in {base.path}"
    regions = emergency_regions(fact.value)
    own = pair.target_glossary.locale.territory
    if own in regions:
        name = pair.source_glossary.locale.data.territories.get(own, own)
        return f"an emergency number in {name}"
    slips = sum(a != b for a, b in zip(expected.value, fact.value, strict=False))
    same = len(expected.value) == len(fact.value) and slips == 1
    return "an emergency number in other countries" if regions and not same else ""
