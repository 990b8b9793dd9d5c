"""Find translations that readers must not see: fuzzy, obsolete, wrong, or not signed off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.model import Entry, Finding
from pipeline.publish import Publication
from pipeline.validate import LocaleCatalogs
from pipeline.verify.facts import Judge
from pipeline.verify.page import Run, read_part

_LONG = 24
"""A text of so many letters is looked for inside of others too."""


@dataclass(frozen=True, slots=True)
class Unpublished:
    """The letters and digits of a locale's held-back translations, and the files they stand in."""

    texts: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, read: LocaleCatalogs, publications: Mapping[str, Publication]) -> Unpublished:
        """Collect them, without those whose words readers see anyway."""
        held: dict[str, tuple[str, str]] = {}
        shown: set[str] = set()
        for domain, catalog in read.catalogs.items():
            published = publications[domain].msgstrs
            for entry in catalog.entries:
                shown.add(_letters(entry.message.msgid))
                for text in _texts(entry):
                    if published.get(entry.message.key) == text and not entry.obsolete:
                        shown.add(_letters(text))
                    else:
                        place = f"{catalog.path}:{entry.msgstr_line or entry.line}"
                        held.setdefault(_letters(text), (place, text))
        return cls({key: value for key, value in held.items() if key and key not in shown})

    def find(self, runs: Iterable[Run], judge: Judge, path: str) -> Iterator[Finding]:
        """Yield the pieces of a page's text that are such a translation."""
        if not self.texts:
            return
        for run in runs:
            letters = _letters(run.text)
            for held, (place, text) in self.texts.items():
                if held == letters or (len(held) >= _LONG and held in letters):
                    yield judge.finding(
                        "page-unpublished",
                        f"A translation that readers must not see is on the page ({place}).",
                        path, run.line, texts=("", text),
                    )  # fmt: skip


def _texts(entry: Entry) -> Iterator[str]:
    yield from (text for text in entry.plurals or (entry.msgstr,) if text)


def _letters(text: str) -> str:
    """Return what is left of Markdown, HTML or plain text when only letters and digits count."""
    words = "".join(run.text for run in read_part(text).runs)
    return "".join(filter(str.isalnum, words)).casefold()
