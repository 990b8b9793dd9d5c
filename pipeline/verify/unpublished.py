"""Find translations that readers must not see: fuzzy, obsolete, wrong, or not signed off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.model import Entry, Finding
from pipeline.publish import Publication
from pipeline.validate import LocaleCatalogs
from pipeline.verify.facts import Judge
from pipeline.verify.letters import letters_of, words_of
from pipeline.verify.page import Run

_LONG = 24
"""A text of so many letters is looked for inside of others too."""


@dataclass(frozen=True)
class Unpublished:
    """The translations of a locale that are held back, each with the file and line it stands in.

    `published` are those that readers see, `english` the messages that they see in English.
    """

    read: LocaleCatalogs
    held: dict[str, str]
    published: list[str]
    english: frozenset[str]
    _asked: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, read: LocaleCatalogs, publications: Mapping[str, Publication], judge: Judge
    ) -> Unpublished:
        """Collect them; what the checks find right, the judge need not compare again."""
        held: dict[str, str] = {}
        published: list[str] = []
        english: set[str] = set()
        for domain, catalog in read.catalogs.items():
            wrong = {finding.msgid for finding in read.findings_in(catalog)}
            msgstrs = publications[domain].msgstrs
            published += msgstrs.values()
            for entry in catalog.entries:
                msgid = entry.message.msgid
                if entry.message.key not in msgstrs and not entry.obsolete:
                    english.add(msgid)
                shown = None if entry.obsolete else msgstrs.get(entry.message.key)
                if shown and not entry.plurals and msgid not in wrong:
                    judge.agreed.add((msgid, shown, False))
                for text in _texts(entry):
                    if text != shown:
                        held.setdefault(text, f"{catalog.path}:{entry.msgstr_line or entry.line}")
        return cls(read, held, published, frozenset(english))

    def find(self, runs: Iterable[Run], judge: Judge, path: str) -> Iterator[Finding]:
        """Yield the pieces of a page's text that are such a translation."""
        if not self.held:
            return
        for run in runs:
            if run.text not in self._asked:
                self._asked[run.text] = list(self._inside(letters_of(run.text)))
            for text in self._asked[run.text]:
                message = (
                    f"A translation that readers must not see is on the page ({self.held[text]})."
                )
                yield judge.finding("page-unpublished", message, path, run.line, texts=("", text))

    def _inside(self, letters: str) -> Iterator[str]:
        """Yield the held-back texts whose letters these are, or that are among these."""
        exact, long = self._by_letters
        starts = {letters[at : at + _LONG] for at in range(len(letters) - _LONG + 1)} & long.keys()
        found = {text for start in starts for text in long[start] if letters_of(text) in letters}
        if letters in exact:
            found.add(exact[letters])
        yield from sorted(text for text in found if letters_of(text) not in self._shown)

    def falls_back(self, text: str) -> bool:
        """Tell whether a text is a message of which readers see the English."""
        return words_of(text) in self._fallen_back

    @cached_property
    def _fallen_back(self) -> frozenset[str]:
        alike = {text for text in self.published if text in self.english}
        return frozenset(set(map(words_of, self.english)) - set(map(words_of, alike)) - {""})

    @cached_property
    def _by_letters(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """The texts by all their letters, and the long ones by the first of them."""
        exact: dict[str, str] = {}
        long: dict[str, list[str]] = {}
        for text in self.held:
            letters = letters_of(text)
            if letters:
                exact.setdefault(letters, text)
            if len(letters) >= _LONG:
                long.setdefault(letters[:_LONG], []).append(text)
        return exact, long

    @cached_property
    def _shown(self) -> frozenset[str]:
        """The letters of what readers see anyway: the English, and what is published."""
        shown = set(self.published)
        for catalog in self.read.catalogs.values():
            shown |= {entry.message.msgid for entry in catalog.entries}
        return frozenset(map(letters_of, shown))


def _texts(entry: Entry) -> Iterator[str]:
    yield from (text for text in entry.plurals or (entry.msgstr,) if text)
