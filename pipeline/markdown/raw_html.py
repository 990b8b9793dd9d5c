"""The messages of raw HTML blocks, which Python-Markdown keeps aside as strings."""

from __future__ import annotations

import html
from collections.abc import Iterator, MutableSequence
from functools import partial
from typing import Any

from markdown.util import HTML_PLACEHOLDER_RE

from pipeline.markdown.blocks import FALLBACK, MARK, Block
from pipeline.markdown.directives import Directive, find_directives
from pipeline.markdown.html_tokens import is_balanced, tokens
from pipeline.markdown.placeholders import clean
from pipeline.markdown.segments import Segment, find_segments

_ROLE = "text in raw HTML"


def raw_messages(stash: MutableSequence[Any], index: int) -> Iterator[Block | Directive]:
    """Return the messages, and the directives, of the raw HTML at an index of the stash, in order.

    A translation may use the tags of its message and no others; where it does, or where its tags
    are not nested as HTML wants them, it is written as plain text.
    """
    raw = stash[index]
    if not isinstance(raw, str):
        return
    found = find_segments(raw)
    written = {each: raw[each.start : each.end] for each in found if isinstance(each, Segment)}

    def write(segment: Segment, text: str) -> None:
        written[segment] = text
        pieces, at = [], 0
        for each in sorted(written, key=lambda each: each.start):
            pieces += [raw[at : each.start], written[each]]
            at = each.end
        stash[index] = "".join([*pieces, raw[at:]])

    def put(segment: Segment, msgstr: str) -> bool:
        if msgstr != segment.text and msgstr.strip():
            write(segment, _encode(segment, clean(msgstr.strip())))
        return bool(msgstr.strip())

    def fall_back(segment: Segment) -> None:
        if segment.holds_markup:
            names = "".join(f' {name}="{value}"' for name, value in FALLBACK.items())
            write(segment, f"<span{names}>{raw[segment.start : segment.end]}</span>")

    def mark(segment: Segment, number: int) -> None:
        if segment.holds_markup:
            text = written[segment]
            write(segment, f'<{MARK} data-message="{number}">{text}</{MARK}>')

    for each in found:
        if isinstance(each, Segment):
            role = f"attribute “{each.attribute}” in raw HTML" if each.attribute else _ROLE
            yield Block(
                each.text,
                role,
                partial(put, each),
                partial(fall_back, each),
                mark=partial(mark, each),
            )
        elif each.kind == "comment":
            yield from find_directives(each.raw)
        elif inner := HTML_PLACEHOLDER_RE.fullmatch(each.raw):
            yield from raw_messages(stash, int(inner[1]))


def _encode(segment: Segment, msgstr: str) -> str:
    if segment.attribute:
        return f'"{html.escape(msgstr)}"'
    pieces = list(tokens(msgstr))
    tags = [piece for piece in pieces if piece.kind != "text"]
    if any(tag.raw not in segment.tags for tag in tags) or not is_balanced(tags):
        return html.escape(msgstr, quote=False)
    return "".join(
        html.escape(piece.raw, quote=False) if piece.kind == "text" else piece.raw
        for piece in pieces
    )
