"""Messages that stand in no block: abbreviations, and titles of reference links."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markdown import Markdown

from pipeline.markdown.blocks import Block
from pipeline.markdown.cut import has_words
from pipeline.markdown.placeholders import clean

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
    forms = {short: short for short in abbreviations}
    meanings = dict(abbreviations)

    def write(into: dict[str, str], short: str, msgstr: str) -> bool:
        """Rebuild the table; where two become the same short form, it means either."""
        if not msgstr.strip():
            return False
        into[short] = clean(msgstr.strip())
        abbreviations.clear()
        for name, form in forms.items():
            known = abbreviations.get(form)
            meaning = meanings[name]
            abbreviations[form] = meaning if known is None else f"{known} / {meaning}"
        return True

    for short, meaning in list(meanings.items()):
        note = (f"short for “{meaning}”; write it as the translated text does",)
        put = partial(write, forms, short)
        yield Block(short, ABBREVIATION, put, msgctxt=ABBREVIATION, notes=note)
        role = f"meaning of the abbreviation “{short}”"
        yield Block(meaning, role, partial(write, meanings, short))


def _link_titles(md: Markdown) -> Iterator[Block]:
    references: dict[str, tuple[str, str]] = md.references

    def entitle(label: str, msgstr: str) -> bool:
        if msgstr.strip():
            references[label] = (references[label][0], clean(msgstr))
        return bool(msgstr.strip())

    for label, (_, title) in list(references.items()):
        if title and has_words(title):
            yield Block(title, f"title of the link “[{label}]”", partial(entitle, label))
