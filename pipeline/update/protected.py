"""The comment that tells a translator which terms of a message are protected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.checks.source_facts import source_facts
from pipeline.facts.drugs import find_drugs
from pipeline.facts.phones import allowed_values
from pipeline.model import Fact, Message
from pipeline.terms import Glossary

KEEP = "Keep: "
"""How the comment begins that names a message's protected terms."""


@dataclass(frozen=True, slots=True)
class Protected:
    """The glossaries with which comments name the protected terms of a message."""

    source: Glossary
    target: Glossary

    def comment(self, message: Message) -> Iterator[str]:
        """Yield the line that tells a translator what a message must keep, and in which form."""
        facts = source_facts(message.msgid, self.source)
        kept: dict[str, None] = {}
        for fact in (*facts.phones, *self._terms(message, facts.kinds)):
            kept[self._form(fact.text, fact.value, phone=fact.kind == "phone")] = None
        if kept:
            yield f"{KEEP}{'; '.join(kept)}"

    def _terms(self, message: Message, kinds: frozenset[str]) -> Iterable[Fact]:
        return find_drugs(message.msgid, self.source) if "drug" in kinds else ()

    def _form(self, text: str, value: str, *, phone: bool) -> str:
        if phone:
            allowed = allowed_values(value, self.target)
            return text if value in allowed else f"{text} → {' or '.join(sorted(allowed))}"
        concept = self.source.base.concepts[value]
        if self.target.is_source:
            return concept.preferred
        approved = self.target.approved(value)
        if not approved:
            return f"{concept.preferred} (no approved form in terms.csv)"
        return f"{concept.preferred} → {approved[0]}"
