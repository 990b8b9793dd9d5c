"""What a build warns of: leaflets that still hold what the term base has withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.facts.withdrawn import (
    find_withdrawn_numbers,
    find_withdrawn_terms,
    why_number,
    why_term,
)
from pipeline.model import Message
from pipeline.terms import Glossary


def withdrawn_lines(messages: Iterable[Message], source: Glossary) -> Iterator[str]:
    """Yield a line for each withdrawn number or term of the leaflets' messages."""
    for message in messages:
        place = next((f"{location}: " for location in message.locations), "")
        facts = [(f, why_number(f, source)) for f in find_withdrawn_numbers(message.msgid, source)]
        facts += [(f, why_term(f, source)) for f in find_withdrawn_terms(message.msgid, source)]
        for fact, reason in facts:
            why = f" ({reason})" if reason else ""
            yield f"{place}“{fact.text}” is withdrawn{why}, and readers still see it in the source."
