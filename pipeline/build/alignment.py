"""Align a page with its translation, block by block.

Both are made from the same blocks by the same parser, so their trees have the same shape down to
the blocks that hold one message each. Where they do not, because of raw HTML, the smallest part
that has the same place on both sides becomes one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain

from bs4 import Tag
from bs4.element import Comment, NavigableString, PageElement

from pipeline.build.paper import classes

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_CONTAINERS = frozenset(
    "article aside blockquote body dd div footer header li main ol section ul".split()  # noqa: SIM905
)
_LEAVES = HEADINGS | frozenset("address dl figure form hr p pre table".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Row:
    """A block and its translation, as HTML.

    `stays` tells that the next row stays on its sheet. `box` are the classes of the admonition
    that the row is a part of.
    """

    source: str
    target: str
    stays: bool = False
    box: str = ""


Group = tuple[Row, ...]
"""Rows that stand on one sheet of paper: a heading and what follows it, the parts of a box."""


def align(source: Tag, target: Tag) -> list[Group]:
    """Return the rows of two trees of the same shape, in groups."""
    return list(_groups(_children(source, target)))


def _groups(rows: Iterable[Row]) -> Iterator[Group]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.stays:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _children(source: Tag, target: Tag) -> list[Row]:
    """Align what two elements hold; what cannot be aligned is one row."""
    pairs = _pairs(_pieces(source), _pieces(target))
    if pairs is None:
        return [Row(source.decode_contents(), target.decode_contents())]
    return list(chain.from_iterable(_piece(*pair) for pair in pairs))


Piece = Tag | str
"""A block, or a run of text and inline elements, as HTML."""


def _pieces(element: Tag) -> list[Piece]:
    found: list[Piece] = []
    run: list[PageElement] = []
    for child in element.children:
        if isinstance(child, Tag) and child.name in _CONTAINERS | _LEAVES:
            found += [*_run(run), child]
            run = []
        elif not isinstance(child, Comment):
            run.append(child)
    return [*found, *_run(run)]


def _run(nodes: Sequence[PageElement]) -> list[Piece]:
    if all(isinstance(node, NavigableString) and not node.strip() for node in nodes):
        return []
    return ["".join(_html(node) for node in nodes).strip()]


def _html(node: PageElement) -> str:
    return node.decode() if isinstance(node, Tag) else escape(str(node), quote=False)


def _pairs(source: list[Piece], target: list[Piece]) -> list[tuple[Piece, Piece]] | None:
    """Return the pieces two by two, `None` where they are not of the same kinds."""
    if [_kind(piece) for piece in source] != [_kind(piece) for piece in target]:
        return None
    return list(zip(source, target, strict=True))


def _kind(piece: Piece) -> str:
    return piece.name if isinstance(piece, Tag) else ""


def _piece(source: Piece, target: Piece) -> list[Row]:
    if not isinstance(source, Tag) or not isinstance(target, Tag):
        return [Row(str(source), str(target))]
    if source.name == "dl":
        return _definitions(source, target)
    if source.name in _LEAVES or _is_code(source):
        label = "leaflet-tab" in classes(source)
        return [Row(source.decode(), target.decode(), source.name in HEADINGS or label)]
    if source.name in ("ul", "ol"):
        return _list(source, target)
    return _in_parts(source, target, _children(source, target))


def _is_code(element: Tag) -> bool:
    """Tell whether an element is a block of code with what its highlighter set around it."""
    return "highlight" in classes(element)


def _list(source: Tag, target: Tag) -> list[Row]:
    """Align two lists: a row for each item, and for each block in one."""
    rows: list[Row] = []
    first = int(str(source.get("start") or 1))
    items = [each.find_all("li", recursive=False) for each in (source, target)]
    if len(items[0]) != len(items[1]):
        return [Row(source.decode(), target.decode())]
    for number, (own, its) in enumerate(zip(*items, strict=True), first):
        for index, row in enumerate(_children(own, its)):
            new = index == 0
            rows.append(
                replace(
                    row,
                    source=_item(source, own, row.source, number, new=new),
                    target=_item(target, its, row.target, number, new=new),
                )
            )
    return rows


def _item(parent: Tag, item: Tag, html: str, number: int, *, new: bool) -> str:
    """Return a list of one item, which goes on where it is not `new`."""
    attributes: dict[str, object] = {**parent.attrs}
    own: dict[str, object] = {**item.attrs}
    if parent.name == "ol":
        attributes["start"] = str(number)
    if not new:
        own.pop("id", None)
        own["class"] = [*classes(item), "leaflet-continued"]
    return f"{_open(parent.name, attributes)}{_open('li', own)}{html}</li></{parent.name}>"


def _definitions(source: Tag, target: Tag) -> list[Row]:
    """Align two lists of definitions: a row for each term with all that is said of it."""
    entries = [_entries(each) for each in (source, target)]
    if len(entries[0]) != len(entries[1]):
        return [Row(source.decode(), target.decode())]
    start = _open("dl", source.attrs), _open("dl", target.attrs)
    return [
        Row(f"{start[0]}{own}</dl>", f"{start[1]}{its}</dl>")
        for own, its in zip(*entries, strict=True)
    ]


def _entries(definitions: Tag) -> list[str]:
    found: list[str] = []
    before = ""
    for child in definitions.find_all(["dt", "dd"], recursive=False):
        if child.name == "dt" and before != "dt":
            found.append("")
        if found:
            found[-1] += child.decode()
        before = child.name
    return found


def _in_parts(source: Tag, target: Tag, rows: Sequence[Row]) -> list[Row]:
    """Set each row into its part of the element around all of them.

    The parts of an admonition carry its classes, for the table draws the box around both sides.
    """
    last = len(rows) - 1
    found = []
    for index, row in enumerate(rows):
        if "admonition" in classes(source):
            box = row.box or " ".join([*classes(source), *_place(index, last)])
            found.append(replace(row, stays=row.stays or index < last, box=box))
        else:
            own, its = _part(source, row.source, index), _part(target, row.target, index)
            found.append(replace(row, source=own, target=its))
    return found


def _place(index: int, last: int) -> list[str]:
    return [name for name, is_so in (("first", index == 0), ("last", index == last)) if is_so]


def _part(element: Tag, html: str, index: int) -> str:
    attributes: dict[str, object] = {**element.attrs}
    if index:
        attributes.pop("id", None)
    return f"{_open(element.name, attributes)}{html}</{element.name}>"


def _open(name: str, attributes: Mapping[str, object]) -> str:
    """Return a start tag."""
    written = ""
    for key, value in attributes.items():
        text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
        written += f' {key}="{escape(text)}"'
    return f"<{name}{written}>"
