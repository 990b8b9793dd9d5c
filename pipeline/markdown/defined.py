"""Messages that stand in no block: abbreviations, and titles of reference links."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markdown import Markdown

from pipeline.markdown.blocks import Block
from pipeline.markdown.cut import has_words

ABBREVIATION = "abbreviation"
"""The context (msgctxt) of a short form, which is often the same as a word of the text."""


def defined_blocks(md: Markdown) -> Iterator[Block]:
    """Return the messages of `*[HIV]: …` and of `[label]: url "title"`, in order."""
    yield from _abbreviations(md)
    yield from _link_titles(md)


def _abbreviations(md: Markdown) -> Iterator[Block]:
    if "abbr" not in md.treeprocessors:
        return
    abbreviations: dict[str, str] = md.treeprocessors["abbr"].abbrs  # type: ignore[attr-defined]
    names = {short: short for short in abbreviations}

    def rename(short: str, msgstr: str) -> None:
        meaning = abbreviations.pop(names[short])
        names[short] = msgstr
        abbreviations[msgstr] = meaning

    def explain(short: str, msgstr: str) -> None:
        abbreviations[names[short]] = msgstr

    for short, meaning in list(abbreviations.items()):
        note = (f"short for “{meaning}”; write it as the translated text does",)
        yield Block(short, ABBREVIATION, partial(rename, short), msgctxt=ABBREVIATION, notes=note)
        role = f"meaning of the abbreviation “{short}”"
        yield Block(meaning, role, partial(explain, short))


def _link_titles(md: Markdown) -> Iterator[Block]:
    references: dict[str, tuple[str, str]] = md.references

    def entitle(label: str, msgstr: str) -> None:
        references[label] = (references[label][0], msgstr)

    for label, (_, title) in list(references.items()):
        if title and has_words(title):
            yield Block(title, f"title of the link “[{label}]”", partial(entitle, label))
