"""What findings say about web addresses and the targets of links and images."""

from __future__ import annotations

from pipeline.checks.link_problems import span_of
from pipeline.checks.pair import Pair
from pipeline.model import Difference, Problem


def address_problem(pair: Pair, difference: Difference) -> Problem:
    """Return the problem of an address that was changed, left out or added."""
    fact, other = difference.source, difference.target
    if fact is None and other is not None:
        path = pair.target_glossary.path
        hint = f"Remove it. A page in the reader's language belongs in {path} first."
        message = f"The address {other.text} is not in the English text."
        return Problem(message, hint, (), (other.text,), None, span_of(other))
    if fact is None:
        raise ValueError("a difference without facts")
    hint = f"Write {fact.text} exactly as the English text does."
    if other is None:
        message = f"The address {fact.text} is missing."
        return Problem(message, hint, (fact.text,), (), span_of(fact))
    message = f"The address {fact.text} became {other.text}."
    return Problem(message, hint, (fact.text,), (other.text,), span_of(fact), span_of(other))
