"""Cut raw HTML into what a translator gets: runs of text with its inline tags, and attributes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.markdown.html_tokens import VOID, Token, attributes, is_balanced, tokens

VISIBLE_ATTRIBUTES = (
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "data-toc-label",
    "label",
    "placeholder",
    "title",
)
"""Attributes that a reader sees or hears (and, of a button, its `value`)."""

OPAQUE = frozenset({"code", "math", "pre", "script", "style", "template"})
"""Elements whose text is code or formulas and is never translated."""

INLINE = frozenset(
    "a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd mark q s samp small "  # noqa: SIM905
    "span strike strong sub sup time tt u var wbr".split()
)
"""Elements that are part of a sentence (phrasing content, WHATWG HTML, section 3.2.5)."""
NO_MARKUP = frozenset({"desc", "optgroup", "option", "text", "textarea", "title", "tspan"})
"""Elements that may hold no other element of HTML, so that no part of them can be wrapped."""

_SKIP = re.compile(r"\s*i18n:skip(?![\w-])")
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A message at `raw[start:end]` of a raw HTML block; `text` is what the translator gets.

    `attribute` is the name of the attribute whose value it is, `tags` are the tags that it holds.
    """

    start: int
    end: int
    text: str
    attribute: str = ""
    tags: frozenset[str] = frozenset()
    holds_markup: bool = True


def find_segments(raw: str) -> tuple[Segment | Token, ...]:
    """Return the messages of raw HTML, its comments and its placeholders, in order."""
    return tuple(_Cutter().cut(raw))


class _Cutter:
    """What is known at the place where the cut is."""

    def __init__(self) -> None:
        self._run: list[Token] = []
        self._open: list[str] = []

    def cut(self, raw: str) -> Iterator[Segment | Token]:
        skip: Token | None = None
        passing: list[str] = []
        for token in tokens(raw):
            if passing:
                _track(passing, token)
                continue
            if skip and (token.kind == "open" or (token.kind == "text" and token.raw.strip())):
                skip = None
                _track(passing, token)
            elif token.name in OPAQUE and token.name != "code":
                yield from self._flush()
                _track(passing, token)
            elif token.kind == "text" or token.name in INLINE:
                self._run.append(token)
            else:
                yield from self._flush()
                _track(self._open, token)
                if token.kind == "comment" and _SKIP.match(token.inner):
                    skip = token
                elif token.kind in ("comment", "placeholder"):
                    yield token
                else:
                    yield from _visible(token)
        yield from self._flush()
        if skip:
            yield skip

    def _flush(self) -> Iterator[Segment]:
        run, self._run = self._run, []
        markup = not (self._open and self._open[-1] in NO_MARKUP)
        yield from _segments(run, holds_markup=markup)


def _track(names: list[str], token: Token) -> None:
    """Keep the names of the elements that are open."""
    if token.kind == "open" and token.name not in VOID and not token.raw.endswith("/>"):
        names.append(token.name)
    elif token.kind == "close" and token.name in names:
        while names.pop() != token.name:
            pass


def _segments(run: Sequence[Token], *, holds_markup: bool) -> Iterator[Segment]:
    """Return the message of a run of text and inline tags, or its parts where tags are crossed."""
    if not _says_something(run):
        for token in run:
            yield from _visible(token)
    elif not is_balanced([token for token in run if token.kind != "text"]):
        for token in run:
            yield from _visible(token)
            if token.kind == "text":
                yield from _segments([token], holds_markup=holds_markup)
    else:
        first, last = _core(run)
        for token in run[:first]:
            yield from _visible(token)
        yield _segment(run[first : last + 1], holds_markup=holds_markup)
        for token in run[last + 1 :]:
            yield from _visible(token)


def _core(run: Sequence[Token]) -> tuple[int, int]:
    """Return the first and the last token, without what stands around the words."""
    first, last = 0, len(run) - 1
    while True:
        if _is_blank(run[first]):
            first += 1
        elif _is_blank(run[last]):
            last -= 1
        elif (
            run[first].kind == "open"
            and run[last].kind == "close"
            and is_balanced([token for token in run[first + 1 : last] if token.kind != "text"])
            and run[first].name != "code"
        ):
            first, last = first + 1, last - 1
        else:
            return first, last


def _is_blank(token: Token) -> bool:
    return token.name in ("br", "wbr") or (token.kind == "text" and not token.raw.strip())


def _segment(run: Sequence[Token], *, holds_markup: bool) -> Segment:
    begin = len(run[0].raw) - len(run[0].raw.lstrip()) if run[0].kind == "text" else 0
    stop = len(run[-1].raw) - len(run[-1].raw.rstrip()) if run[-1].kind == "text" else 0
    text = "".join(
        html.unescape(_SPACE.sub(" ", token.raw)) if token.kind == "text" else token.raw
        for token in run
    )
    tags = frozenset(token.raw for token in run if token.kind != "text")
    start, end = run[0].start + begin, run[-1].end - stop
    return Segment(start, end, text.strip(), tags=tags, holds_markup=holds_markup)


def _says_something(run: Sequence[Token]) -> bool:
    code = 0
    for token in run:
        if token.name == "code":
            code += 1 if token.kind == "open" else -1
        elif token.kind == "text" and code <= 0 and _has_words(html.unescape(token.raw)):
            return True
    return False


def visible_attributes(tag: str, found: Mapping[str, str]) -> Iterator[str]:
    """Return the names of the attributes that a reader sees, of all those that an element has."""
    for name, value in found.items():
        visible = name in VISIBLE_ATTRIBUTES or (
            name == "value"
            and tag == "input"
            and found.get("type", "").lower() in ("button", "reset", "submit")
        )
        if visible and any(map(str.isalnum, value)):
            yield name


def _visible(tag: Token) -> Iterator[Segment]:
    if tag.kind != "open" or "=" not in tag.raw:
        return
    found = {each.name: each for each in reversed(list(attributes(tag)))}
    values = {name: html.unescape(each.value) for name, each in reversed(found.items())}
    for name in visible_attributes(tag.name, values):
        each = found[name]
        yield Segment(each.start, each.end, values[name], attribute=name, holds_markup=False)


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
