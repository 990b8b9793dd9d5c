"""Compare the structure of two messages: what inline Markdown makes of them but for the words."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from pipeline.facts.links.inline import inline_tree, parse_inline
from pipeline.markdown.harmless import WORDS, attributes_of
from pipeline.markdown.html_tokens import tokens
from pipeline.markdown.segments import VISIBLE_ATTRIBUTES

Element = tuple[str, tuple[tuple[str, str], ...]]
"""The name of an element, and its attributes that are no words, sorted."""

LOOKS = frozenset("abbr b bdi br del em i ins mark s small strong sub sup u wbr".split())  # noqa: SIM905
"""Elements that only say how words look or sound; translators move, add and drop emphasis."""

_WORDS = WORDS.union(VISIBLE_ATTRIBUTES, {"value"})
_BEGINS = re.compile(r"[<{`\[]|:[a-z][a-z0-9_+-]*:")
_SHORTCODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?!\w)")
_TEL = re.compile(r"(?i)\s*tel:")
_KINDS: Mapping[str, tuple[str, str]] = {
    "code": ("code", ""),
    "footnote": ("sup", "footnote"),
    "image-target": ("img", "src"),
    "link-target": ("a", "href"),
    "reference": ("a", "reference"),
}


def same_structure(msgid: str, msgstr: str, localized: Callable[[str], str] | None = None) -> bool:
    """Tell whether a translation makes the same elements with the same attributes as its message.

    Their order is free, and so are `LOOKS` without attributes. Which number a `tel:` link dials is
    for the facts to judge. `localized` returns an address for the one for which it may stand.
    """
    if not _BEGINS.search(msgstr) and not _BEGINS.search(msgid):
        return True
    read = _tree_of if "{" in msgid or "{" in msgstr else _facts_of
    here, there = read(msgid), read(msgstr)
    if here == there or localized is None:
        return here == there
    lost, won = here - there, there - here
    return _with_addresses(lost, localized) == _with_addresses(won, localized)


def element_of(name: str, values: Mapping[str, str]) -> Element | None:
    """Return an element without its words, nothing where it is one of `LOOKS`."""
    told = tuple(sorted((key, target_of(values[key])) for key in values if key not in _WORDS))
    return (name, told) if told or name not in LOOKS else None


def target_of(value: str) -> str:
    """Return the value of an attribute, of a `tel:` link nothing but that it is one."""
    return "tel:" if _TEL.match(value) else value


def _with_addresses(found: Counter[Element], localized: Callable[[str], str]) -> Counter[Element]:
    changed: Counter[Element] = Counter()
    for (name, values), count in found.items():
        changed[name, tuple((key, localized(value)) for key, value in values)] += count
    return changed


@lru_cache(maxsize=2048)
def _facts_of(text: str) -> Counter[Element]:
    """Return the elements of a text that holds no attribute list."""
    inline = parse_inline(text)
    found: Counter[Element] = Counter()
    for fact in inline.facts:
        if fact.kind in _KINDS:
            name, key = _KINDS[fact.kind]
            found[name, ((key, target_of(fact.value)),) if key else ()] += 1
    found.update(element for tag in inline.tags for element in _raw(tag))
    found.update(_shortcodes(" ".join(inline.visible)))
    return found


@lru_cache(maxsize=512)
def _tree_of(text: str) -> Counter[Element]:
    """Return the elements of a text that may hold attribute lists."""
    paragraph, raw = inline_tree(text, attribute_lists=True)
    found: Counter[Element] = Counter()
    for element in paragraph.iter():
        if element is paragraph and not element.attrib:
            continue
        if each := element_of(element.tag, element.attrib):
            found[each] += 1
    found.update(element for tag in raw for element in _raw(tag))
    found.update(_shortcodes("".join(_outside_code(paragraph))))
    return found


def _raw(tag: str) -> Iterator[Element]:
    for token in tokens(tag):
        if token.kind == "open":
            values = {name: html.unescape(value) for name, value in attributes_of(token)}
            if element := element_of(token.name, values):
                yield element


def _shortcodes(text: str) -> Iterator[Element]:
    """Yield what the extensions for emoji and icons make pictures of."""
    for found in _SHORTCODE.finditer(text):
        yield "img", (("shortcode", found[0]),)


def _outside_code(element: etree.Element) -> Iterator[str]:
    if element.tag != "code":
        yield element.text or ""
        for child in element:
            yield from _outside_code(child)
    yield element.tail or ""
