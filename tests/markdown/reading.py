"""Reads a page's HTML as its reader does, with code that shares nothing with the pipeline."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

OPEN, CLOSE = "⟦", "⟧"
VISIBLE = ("alt", "aria-label", "placeholder", "title")
CODE = ("code", "math", "pre", "script", "style", "template")
OTHERS = ("arithmatex", "caption-prefix", "footnote-backref", "headerlink", "linenos", "twemoji")
"""Classes of what other hands make: formulas, icons, words from the site's settings."""
VOID = ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
WRAPPER = re.compile(r'<(/?)span((?: [\w-]+="[^"]*")*)>')
ATTRIBUTES = frozenset({'lang="en"', 'dir="ltr"', 'class="leaflet-fallback"'})


def mark(text: str) -> str:
    """A translation that shows where it begins and where it ends."""
    return f"{OPEN}{text}{CLOSE}"


def unmarked(html: str) -> list[str]:
    """The pieces of visible text and of visible attributes that stand in no marks."""
    page = _Page()
    page.feed(html)
    page.close()
    if page.depth:
        page.unmarked.append(f"{page.depth} marks are not closed")
    return page.unmarked


def unclosed(html: str) -> list[str]:
    """The tags that are not nested as they should be."""
    page = _Page()
    page.feed(html)
    page.close()
    return [*page.crossed, *(name for name, _ in page.elements)]


def unwrapped(html: str) -> str:
    """The page without the elements that say that their text is English."""
    ours: list[bool] = []
    pieces, at = [], 0
    for tag in WRAPPER.finditer(html):
        if tag[1]:
            wrapper = ours.pop()
        else:
            wrapper = set(re.findall(r'[\w-]+="[^"]*"', tag[2])) == ATTRIBUTES
            ours.append(wrapper)
        pieces.append(html[at : tag.start()] if wrapper else html[at : tag.end()])
        at = tag.end()
    return "".join([*pieces, html[at:]])


def anchors(html: str) -> list[str]:
    """The ids of a page, and what refers to them, in order."""
    return re.findall(r'\s(?:id|for|href)="(#?[^"/]*)"', html)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.unmarked: list[str] = []
        self.crossed: list[str] = []
        self.depth = 0
        self.elements: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        quiet = self._is_quiet() or tag in CODE or any(name in OTHERS for name in classes)
        if not quiet:
            for name in VISIBLE:
                self._read(values.get(name, ""))
        if tag not in VOID:
            self.elements.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        if not self.elements or self.elements[-1][0] != tag:
            self.crossed.append(tag)
        if any(name == tag for name, _ in self.elements):
            while self.elements.pop()[0] != tag:
                pass

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.elements.pop()

    def handle_data(self, data: str) -> None:
        if not self._is_quiet():
            self._read(data)

    def parse_html_declaration(self, i: int) -> int:
        """Read `<![CDATA[…` as browsers do outside of drawings: a comment up to the next `>`."""
        return self.parse_bogus_comment(i)

    def _is_quiet(self) -> bool:
        return bool(self.elements) and self.elements[-1][1]

    def _read(self, text: str) -> None:
        self.unmarked += [piece for piece in self._outside(text) if any(map(str.isalnum, piece))]

    def _outside(self, text: str) -> Iterator[str]:
        for piece in re.split(f"([{OPEN}{CLOSE}])", text):
            if piece == OPEN:
                self.depth += 1
            elif piece == CLOSE:
                self.depth -= 1
            elif self.depth <= 0:
                yield piece
