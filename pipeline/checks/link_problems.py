"""What findings say about links and markup."""

from __future__ import annotations

from pipeline.model import Difference, Fact, Problem


def problem_of(difference: Difference, what: str, hint: str = "") -> Problem:
    """Return the problem of something that was changed, left out or added; `what` begins it."""
    fact, other = difference.source, difference.target
    if fact is None and other is not None:
        message = f"{what} {other.text} is not in the English text."
        return Problem(message, hint or "Remove it.", (), (other.text,), None, span_of(other))
    if fact is None:
        raise ValueError("a difference without facts")
    hint = hint or f"Write {fact.text} exactly as the English text does."
    if other is None:
        return Problem(f"{what} {fact.text} is missing.", hint, (fact.text,), (), span_of(fact))
    return Problem(
        f"{what} {fact.text} became {other.text}.",
        hint,
        (fact.text,),
        (other.text,),
        span_of(fact),
        span_of(other),
    )


def span_of(fact: Fact) -> tuple[int, int] | None:
    """Return where a fact stands, if that is known."""
    return fact.span if fact.end else None
