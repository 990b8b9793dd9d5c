"""The languages of the whole site, as each one's pages tell of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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

    @property
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
