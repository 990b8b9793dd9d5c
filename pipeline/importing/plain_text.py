"""Read a plain-text leaflet: discharge sheets as hospital systems print them.

The title is the first line. Blank lines part paragraphs, bullets and numbers begin list items
(however they are indented), and a short line without a full stop is taken for a heading. What is
not certain is noted with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.importing.glue import doubtful_words, part_words
from pipeline.importing.pieces import HEADING, ITEM, PARAGRAPH, STEP, TITLE, Draft, Piece

_BULLET = re.compile(r"([•‣▪◦●○■□·∙*]|[-–—](?=\s|[^\W\d_])|o(?=\s))\s*(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.,;:!…]['\")\]”’]*$")
_LONGEST_HEADING = 70
_MOST_WORDS = 11
_TAB = 4


def read_plain_text(text: str) -> Draft:
    """Return the pieces of a text and what is uncertain in them."""
    draft = Draft()
    lines = [line.expandtabs(_TAB).rstrip() for line in text.splitlines()]
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return draft
    title = lines[first].strip()
    if len(title) > _LONGEST_HEADING or _ENDS_SENTENCE.search(title):
        draft.doubt(first + 1, "the first line, taken for the title, reads like a sentence")
    _add(draft, TITLE, [title], first + 1)
    reader = _Reader(draft, lines)
    for start, block in _blocks(lines, first + 1):
        reader.read(block, start)
    _check_steps(draft)
    return draft


class _Reader:
    """Takes the blocks between blank lines apart; a blank line does not end a list."""

    def __init__(self, draft: Draft, lines: Sequence[str]) -> None:
        self.draft = draft
        self.all = lines
        self.kind = PARAGRAPH
        self.lines: list[str] = []
        self.line = 0
        self.indent = 0
        self.indents: list[int] = []

    def read(self, block: Sequence[str], start: int) -> None:
        """Take the lines of one block, the first of which is at the index `start`."""
        width = max(map(len, block))
        for offset, line in enumerate(block):
            number = start + offset + 1
            content = line.strip()
            indent = len(line) - len(line.lstrip())
            bullet, step = _BULLET.match(content), _NUMBER.match(content)
            if bullet or step:
                self.flush()
                self.begin(ITEM if bullet else STEP, number, indent)
                self.lines.append(content[bullet.end() :] if bullet else content)
                continue
            following = block[offset + 1] if offset + 1 < len(block) else None
            if not self.lines and self.is_heading(content, following, number, width):
                self.kind, self.line, self.lines = HEADING, number, [content]
                self.flush()
                continue
            if self.lines and self.kind in (ITEM, STEP) and not self.continues(content, indent):
                self.draft.doubt(number, "a line behind a list; taken for a paragraph")
                self.flush()
            if not self.lines:
                self.line = number
            self.lines.append(content)
        self.flush()

    def begin(self, kind: str, number: int, indent: int) -> None:
        """Begin a list item, at the level that its indent says."""
        known = list(self.indents)
        while len(self.indents) > 1 and indent < self.indents[-1]:
            self.indents.pop()
        if self.indents and indent > self.indents[-1]:
            if indent - self.indents[-1] < 2 or self.indents != known:
                self.draft.doubt(number, "an odd indent; look whether the list is right")
                indent = self.indents[-1]
            else:
                self.indents.append(indent)
        elif not self.indents:
            self.indents.append(indent)
        self.kind, self.line, self.indent = kind, number, indent

    def continues(self, content: str, indent: int) -> bool:
        """Tell whether a line without a bullet goes on with the item before it."""
        return indent > self.indent or not content[:1].isupper()

    def is_heading(self, content: str, following: str | None, number: int, width: int) -> bool:
        """Tell whether the first line of a block is a heading, and note what speaks for it."""
        if not _looks_like_heading(content):
            return False
        if following is None:
            alone = any(line.strip() for line in self.all[number:])
            if alone:
                self.draft.doubt(number, "taken for a heading")
            return alone
        if _BULLET.match(following.strip()) or _NUMBER.match(following.strip()):
            self.draft.doubt(number, "taken for a heading of the list below it")
            return True
        word = following.split()[0]
        if word[:1].isupper() and len(content) + 1 + len(word) < width * 0.8:
            self.draft.doubt(number, "a short line above a paragraph; taken for a heading")
            return True
        return False

    def flush(self) -> None:
        """End the piece whose lines were read."""
        if self.lines:
            if self.kind not in (ITEM, STEP):
                self.indents = []
            level = max(0, len(self.indents) - 1)
            _add(self.draft, self.kind, self.lines, self.line, level)
        self.kind, self.lines = PARAGRAPH, []


def without_mark(line: str) -> str:
    """Return a line without indent and bullet."""
    content = line.strip()
    match = _BULLET.match(content)
    return content[match.end() :] if match else content


def without_number(line: str) -> str:
    """Return a line without the number of its step."""
    return _NUMBER.sub("", line, count=1)


def _blocks(lines: Sequence[str], start: int) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for index in range(start, len(lines) + 1):
        if index < len(lines) and lines[index].strip():
            block.append(lines[index])
        elif block:
            yield index - len(block), block
            block = []


def _looks_like_heading(content: str) -> bool:
    short = len(content) <= _LONGEST_HEADING and len(content.split()) <= _MOST_WORDS
    if not short or _ENDS_SENTENCE.search(content):
        return False
    return content[:1].isupper() and any(map(str.isalpha, content))


def _add(draft: Draft, kind: str, lines: Sequence[str], line: int, level: int = 0) -> None:
    text, parted = part_words(" ".join(" ".join(lines).split()))
    for words in parted:
        draft.doubt(line, f"“{words}” ran together; a space was put between")
    for words in doubtful_words(text):
        draft.doubt(line, f"“{words}” may be two words")
    draft.pieces.append(Piece(kind, text, line, level, tuple(lines)))


def _check_steps(draft: Draft) -> None:
    """Keep numbers that do not count up from 1 as text: a Markdown list would count anew."""
    pieces = draft.pieces
    start = 0
    while start < len(pieces):
        if pieces[start].kind != STEP:
            start += 1
            continue
        end = start
        while end < len(pieces) and pieces[end].kind == STEP:
            end += 1
        _settle_steps(draft, start, end)
        start = end


def _settle_steps(draft: Draft, start: int, end: int) -> None:
    run = draft.pieces[start:end]
    numbers = [int(match[1]) for piece in run if (match := _NUMBER.match(piece.text))]
    counts = numbers == list(range(1, len(run) + 1)) and len({p.level for p in run}) == 1
    if not counts:
        draft.doubt(run[0].line, "numbers that do not count up from 1; kept as text")
    for index, piece in enumerate(run, start):
        if counts:
            text = _NUMBER.sub("", piece.text, count=1)
            draft.pieces[index] = Piece(STEP, text, piece.line, piece.level, piece.lines)
        else:
            draft.pieces[index] = Piece(PARAGRAPH, piece.text, piece.line, 0, piece.lines)
