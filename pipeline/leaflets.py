"""The English leaflets: finding them, and reading their front matter."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from pipeline.errors import SourceError
from pipeline.files import LARGEST_TEXT, read_limited
from pipeline.project import SITE_DOMAIN, Project

_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(?P<yaml>.*?\n)(?:\.{3}|-{3})[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A page of `source/`.

    `domain` is its path without the ending (`a/b` for `source/a/b.md`), `path` is relative to
    `mkdocs.yml`, `body` the Markdown behind the front matter, whose first line is `first_line`.
    """

    domain: str
    path: str
    front_matter: Mapping[str, Any]
    body: str
    first_line: int
    text: str

    def line_of(self, key: str) -> int:
        """Return the line of a key of the front matter, 1 where it has none."""
        for number, line in enumerate(self.text.split("\n")[: self.first_line - 1], start=1):
            if re.match(rf"{re.escape(key)}\s*:", line):
                return number
        return 1


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text of a page of `source/`, with `\\n` at the end of its lines."""

    domain: str
    path: str
    text: str


def read_leaflets(project: Project) -> Iterator[Leaflet]:
    """Read every leaflet, in the order of their domains.

    Raises `SourceError` for a page that is no UTF-8, whose front matter is no YAML mapping, or
    whose name is the same as another's in a URL.
    """
    for page in read_texts(project):
        yield parse_leaflet(page.text, page.path, page.domain)


def read_texts(project: Project) -> Iterator[Text]:
    """Read the text of every leaflet, as `read_leaflets` does, without looking into it."""
    paths = sorted(project.source_dir.rglob("*.md"), key=lambda path: path.as_posix())
    seen: dict[str, Path] = {}
    for path in paths:
        domain = path.relative_to(project.source_dir).with_suffix("").as_posix()
        shown = project.shown(path)
        if domain == SITE_DOMAIN:
            raise SourceError(f"“{SITE_DOMAIN}” is the name of the site's own words", shown)
        for key in (domain.casefold(), f"{_address(domain)}/"):
            if key in seen and seen[key] != path:
                other = project.shown(seen[key])
                raise SourceError(f"has the same address as {other}; expected another name", shown)
            seen[key] = path
        yield Text(domain, shown, _read(path, shown))


def read_leaflet(path: Path, shown: str, domain: str) -> Leaflet:
    """Read one leaflet; `shown` is its path as messages give it."""
    return parse_leaflet(_read(path, shown), shown, domain)


def _read(path: Path, shown: str) -> str:
    try:
        text = read_limited(path, LARGEST_TEXT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceError("no UTF-8; save the file as UTF-8", shown, line) from None
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", shown) from None
    return text.replace("\r\n", "\n")


def parse_leaflet(text: str, shown: str, domain: str) -> Leaflet:
    """Split a page into its front matter and its Markdown."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Leaflet(domain, shown, {}, text, 1, text)
    try:
        front_matter = yaml.safe_load(match["yaml"]) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or "no YAML"
        raise SourceError(f"front matter: {problem}", shown, line) from None
    except (ValueError, RecursionError) as error:  # a day such as 2026-02-31; too many brackets
        raise SourceError(f"front matter: {error}", shown, 2) from None
    if not isinstance(front_matter, dict):
        raise SourceError("front matter: expected lines such as “title: …”", shown, 2)
    body = text[match.end() :]
    first_line = text[: match.end()].count("\n") + 1
    leaflet = Leaflet(domain, shown, front_matter, body, first_line, text)
    _require_shapes(leaflet)
    return leaflet


def _require_shapes(leaflet: Leaflet) -> None:
    """Raise `SourceError` where the front matter holds lists in the place of words, or the reverse.

    Themes and plugins take these shapes for granted.
    """
    for key, (expected, fits) in _SHAPES.items():
        value = leaflet.front_matter.get(key)
        if value is not None and not fits(value):
            message = f"front matter: {key}: expected {expected}"
            raise SourceError(message, leaflet.path, leaflet.line_of(key))


def _is_word(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | datetime.date)


def _is_list_of_words(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_word, value))


def _are_sources(value: object) -> bool:
    return isinstance(value, list) and all(
        _is_word(source) or (isinstance(source, dict) and all(map(_is_word, source.values())))
        for source in value
    )


_SHAPES: Mapping[str, tuple[str, Callable[[object], bool]]] = MappingProxyType(
    {
        "title": ("words", _is_word),
        "description": ("words", _is_word),
        "template": ("the name of a file", lambda value: isinstance(value, str)),
        "hide": ("a list", _is_list_of_words),
        "tags": ("a list", _is_list_of_words),
        "sources": ("a list of titles, each with its url", _are_sources),
        "last_reviewed": ("a day such as 2027-01-31", _is_word),
    }
)
"""What the front matter may hold under the keys that the site reads."""


def _address(domain: str) -> str:
    """Return the folder of the built site that a page goes to (MkDocs' directory URLs)."""
    folder, _, name = domain.casefold().rpartition("/")
    return folder if name in ("index", "readme") else f"{folder}/{name}".lstrip("/")
