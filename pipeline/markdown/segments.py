"""Cut raw HTML into what a translator gets: runs of text with its inline tags, and attributes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.markdown.html_tokens import Token, attributes, is_balanced, tokens

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

_INLINE = frozenset(
    "a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd mark q s samp small "  # noqa: SIM905
    "span strike strong sub sup time tt u var wbr".split()
)
_NO_MARKUP = frozenset({"desc", "optgroup", "option", "text", "textarea", "title", "tspan"})
"""Elements that may hold no other element of HTML, so that no part of them can be wrapped."""

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
    """Return the messages of raw HTML, and its comments, in order."""
    return tuple(_Cutter().cut(raw))


class _Cutter:
    """What is known at the place where the cut is."""

    def __init__(self) -> None:
        self._run: list[Token] = []
        self._open: list[str] = []

    def cut(self, raw: str) -> Iterator[Segment | Token]:
        skip = False
        skipped: list[str] = []
        for token in tokens(raw):
            if skipped:
                _track(skipped, token)
                continue
            inline = token.kind == "text" or token.name in _INLINE
            if skip and token.kind == "text" and token.raw.strip():
                skip = False
            elif skip and token.kind == "open":
                skip = False
                _track(skipped, token)
            elif token.kind == "open" and token.name in OPAQUE and token.name != "code":
                yield from self._flush()
                _track(skipped, token)
            elif inline:
                self._run.append(token)
            else:
                yield from self._flush()
                _track(self._open, token)
                if token.kind == "comment":
                    yield token
                    skip = bool(re.match(r"\s*i18n:skip\b", token.inner))
                elif token.kind == "open":
                    yield from _visible(token)
        yield from self._flush()

    def _flush(self) -> Iterator[Segment]:
        run, self._run = self._run, []
        markup = not (self._open and self._open[-1] in _NO_MARKUP)
        yield from _segments(run, holds_markup=markup)


def _track(names: list[str], token: Token) -> None:
    """Keep the names of the elements that are open."""
    from pipeline.markdown.html_tokens import VOID

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


def _visible(tag: Token) -> Iterator[Segment]:
    if tag.kind != "open":
        return
    found = list(attributes(tag))
    button = tag.name == "input" and any(
        each.name == "type" and each.value.lower() in ("button", "reset", "submit")
        for each in found
    )
    for each in found:
        visible = each.name in VISIBLE_ATTRIBUTES or (button and each.name == "value")
        if visible and _has_words(value := html.unescape(each.value)):
            yield Segment(each.start, each.end, value, attribute=each.name, holds_markup=False)


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
