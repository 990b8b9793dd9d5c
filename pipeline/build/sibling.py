"""The languages of the whole site, as each one's pages tell of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property
from typing import Any

from pipeline import interface
from pipeline.build.grounds import Grounds
from pipeline.coverage import Coverage, State
from pipeline.gate import Held
from pipeline.locales import Locale

_STATE_WORDS = {
    State.COMPLETE: interface.COMPLETE,
    State.PARTLY: interface.PARTLY,
    State.MISSING: interface.MISSING,
}


@dataclass(frozen=True)
class Sibling:
    """A language of the site.

    `coverage` tells how much of each leaflet it has, by domain, and `words` are the words of the
    site that its readers may see, by msgid. `held` are the leaflets that the project's policy holds
    back, `held_lines` what is told of them; `is_built` tells whether the language has pages at all.
    `grounds` is what the pages rest on.
    """

    locale: Locale
    is_source: bool = False
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Held] = field(default_factory=dict)
    held_lines: tuple[str, ...] = ()
    is_built: bool = True
    grounds: Mapping[str, Grounds] = field(default_factory=dict)

    def state(self, domain: str) -> State:
        """Return what readers of the language get of a page."""
        if self.is_source:
            return State.COMPLETE
        return self.coverage.get(domain, Coverage()).state

    @property
    def left_out(self) -> frozenset[str]:
        """The leaflets that have no page in the language."""
        return frozenset(domain for domain, why in self.held.items() if why.left_out)

    def changed(self, domain: str) -> bool:
        """Tell whether English sentences of a page have changed since they were translated."""
        return self.coverage.get(domain, Coverage()).changed > 0

    def is_draft(self, domain: str) -> bool:
        """Tell whether a page shows translations that are not signed off in full."""
        count = self.coverage.get(domain, Coverage())
        return count.reviewed < count.published or not count.published

    def as_json(self) -> dict[str, Any]:
        """Return what is known of the language beside its locale, as plain data."""
        return {
            "coverage": {
                domain: list(each.as_dict().values()) for domain, each in self.coverage.items()
            },
            "words": dict(self.words),
            "held": {domain: astuple(held) for domain, held in self.held.items()},
            "held_lines": self.held_lines,
            "is_built": self.is_built,
            "grounds": {domain: astuple(each) for domain, each in self.grounds.items()},
        }

    @classmethod
    def from_json(cls, locale: Locale, kept: Mapping[str, Any]) -> Sibling:
        """Return the language that such data were made of; raise `TypeError` where it was none."""
        return cls(
            locale,
            coverage={domain: Coverage(*count) for domain, count in kept["coverage"].items()},
            words=dict(kept["words"]),
            held={domain: Held(*held) for domain, held in kept["held"].items()},
            held_lines=tuple(kept["held_lines"]),
            is_built=bool(kept["is_built"]),
            grounds={domain: Grounds.of(*each) for domain, each in kept["grounds"].items()},
        )

    @cached_property
    def overall(self) -> State:
        """What readers of the language get of all pages together."""
        if self.is_source:
            return State.COMPLETE
        return sum(self.coverage.values(), Coverage()).state

    def word(self, msgid: str) -> str | None:
        """Return a word of the site in the language, `None` where it has no translation."""
        return msgid if self.is_source else self.words.get(msgid)

    def state_word(self, state: State) -> tuple[str, str]:
        """Return the words for a state, and the tag of the language that they are in."""
        own = self.word(_STATE_WORDS[state])
        return (own, self.locale.tag) if own else (_STATE_WORDS[state], "en")


def in_reading_order(siblings: tuple[Sibling, ...]) -> list[Sibling]:
    """Sort languages as lists show them: by their own names, scripts in the order of Unicode.

    Letters count without case and marks, so that Français stands between English and Kreyòl.
    """
    return sorted(siblings, key=lambda sibling: sibling.locale.sort_key)
