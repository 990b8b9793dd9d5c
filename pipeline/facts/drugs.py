"""Drugs, brands, drug classes and names: which concepts of the term base a text names.

A form is found with the endings that its language allows. Where words are not spaced, the longest
form wins.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.facts.words import UNSPACED, Affixes, affixes_of, fold, is_word_character
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary

PROTECTED = frozenset({"drug", "brand", "class"})
"""Kinds of concepts whose every mention counts."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a concept: in the locale's own way, in a deprecated one, or the source's."""

    concept: str
    kind: str
    text: str
    origin: str


def find_drugs(text: str, glossary: Glossary) -> tuple[Fact, ...]:
    """Return the protected terms of a text, in order; the value of each is its concept.

    The kind of a fact is the concept's kind (`drug`, `brand`, `class`, `name`), with `:deprecated`
    or `:source` behind it where the form is deprecated, or is the source's spelling in another
    language and not approved there.
    """
    pattern, forms = _pattern(glossary)
    if pattern is None:
        return ()
    folded, offsets = fold(text)
    spaced = glossary.locale.script not in UNSPACED
    facts = []
    for match in pattern.finditer(folded):
        start, end = match.span()
        if spaced and not _whole_word(folded, start, end):
            continue
        form = forms[int((match.lastgroup or "f0")[1:])]
        kind = form.kind if form.origin == "approved" else f"{form.kind}:{form.origin}"
        begin, stop = offsets[start], offsets[end - 1] + 1
        facts.append(Fact(kind, form.concept, text[begin:stop], begin, stop))
    return tuple(facts)


def compare_drugs(source: tuple[Fact, ...], target: tuple[Fact, ...]) -> tuple[Difference, ...]:
    """Return how the concepts that a translation names differ from the source's, as multisets.

    Kinds: `changed` (another drug in its place), `missing` (named nowhere), `fewer` (named less
    often), `added` (the source does not name it), `more` (named more often).
    """
    wanted, named = (Counter(fact.value for fact in facts) for facts in (source, target))
    missing = _surplus(source, wanted - named)
    added = _surplus(target, named - wanted)
    strange = [fact for fact in added if fact.value not in wanted]
    differences = []
    for fact in missing:
        other = next((f for f in strange if _base(f.kind) == _base(fact.kind)), None)
        if other is not None:
            strange.remove(other)
            added.remove(other)
            differences.append(Difference("changed", fact, other))
        else:
            kind = "fewer" if named[fact.value] else "missing"
            differences.append(Difference(kind, fact))
    for fact in added:
        kind = "more" if fact.value in wanted else "added"
        differences.append(Difference(kind, None, fact))
    return tuple(differences)


def _base(kind: str) -> str:
    return kind.partition(":")[0]


def _surplus(facts: tuple[Fact, ...], counts: Counter[str]) -> list[Fact]:
    """Return the last mentions of each concept that the other side does not have."""
    left = Counter(counts)
    found = []
    for fact in reversed(facts):
        if left[fact.value] > 0:
            left[fact.value] -= 1
            found.append(fact)
    return found[::-1]


@lru_cache(maxsize=256)
def _pattern(glossary: Glossary) -> tuple[re.Pattern[str] | None, tuple[Form, ...]]:
    """Return one expression for all forms of a glossary, longest first."""
    forms = tuple(sorted(_forms(glossary), key=lambda form: (-len(form.text), form.text)))
    if not forms:
        return None, ()
    affixes = affixes_of(glossary.locale.language)
    source = affixes_of("en")
    edges = ("", "") if glossary.locale.script in UNSPACED else (r"(?<!\w)", r"(?!\w)")
    parts = []
    for index, form in enumerate(forms):
        own = _expression(form.text, affixes)
        if form.origin == "source":
            own = f"(?:{own}|{_expression(form.text, source)})"
        parts.append(f"(?P<f{index}>{own})")
    return re.compile(f"{edges[0]}(?:{'|'.join(parts)}){edges[1]}"), forms


def _forms(glossary: Glossary) -> set[Form]:
    forms: dict[tuple[str, str], Form] = {}
    for concept in glossary.base.concepts.values():
        if concept.kind == "number":
            continue
        for term in glossary.terms.get(concept.id, ()):
            origin = "deprecated" if term.status == "deprecated" else "approved"
            form = Form(concept.id, concept.kind, fold(term.term)[0], origin)
            forms.setdefault((concept.id, form.text), form)
        for term in concept.terms:
            text = fold(term.term)[0]
            origin = "approved" if glossary.is_source else "source"
            forms.setdefault((concept.id, text), Form(concept.id, concept.kind, text, origin))
    return set(forms.values())


def _expression(form: str, affixes: Affixes) -> str:
    """Return the expression of a form in all its inflections, word by word."""
    words = [_inflected(word, affixes) for word in form.split()]
    return _optional(affixes.prefixes) + r"[\s\u00a0-]+".join(words)


def _inflected(word: str, affixes: Affixes) -> str:
    for ending in affixes.dropped:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            return re.escape(stem) + _optional((*affixes.suffixes, ending))
    return re.escape(word) + _optional(affixes.suffixes)


def _optional(affixes: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, affixes))})?" if affixes else ""


def _whole_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not is_word_character(before) and not is_word_character(after)
