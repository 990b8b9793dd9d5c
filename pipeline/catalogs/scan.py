"""The lines of a PO file as messages: what polib does not say, or lets pass."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import NoReturn

from pipeline.catalogs.lines import SPACE, Line, parse_line
from pipeline.catalogs.usual import read_usual
from pipeline.errors import CatalogError
from pipeline.model import Entry

_FORMS = [f"msgstr[{n}]" for n in range(6)]  # CLDR: zero, one, two, few, many, other

# What follows each keyword within a message; "" is its beginning.
_NEXT = {
    "": ("msgid", "msgctxt"),
    "msgctxt": ("msgid",),
    "msgid": ("msgstr", "msgid_plural"),
    "msgid_plural": ("msgstr[0]",),
    **{before: (after,) for before, after in itertools.pairwise(_FORMS)},
}

_NEXT_PREVIOUS = {
    "": ("#| msgid", "#| msgctxt"),
    "#| msgctxt": ("#| msgid",),
    "#| msgid": ("#| msgid_plural", "msgid"),
    "#| msgid_plural": ("msgid",),
}


@dataclass(slots=True)
class Block:
    """A message's comments, and the lines of its `msgid` (or `msgctxt`) and of each `msgstr`."""

    translator: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    line: int = 0
    translations: list[int] = field(default_factory=list)
    obsolete: bool = False

    @property
    def comments(self) -> bool:
        """Whether there are any comments."""
        return bool(self.translator or self.extracted or self.references or self.flags)

    def comment(self, mark: str, text: str) -> None:
        """Take a comment of the kind that a mark behind `#` stands for."""
        kinds = {".": self.extracted, ":": self.references, ",": self.flags}
        kinds.get(mark, self.translator).append(text)


def scan(text: str, path: str) -> tuple[list[Entry | Block], str]:
    """Return the messages of a file: those that are usual, and the blocks of the others.

    With them come the strings of the blocks alone, one a line, for polib to read. Comments at the
    end of the file, which belong to no message, go to the last one. Raises `CatalogError` at the
    first line that has no place in a PO file.
    """
    scanner = _Scanner(path)
    for block in text.rstrip(SPACE).split("\n\n"):
        scanner.take(block)
    return scanner.close(), "".join(f'{line}"\n' for line in scanner.strings)


class _Scanner:
    def __init__(self, path: str):
        self.path = path
        self.number = -1  # before each block is an empty line; there is none before the first
        self.found: list[Entry | Block] = []
        self.block = Block()
        self.keyword = ""  # the last one of the message
        self.previous = ""  # the last one behind `#|`
        self.latest: Line | None = None  # what a string without keyword continues
        self.strings: list[str] = []  # for polib, but for the closing quotes

    @property
    def between(self) -> bool:
        """Whether a message begins here: the one before is complete, this one has nothing yet."""
        block = self.block
        return bool(block.translations) or not (self.keyword or self.previous or block.comments)

    def take(self, block: str) -> None:
        """Take lines with an empty one behind them: a whole message, or else line by line."""
        usual = read_usual(block, self.number + 2) if self.between else None
        if usual is None:
            for line in ["", *block.split("\n")]:
                self.feed(line)
        else:
            self.begin("a message")
            self.found.append(usual)
            self.number += block.count("\n") + 2

    def feed(self, text: str) -> None:
        """Take a line."""
        self.number += 1
        try:
            line = parse_line(text)
        except ValueError as error:
            self.fail(str(error))
        if line.mark == '"':
            self.string(line)
        else:
            self.latest = None
            if line.mark:
                self.comment(line)

    def comment(self, line: Line) -> None:
        """Take a comment, which belongs to the message after it."""
        self.begin("a comment")
        self.block.comment(line.mark, line.text)

    def string(self, line: Line) -> None:
        """Take a line with a string, of whatever kind."""
        if not line.keyword:
            self.continuation(line)
            self.strings[-1] += line.text
            return
        self.latest = line
        mark = "#| " if line.previous else "#~ " if line.obsolete else ""
        self.strings.append(f'{mark}{line.keyword} "{line.text}')
        if line.previous:
            self.before(f"#| {line.keyword}")
        else:
            self.within(line)

    def before(self, keyword: str) -> None:
        """Take a keyword of the source text as it was before."""
        self.begin("“#|”")
        self.follow(self.previous, keyword, _NEXT_PREVIOUS[self.previous])
        self.previous = keyword

    def within(self, line: Line) -> None:
        """Take a keyword of a message."""
        if line.keyword in _NEXT[""] and self.block.translations:
            self.begin(line.keyword)
        if not self.keyword:
            if self.previous == "#| msgctxt":
                self.fail("“#| msgctxt” alone; expected “#| msgid” after it")
            self.block.line = self.number
            self.block.obsolete = line.obsolete
        before = self.keyword
        if before == "msgstr" or (before in _FORMS and not line.keyword.startswith("msgstr[")):
            before = ""
        self.follow(before, line.keyword, _NEXT.get(before, _NEXT[""]))
        if self.block.obsolete != line.obsolete:
            self.fail("“#~” before a part of a message; expected before all of its lines, or none")
        if line.keyword.startswith("msgstr"):
            self.block.translations.append(self.number)
        self.keyword = line.keyword

    def continuation(self, line: Line) -> None:
        """Check that a string without keyword has one before it."""
        if self.latest is None:
            self.fail("text without a keyword; expected msgid or msgstr before it")
        if self.latest[-2:] != line[-2:]:
            self.fail("text with another mark than its keyword; expected the same before both")

    def follow(self, before: str, keyword: str, allowed: tuple[str, ...]) -> None:
        """Check that a keyword may stand where it stands."""
        if keyword not in allowed:
            place = f"after “{before}”" if before else "where a message begins"
            expected = " or ".join(f"“{name}”" for name in allowed)
            self.fail(f"“{keyword}” {place}; expected {expected}")

    def begin(self, what: str) -> None:
        """End a message that is complete, so that `what` belongs to the next."""
        if self.block.translations:
            self.found.append(self.block)
            self.block = Block()
            self.keyword = self.previous = ""
        elif self.keyword:
            expected = " or ".join(f"“{name}”" for name in _NEXT[self.keyword])
            self.fail(f"{what} after “{self.keyword}”; expected {expected}")

    def close(self) -> list[Entry | Block]:
        """End the file, and return its messages."""
        if self.previous and not self.keyword:
            self.fail("file ends after “#|”; expected a message")
        self.begin("the end of the file")
        if self.found and self.block.translator:
            last = self.found[-1]
            if isinstance(last, Block):
                last.translator += self.block.translator
            else:
                own = (*last.translator_comments, *self.block.translator)
                self.found[-1] = replace(last, translator_comments=own)
        return self.found

    def fail(self, message: str) -> NoReturn:
        raise CatalogError(message, self.path, self.number)
