"""A concept has two preferred terms in the term base.

Why: Authors, and the comments for translators, need one form to write.

Bad:
    911,number,911,preferred,
    911,number,9-1-1,preferred,

Good:
    911,number,911,preferred,
    911,number,9-1-1,admitted,
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Problem, Severity
from pipeline.terms import TermBase

SEVERITY = Severity.ERROR


def find_in_terms(base: TermBase) -> Iterator[tuple[int, Problem]]:
    """Yield each preferred term of a concept behind its first."""
    for concept in base.concepts.values():
        preferred = [term for term in concept.terms if term.status == "preferred"]
        for term in preferred[1:]:
            yield (
                term.line,
                Problem(
                    f"“{concept.id}” has the preferred terms “{preferred[0].term}” "
                    f"(line {preferred[0].line}) and “{term.term}”.",
                    "Make one of them “admitted”.",
                    (preferred[0].term,),
                    (term.term,),
                ),
            )
