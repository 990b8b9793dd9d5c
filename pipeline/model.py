"""The values that the pipeline passes around: immutable, comparable, free of input and output."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

REVIEW_ROLES = ("translator", "reviser", "medical")
"""As what somebody signs off a translation; a reviser compares it with the source (ISO 17100)."""


class Figures:
    """Counts that can be added up, field by field."""

    __slots__ = ()

    def __add__(self, other: Self) -> Self:
        """Add up two counts of the same kind."""
        theirs = other.as_dict()
        return type(self)(**{name: count + theirs[name] for name, count in self.as_dict().items()})

    def as_dict(self) -> dict[str, int]:
        """Return the counts by the names of their fields."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}  # type: ignore[attr-defined]


class Severity(enum.Enum):
    """How much a finding weighs.

    `ERROR` could hurt or mislead a patient, or break the page, and keeps the message from readers;
    `WARNING` asks a person to look; `INFO` is told and does nothing.
    """

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Order severities: the higher, the graver."""
        return ("info", "warning", "error").index(self.value)


def message_hash(msgctxt: str | None, msgid: str, msgstr: str) -> str:
    """Return what stands for a message and its translation: a change of either changes it."""
    parts = (msgctxt or "", msgid, msgstr)
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A line of a file; `path` is relative to `mkdocs.yml`, with forward slashes, lines from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Message:
    """A piece of a leaflet that is translated as a whole: one block's inline Markdown.

    `msgctxt` tells apart messages that read alike; `comments` are the `#.` lines; `critical` are
    the kinds of critical messages that it is one of (`pipeline.policy.CRITICAL`).
    """

    msgid: str
    msgctxt: str | None = None
    locations: tuple[Location, ...] = ()
    comments: tuple[str, ...] = ()
    critical: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the message in a catalog (gettext: context and id)."""
        return (self.msgctxt, self.msgid)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in a catalog, with what its translator wrote.

    `line` is where the entry's `msgid` (or `msgctxt`) stands in the file, `msgstr_line` where its
    `msgstr` does; `previous` is what `#|` holds (context, id, plural id).
    """

    message: Message
    msgstr: str = ""
    plurals: tuple[str, ...] = ()
    msgid_plural: str | None = None
    flags: tuple[str, ...] = ()
    translator_comments: tuple[str, ...] = ()
    previous: tuple[str | None, str, str | None] | None = None
    obsolete: bool = False
    line: int = 0
    msgstr_line: int = 0

    @property
    def fuzzy(self) -> bool:
        """Whether a person has yet to look at the translation."""
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        """Whether the entry has words that count: not empty, not fuzzy, not obsolete."""
        if self.obsolete or "fuzzy" in self.flags:
            return False
        return all(self.plurals) if self.plurals else bool(self.msgstr)


@dataclass(frozen=True, slots=True)
class Template:
    """The messages of a domain, in reading order; `created` is its POT-Creation-Date."""

    domain: str
    messages: tuple[Message, ...]
    created: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """A `.po` or `.pot` file.

    `header` keeps the order of the file; `header_comments` are the lines of `#` above it;
    `path` is relative to `mkdocs.yml`; `digest` stands for the bytes of the file that was read.
    """

    path: str
    header: Mapping[str, str]
    entries: tuple[Entry, ...] = ()
    header_comments: tuple[str, ...] = ()
    header_flags: tuple[str, ...] = ()
    digest: str = field(default="", compare=False, repr=False)


class Fact(NamedTuple):
    """Something that a text states and that a translation must keep.

    `kind` is what was found (phone, drug, …), `value` its meaning in a form that two languages
    share (digits, a concept), and `text[start:end]` the words that state it.
    """

    kind: str
    value: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """The half-open range of characters that states the fact."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that source and translation do not share, and how: `changed`, `missing`, `added`…"""

    kind: str
    source: Fact | None = None
    target: Fact | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check says of one message, before it is known whose message it is.

    Spans are half-open character ranges in the msgid and the msgstr.
    """

    message: str
    hint: str = ""
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its place: the line of a catalog, a term base or a leaflet.

    `waived` is the reason for which somebody lets it stand.
    """

    check: str
    severity: Severity
    message: str
    path: str
    line: int
    locale: str = ""
    domain: str = ""
    msgctxt: str | None = None
    msgid: str = ""
    msgstr: str = ""
    hint: str = ""
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    source_span: tuple[int, int] | None = field(default=None, compare=False)
    target_span: tuple[int, int] | None = field(default=None, compare=False)
    waived: str = ""

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that stand for the message and its translation (SHA-256)."""
        return message_hash(self.msgctxt, self.msgid, self.msgstr)

    @property
    def order(self) -> tuple[object, ...]:
        """Sort findings by place, then by check."""
        return (self.locale, self.path, self.line, self.check, self.message)
