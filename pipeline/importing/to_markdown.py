"""Write the pieces of a leaflet as Markdown in which every character is text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.importing.pieces import HEADING, ITEM, PARAGRAPH, STEP, TITLE, Piece

_SPECIAL = re.compile(r"[\\`*\[\]{}]|(?<!\w)_|_(?!\w)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])|&(?=[#\w]+;)")
_OTHER_STARTS = ("???", "===", "~~~", ":::", ": ", "|", "///")
_SNIPPET = re.compile(r"-(?=-*8<-)")


def to_markdown(pieces: Iterable[Piece]) -> str:
    """Return the body of a leaflet: its title as a heading of level 1, then the rest."""
    lines: list[str] = []
    before = ""
    for piece in pieces:
        listed = piece.kind in (ITEM, STEP)
        if lines and not (listed and before == piece.kind):
            lines.append("")
        lines.append(_line(piece))
        before = piece.kind
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return the text of a block so that Markdown shows it as it is."""
    text = escape_inline(text)
    if text.startswith(_OTHER_STARTS):
        return f"&#{ord(text[0])};{text[1:]}"
    if match := re.match(r"\d+(?=[.)]\s)", text):
        return f"{match[0]}\\{text[match.end() :]}"
    return f"\\{text}" if text[:1] in ("#", ">", "+", "-", "!") else text


def escape_inline(text: str) -> str:
    """Return text for the midst of a block so that Markdown shows it as it is."""
    text = _TAG.sub(lambda match: "&lt;" if match[0] == "<" else "&amp;", text)
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return _SNIPPET.sub("&#45;", text)


def _line(piece: Piece) -> str:
    indent = "    " * piece.level
    mark = {TITLE: "# ", HEADING: "## ", PARAGRAPH: "", ITEM: f"{indent}- ", STEP: f"{indent}1. "}
    return mark[piece.kind] + escape(piece.text)


def number_steps(markdown: str) -> Iterator[str]:
    """Yield the lines of Markdown with the steps of a list numbered as a person would."""
    number = 0
    for line in markdown.splitlines(keepends=True):
        match = re.match(r"(\s*)1\. ", line)
        number = number + 1 if match else 0
        yield f"{match[1]}{number}. {line[match.end() :]}" if match else line
