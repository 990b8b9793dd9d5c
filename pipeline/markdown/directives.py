"""The comments with which an author speaks to translators: `<!-- i18n:comment TEXT -->` and so on.

The names are those of mdbook-i18n-helpers. A directive applies to the message, or to the block,
that comes next.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

_DIRECTIVE = re.compile(r"<!--\s*i18n:(?P<name>[\w-]*)(?P<text>.*?)-->", re.DOTALL)
_ONLY = re.compile(rf"\s*(?:{_DIRECTIVE.pattern}\s*)+", re.DOTALL)


class Name(enum.Enum):
    """What a directive asks for."""

    COMMENT = "comment"
    CONTEXT = "context"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive; `name` is `None` where the author wrote a word that means nothing here."""

    name: Name | None
    text: str
    source: str


def find_directives(html: str) -> tuple[Directive, ...]:
    """Return the directives in a piece of HTML, in order."""
    return tuple(
        Directive(_name(match["name"]), " ".join(match["text"].split()), match[0])
        for match in _DIRECTIVE.finditer(html)
    )


def is_directive(html: str) -> bool:
    """Tell whether a piece of HTML holds directives and nothing else."""
    return _ONLY.fullmatch(html) is not None


def _name(word: str) -> Name | None:
    return next((name for name in Name if name.value == word), None)
