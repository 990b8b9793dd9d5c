"""The term base for people: each concept with its forms in each language, and what is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pipeline.terms import Concept, Glossary, Term, TermBase, needs_form

_GAP = "— (no form: a translation that names it cannot be checked)"


def render(base: TermBase, glossaries: Sequence[Glossary], *, only_gaps: bool = False) -> str:
    """Return the table; `glossaries` are those of the locales that it shows.

    With `only_gaps`, only the concepts that lack a form in one of them, and only those lines.
    """
    blocks = []
    for concept in base.concepts.values():
        lines = list(_lines(concept, glossaries, only_gaps=only_gaps))
        if lines or not only_gaps:
            blocks.append("\n".join([_heading(concept, only_gaps=only_gaps), *lines]))
    return "\n".join([*blocks, _total(base, glossaries)]) + "\n"


def gaps(base: TermBase, glossary: Glossary) -> list[str]:
    """Return the concepts that a locale has no approved form of, and needs one."""
    return [
        concept.id
        for concept in base.concepts.values()
        if needs_form(concept) and not glossary.approved(concept.id)
    ]


def _heading(concept: Concept, *, only_gaps: bool) -> str:
    note = f" — {concept.note}" if concept.note and not only_gaps else ""
    return f"{concept.id} ({concept.kind}){note}"


def _lines(concept: Concept, glossaries: Sequence[Glossary], *, only_gaps: bool) -> Iterator[str]:
    width = max((len(glossary.locale.name) for glossary in glossaries), default=0)
    same = []
    for glossary in glossaries:
        forms = glossary.terms.get(concept.id, ())
        missing = needs_form(concept) and not glossary.approved(concept.id)
        shown = "; ".join(map(_form, forms))
        if missing:
            shown = f"{shown}; {_GAP}" if shown else _GAP
        elif not forms:
            same.append(glossary.locale.name)
        if missing or (forms and not only_gaps):
            yield f"  {glossary.locale.name.ljust(width)}  {shown}"
    if same and not only_gaps:
        yield f"  as in the source: {' '.join(same)}"


def _form(term: Term) -> str:
    """Return a form with its status; one that runs right to left is isolated (UAX 9)."""
    text = term.term
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
        text = f"\u2068{text}\u2069"
    return text if term.status == "preferred" else f"{text} ({term.status})"


def _total(base: TermBase, glossaries: Iterable[Glossary]) -> str:
    missing = ((glossary.locale.name, len(gaps(base, glossary))) for glossary in glossaries)
    told = ", ".join(f"{count} in {name}" for name, count in missing if count)
    return f"{len(base.concepts)} concepts; without a form: {told or 'none'}."
