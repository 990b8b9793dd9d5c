"""Messages as gettext writes them, which nearly all are: each is read as a whole, without polib.

polib stays the parser of whatever is written in another way, and resolves all escapes: three
quarters of the time to read a file is polib's, line by line, and it is saved here. A message is
usual if it has comments but no `#~` and no `#|`, a `msgid` and one `msgstr`, and an empty line
behind it. Both ways to read give the same, and errors come from the other one alone; that is a
property test.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from polib import unescape

from pipeline.catalogs.flags import parse_flags
from pipeline.catalogs.references import parse_references
from pipeline.model import Entry, Message

_STRING = r'"[^"\\\n]*(?:\\[bfnrtv"\\][^"\\\n]*)*"'
_STRINGS = re.compile(rf"{_STRING}(?:\n{_STRING})*")
_HEAD = re.compile(
    rf"((?:#[.:,]?(?: [^\\\r\n]*)?\n)*)(?:msgctxt ((?:{_STRING}\n)+))?msgid ({_STRINGS.pattern})"
)
_MARKS = frozenset(".:,")  # behind the # of a comment that is no translator's
_MESSAGES = 1 << 15  # of a project; those of a larger one are read anew for each locale


class Head(NamedTuple):
    """What stands before `msgstr`: `comments` and `lines` count the lines up to `msgid` and it."""

    message: Message
    flags: tuple[str, ...]
    translator_comments: tuple[str, ...]
    comments: int
    lines: int


def read_usual(block: str, line: int) -> Entry | None:
    """Return the message that a block of lines holds, `None` where it is not a usual one.

    `line` is the number of its first line.
    """
    before, keyword, written = block.partition("\nmsgstr ")
    head = _head(before) if keyword else None
    if head is None:
        return None
    msgstr = _joined(written)
    if msgstr is None:
        return None
    return Entry(
        head.message,
        msgstr,
        (),
        None,
        head.flags,
        head.translator_comments,
        None,
        False,
        line + head.comments,
        line + head.lines,
    )


def _joined(written: str) -> str | None:
    """Return the text that quoted lines hold, `None` where they are not well-formed."""
    if "\\" in written:
        return unescape(written[1:-1].replace('"\n"', "")) if _STRINGS.fullmatch(written) else None
    text = written[1:-1].replace('"\n"', "")
    quoted = len(written) > 1 and written[0] == written[-1] == '"'
    return text if quoted and '"' not in text and "\n" not in text else None


@lru_cache(maxsize=_MESSAGES)
def _head(text: str) -> Head | None:
    """Read what is the same in every locale's catalog, but for what comments say of the locale."""
    match = _HEAD.fullmatch(text)
    if match is None:
        return None
    written, context, msgid = match.groups()
    kinds: dict[str, list[str]] = {"": [], ".": [], ":": [], ",": []}
    for comment in written.split("\n")[:-1]:
        mark = comment[1:2]
        if mark in _MARKS:
            kinds[mark].append(comment[3:])
        else:
            kinds[""].append(comment[2:])
    message = Message(
        _joined(msgid) or "",
        None if context is None else _joined(context[:-1]),
        parse_references(kinds[":"]),
        tuple(kinds["."]),
    )
    flags = tuple(parse_flags(kinds[","])) if kinds[","] else ()
    return Head(message, flags, tuple(kinds[""]), written.count("\n"), text.count("\n") + 1)
