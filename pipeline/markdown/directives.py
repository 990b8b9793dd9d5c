"""The comments with which an author speaks to translators: `<!-- i18n:comment TEXT -->` and so on.

The names are those of mdbook-i18n-helpers. A directive applies to the message, or to the block,
that comes next; on the line of a message, to that message.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_DIRECTIVE = re.compile(r"<!--\s*i18n:(?P<name>[\w-]*)(?P<text>.*?)-->", re.DOTALL)


class Name(enum.Enum):
    """What a directive asks for."""

    COMMENT = "comment"
    CONTEXT = "context"
    CRITICAL = "critical"
    SKIP = "skip"


_OF_MESSAGES = frozenset({Name.COMMENT, Name.CONTEXT})
"""What applies to the next message; the others apply to the next block, with all that it holds."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive; `name` is `None` where the author wrote a word that means nothing here."""

    name: Name | None
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A directive that cannot be followed; `source` is the comment as the author wrote it."""

    message: str
    source: str


@dataclass(slots=True)
class Orders:
    """What directives ask of the message, or of the block, that comes next."""

    notes: list[str] = field(default_factory=list)
    context: str | None = None
    skip: bool = False
    critical: bool = False
    problems: list[Problem] = field(default_factory=list)
    _waiting: list[Directive] = field(default_factory=list)

    def obey(self, directives: Sequence[Directive]) -> None:
        """Take in directives, in order."""
        for directive in directives:
            if directive.name is None:
                names = ", ".join(f"i18n:{name.value}" for name in Name)
                message = f"unknown directive; expected one of {names}"
                self.problems.append(Problem(message, directive.source))
                continue
            self._waiting.append(directive)
            if directive.name is Name.COMMENT:
                self.notes.append(directive.text)
            elif directive.name is Name.CONTEXT:
                self.context = directive.text
            elif directive.name is Name.CRITICAL:
                self.critical = True
            else:
                self.skip = True

    def refuse(self, directives: Sequence[Directive]) -> None:
        """Note directives that stand inside of a message."""
        for directive in directives:
            message = "expected this directive above its message, or behind it on its line"
            self.problems.append(Problem(message, directive.source))

    def take_skip(self) -> bool:
        """Tell whether the block that has come is to be skipped, and forget it."""
        if not self.skip:
            return False
        self.skip = False
        self._take(Name.SKIP)
        return True

    def take_critical(self) -> tuple[Directive, ...]:
        """Return the directives that mark what has come as critical, and forget them."""
        if not self.critical:
            return ()
        self.critical = False
        return self._take(Name.CRITICAL)

    def miss(self, directives: Sequence[Directive]) -> None:
        """Note directives behind which there was no message."""
        for directive in directives:
            message = "expected a message behind this directive, found none"
            self.problems.append(Problem(message, directive.source))

    def fulfil(self) -> tuple[str | None, tuple[str, ...]]:
        """Return context and notes of the message that has come, and forget them."""
        if not self._waiting:
            return None, ()
        context, notes = self.context, tuple(self.notes)
        self.notes, self.context = [], None
        self._waiting = [each for each in self._waiting if each.name not in _OF_MESSAGES]
        return context, notes

    def end(self) -> None:
        """Note what was asked of a message that has not come."""
        self.miss(self._waiting)
        self._waiting = []

    def _take(self, name: Name) -> tuple[Directive, ...]:
        taken = tuple(each for each in self._waiting if each.name is name)
        self._waiting = [each for each in self._waiting if each.name is not name]
        return taken


def find_directives(html: str) -> tuple[Directive, ...]:
    """Return the directives in a piece of HTML, in order."""
    if "i18n:" not in html:
        return ()
    return tuple(
        Directive(_name(found["name"]), " ".join(found["text"].split()), found[0])
        for found in _DIRECTIVE.finditer(html)
    )


def _name(word: str) -> Name | None:
    return next((name for name in Name if name.value == word), None)
