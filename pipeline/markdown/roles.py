"""What a message is to a reader: “list item in a danger box”."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence

_ROLES = {
    "p": "paragraph",
    "li": "list item",
    "th": "table heading",
    "td": "table cell",
    "dt": "term that is explained",
    "dd": "explanation of a term",
    "summary": "title of a box that opens",
    "label": "title of a tab",
    "caption": "caption",
    "figcaption": "caption",
}
_FLAGS = frozenset({"inline", "end", "admonition"})


def role_of(around: Sequence[etree.Element]) -> str:
    """Describe a message by the elements that hold it, outermost first."""
    holder = around[-1]
    box = next((_box(element) for element in reversed(around[:-1]) if _box(element)), "")
    if holder.get("class") == "admonition-title":
        return f"title of a {box} box" if box else "title of a box"
    role = _ROLES.get(holder.tag)
    if holder.tag[:1] == "h" and holder.tag[1:].isdigit():
        role = f"heading of level {holder.tag[1:]}"
    elif holder.tag == "p":
        role = _paragraph(around)
    role = role or "text"
    return f"{role} in a {box} box" if box and holder.tag != "summary" else role


def _paragraph(around: Sequence[etree.Element]) -> str:
    for element in reversed(around[:-1]):
        if element.get("class") == "footnote":
            return "footnote"
        if element.tag in ("li", "dd"):
            footnote = element.get("id", "").startswith("fn:")
            return "footnote" if footnote else _ROLES[element.tag]
        if element.tag == "blockquote":
            return "quotation"
    return "paragraph"


def is_danger(element: etree.Element) -> bool:
    """Tell whether an element is a box that warns of danger."""
    classes = element.get("class", "").split()
    return "danger" in classes and ("admonition" in classes or element.tag == "details")


def _box(element: etree.Element) -> str:
    """Return the kind of an admonition (`danger`), or nothing where the element is none."""
    classes = element.get("class", "").split()
    if "admonition" in classes or element.tag == "details":
        return next((name for name in classes if name not in _FLAGS), "note")
    return ""
