"""Make a leaflet of a file: plain text, Word or HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.errors import ExchangeError, UsageError
from pipeline.importing.documents import decode_text, docx_to_html, html_to_markdown
from pipeline.importing.pieces import STEP, Doubt, Piece
from pipeline.importing.plain_text import read_plain_text, without_mark, without_number
from pipeline.importing.same_facts import require_same
from pipeline.importing.to_markdown import number_steps, to_markdown
from pipeline.importing.visible import visible_lines
from pipeline.interchange.safe_xml import read_bytes
from pipeline.markdown.parse import new_markdown
from pipeline.project import SITE_DOMAIN, Project
from pipeline.terms import read_glossary, read_term_base

FORMATS = (".txt", ".docx", ".html", ".htm")

_HEADING = re.compile(r"#{1,6} (.+)")


@dataclass(frozen=True, slots=True)
class Imported:
    """A leaflet that was made: its name, its whole text, and what a person should look at."""

    slug: str
    text: str
    doubts: tuple[Doubt, ...]


def import_leaflet(project: Project, path: Path, shown: str) -> Imported:
    """Read a file and return the leaflet that it becomes; write nothing.

    Raises `ExchangeError` for a file that cannot be read, that holds no text, or of which a fact
    would be lost.
    """
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise ExchangeError(f"“{kind}” is no format to import; one of {', '.join(FORMATS)}", shown)
    content = read_bytes(path, shown)
    names, configs = project.markdown_extensions
    md = new_markdown(names, configs)
    if kind == ".txt":
        made = _from_text(content, shown)
    elif kind == ".docx":
        made = _from_html(*docx_to_html(content, shown), shown)
    else:
        made = _from_html(decode_text(content, shown), [], shown)
    source = read_glossary(project, read_term_base(project), project.source_locale)
    new = require_same(made.before, made.lines, made.body, md, source, shown)
    more = [Doubt(1, f"“{text}” is read as a fact now; look whether it is one") for text in new]
    matter = {
        "title": _TAGS.sub(" ", made.title).strip(),  # themes write it into pages as HTML
        "sources": [{"title": f"Imported from {path.name}"}],
    }
    head = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=10_000)
    text = f"---\n{head}---\n\n{made.body}"
    doubts = sorted({*made.doubts, *more, _NO_DESCRIPTION}, key=lambda d: (d.line, d.text))
    return Imported(slug_of(made.title, path.stem), text, tuple(doubts))


_TAGS = re.compile(r"<[^>]*>|[<>]")
_NO_DESCRIPTION = Doubt(1, "no description yet; search engines show it, so write one")


@dataclass(frozen=True, slots=True)
class _Made:
    """A title and a body of Markdown, and the blocks and lines of text that they were made of."""

    title: str
    body: str
    before: tuple[str, ...]
    lines: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def slug_of(title: str, stem: str) -> str:
    """Return the name of a leaflet's file: letters a to z, digits and hyphens, from its title."""
    for text in (title, stem):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        if slug := re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].strip("-"):
            return slug
    return "leaflet"


def _from_text(content: bytes, shown: str) -> _Made:
    text = decode_text(content, shown)
    draft = read_plain_text(text)
    if len(draft.pieces) < 2:
        raise ExchangeError("holds no leaflet; expected a title on the first line, and text", shown)
    body = "".join(number_steps(to_markdown(draft.pieces)))
    lines = tuple(without_mark(line) for line in text.splitlines())
    read = "".join(line for piece in draft.pieces for line in piece.lines)
    if "".join(" ".join(lines).split()) != "".join(read.split()):
        raise ExchangeError("a line would be lost; nothing is written", shown)
    return _Made(
        draft.pieces[0].text, body, tuple(map(_raw, draft.pieces)), lines, tuple(draft.doubts)
    )


def _raw(piece: Piece) -> str:
    """Return a piece as the file has it, before words that ran together were parted."""
    text = " ".join(" ".join(piece.lines).split())
    return without_number(text) if piece.kind == STEP else text


def _from_html(html: str, doubts: list[Doubt], shown: str) -> _Made:
    markdown, clean, more = html_to_markdown(html, shown)
    before = tuple(visible_lines(clean))
    if not before:
        raise ExchangeError("holds no text; expected a leaflet", shown)
    first, _, rest = markdown.partition("\n")
    heading = _HEADING.fullmatch(first)
    if heading is None or not heading[0].startswith("# "):
        doubts.append(Doubt(1, "no main heading; the first line was taken for the title"))
    title = (heading[1] if heading else first).strip("* ")
    return _Made(before[0], f"# {title}\n{rest}", before, before, (*doubts, *more))


def target_of(project: Project, slug: str, shown: str, taken: Container[Path]) -> Path:
    """Return the file that a leaflet goes to; raise `UsageError` where there is one already."""
    if slug != slug_of(slug, "") or slug == SITE_DOMAIN:
        raise UsageError(f"{shown}: “{slug}” is no name for a leaflet; expected one such as “flu”")
    target = project.source_dir / f"{slug}.md"
    others = {path.name.casefold() for path in project.source_dir.glob("*")}
    if target in taken or target.name.casefold() in others or slug in others:
        found = project.shown(target)
        raise UsageError(f"{shown}: there is a leaflet {found} already; name it with --slug")
    return target
