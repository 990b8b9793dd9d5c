"""Two concepts of the term base share a term.

Why: A text that uses it does not say which of the two is meant.

Bad:
    dextropropoxyphene,drug,D-drug,admitted,
    dextromethorphan,drug,D-drug,admitted,

Good:
    dextropropoxyphene,drug,dextropropoxyphene,preferred,
    dextromethorphan,drug,dextromethorphan,preferred,
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts.words import fold
from pipeline.model import Problem, Severity
from pipeline.terms import Term, TermBase

SEVERITY = Severity.ERROR


def find_in_terms(base: TermBase) -> Iterator[tuple[int, Problem]]:
    """Yield each term that another concept has too; capitals make no difference."""
    first: dict[str, Term] = {}
    for concept in base.concepts.values():
        for term in concept.terms:
            other = first.setdefault(fold(term.term)[0], term)
            if other.concept != term.concept:
                yield (
                    term.line,
                    Problem(
                        f"“{term.term}” stands for “{other.concept}” (line {other.line}) and for "
                        f"“{term.concept}”.",
                        "Remove one of the rows.",
                        (),
                        (term.term,),
                    ),
                )
