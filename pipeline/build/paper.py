"""A page's HTML as paper needs it: nothing to click, nothing folded away, who to call first."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

BOX = ".admonition.danger, .admonition.error, details.danger, details.error"
"""The boxes that tell whom to call; the first one of a page stands at the top of its sheet."""

_TO_DROP = "a.headerlink, a.footnote-backref, .footnote > hr, button, script"


def parse(html: str) -> BeautifulSoup:
    """Return the tree of a page's article."""
    return BeautifulSoup(html, "html.parser")


def flatten(tree: Tag) -> None:
    """Take out what is there to click, open what is folded, and set tabs one below the other."""
    for element in tree.select(_TO_DROP):
        element.decompose()
    for tabs in tree.select(".tabbed-set"):
        _set_tabs(tabs)
    for details in tree.find_all("details"):
        details.name = "div"
        details["class"] = " ".join(["admonition", *classes(details)])
        details.attrs.pop("open", None)
        summary = details.find("summary", recursive=False)
        if summary:
            summary.name = "p"
            summary["class"] = "admonition-title"


def take_box(tree: Tag) -> Tag | None:
    """Take the first emergency box out of a page, and return it."""
    box = tree.select_one(BOX)
    return box.extract() if box else None


def take_title(tree: Tag) -> Tag | None:
    """Take the page's heading out of it, and return it."""
    heading = tree.find("h1")
    return heading.extract() if heading else None


def copy_of_box(html: str) -> str:
    """Return the first emergency box of a page, without ids, empty where it has none."""
    if not any(name in html for name in ("danger", "error")):
        return ""
    tree = parse(html)
    flatten(tree)
    box = take_box(tree)
    if box is None:
        return ""
    drop_ids(box)
    return str(box)


def drop_ids(tree: Tag) -> None:
    """Take the ids away, where another copy of the elements has them."""
    tree.attrs.pop("id", None)
    for element in tree.find_all(id=True):
        del element["id"]


def _set_tabs(tabs: Tag) -> None:
    """Put the label of each tab above what the tab holds (pymdownx.tabbed, both its styles)."""
    labels = [label.extract() for label in tabs.select(".tabbed-labels > label, :scope > label")]
    blocks = tabs.select(":scope > .tabbed-content > .tabbed-block") or tabs.select(
        ":scope > .tabbed-content"
    )
    for block in blocks:
        block.extract()
    tabs.clear()
    for label, block in zip(labels, blocks, strict=False):
        label.name = "p"
        label.attrs = {"class": "leaflet-tab"}
        tabs.extend([label, block])


def classes(element: Tag) -> Sequence[str]:
    """Return the classes of an element."""
    found = element.get("class")
    return found.split() if isinstance(found, str) else found or []
