"""A leaflet for paper: in two languages side by side, and as a sheet in its own.

The pages are static and complete without a script. They stand beside the leaflet's own page, and
neither search nor the sitemap knows them, for they say nothing that the leaflet does not.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline import interface
from pipeline.build.alignment import Group, Row, align
from pipeline.build.edition import Edition, PageCount, domain_of
from pipeline.build.isolate import isolate_html
from pipeline.build.links import move_links, relative
from pipeline.build.notices import about, sentences, words
from pipeline.build.paper import drop_ids, flatten, parse, take_box, take_title
from pipeline.build.phones import emergency_numbers, link_phones, phone_link
from pipeline.build.qr import qr_code
from pipeline.coverage import State
from pipeline.locales import Locale
from pipeline.project import SITE_DOMAIN
from pipeline.terms import Glossary

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

HANDOUT = "handout"
"""The folder of the page in two languages, below that of the leaflet."""

SHEET = "sheet"
"""The folder of the leaflet as it is printed; only made on the way to a PDF."""

_TEMPLATES = Path(__file__).with_name("theme")


@dataclass(frozen=True, slots=True)
class Texts:
    """A page's article in the source's language and in the reader's, as the parser made it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Side:
    """A page's article in one language, ready for paper, and what belongs around it."""

    locale: Locale
    tree: BeautifulSoup
    title: str
    box: str
    notice: str
    about: str


def folder_of(page: Page, name: str = HANDOUT) -> str:
    """Return the folder of a page's handout, as seen from the locale's own folder of the site."""
    return folder_of_slug(domain_of(page), name)


def folder_of_slug(slug: str, name: str = HANDOUT) -> str:
    """Return the same for a leaflet's path without its ending."""
    parent, _, last = slug.rpartition("/")
    return posixpath.join(parent if last in ("index", "README") else slug, name)


def handout(page: Page, texts: Texts, edition: Edition, files: Files, address: str) -> str:
    """Return the page on which a leaflet stands in two languages.

    `address` is the absolute one of the leaflet, empty where the site has none.
    """
    folder = folder_of(page)
    source = _source_side(page, texts.source, edition, files, folder)
    target = _target_side(page, texts.target, edition, folder)
    return _render(
        page, edition, folder, address, sides=[source, target], groups=_rows(source, target)
    )


def sheet(page: Page, html: str, edition: Edition, address: str) -> str:
    """Return a leaflet in one language as it is printed."""
    folder = folder_of(page, SHEET)
    side = _target_side(page, html, edition, folder)
    return _render(page, edition, folder, address, sides=[side], groups=[])


def paper_links(page: Page, edition: Edition) -> str:
    """Return the end of a page on the screen: the link to its handout, and a button to print."""
    site = edition.words(SITE_DOMAIN)
    link = ""
    if not edition.is_source:
        path = posixpath.join(folder_of(page), "index.html")
        href = posixpath.relpath(f"/{path}", f"/{posixpath.dirname(page.url)}")
        link = f'<a href="{escape(href)}">{words(interface.HANDOUT, site)}</a> '
    language = f'lang="{edition.locale.tag}" dir="{edition.locale.direction}"'
    return (
        f'\n<div class="leaflet-paper" {language}>{link}<button type="button" '
        f'class="leaflet-paper__print" hidden>{words(interface.PRINT, site)}</button></div>'
    )


def first_on_paper(box: str, page: Page, edition: Edition) -> str:
    """Return what only paper shows, above all else: the emergency box, or the numbers to call."""
    if not box and _is_english(page, edition):
        box = _numbers(_source_glossary(edition), None)
    box = box or _numbers(edition.glossary, edition)
    return f'<div class="leaflet-print" hidden>{box}</div>\n' if box else ""


def last_on_paper(address: str) -> str:
    """Return what only paper shows, below all else: the way back to the page."""
    return f'\n<div class="leaflet-print" hidden>{qr_code(address)}</div>' if address else ""


def _source_side(page: Page, html: str, edition: Edition, files: Files, folder: str) -> Side:
    glossary = _source_glossary(edition)
    locale = glossary.locale
    start = posixpath.dirname(page.file.src_uri)

    def resolve(path: str) -> str:
        file = files.get_file_from_path(posixpath.normpath(posixpath.join(start, path)))
        if file is None:
            return posixpath.join(posixpath.dirname(page.url), path)
        own_url = "" if file.url == "./" else file.url
        return f"../{locale.tag}/{own_url}" if file.is_documentation_page() else own_url

    tree = parse(link_phones(html, glossary))
    move_links(tree, folder, resolve)
    drop_ids(tree)
    notice = sentences(str, **_counts(page, edition))
    end = link_phones(about(page.meta, locale, str), glossary)
    return _side(locale, tree, _numbers(glossary, None), _notice(notice), end)


def _target_side(page: Page, html: str, edition: Edition, folder: str) -> Side:
    def resolve(path: str) -> str:
        return posixpath.join(posixpath.dirname(page.url), path)

    def finish(text: str) -> str:
        linked = link_phones(text, edition.glossary)
        return isolate_html(linked) if edition.locale.direction == "rtl" else linked

    site, own = edition.words(SITE_DOMAIN), edition.words(domain_of(page))
    tree = parse(finish(html))
    move_links(tree, folder, resolve)
    notice = [] if edition.is_source else sentences(site, **_counts(page, edition))
    end = finish(about(page.meta, edition.locale, lambda text: site(text) or own(text)))
    numbers = _numbers(edition.glossary, edition)
    return _side(edition.locale, tree, numbers, finish(_notice(notice)), end)


def _side(locale: Locale, tree: BeautifulSoup, numbers: str, notice: str, end: str) -> Side:
    flatten(tree)
    heading, box = take_title(tree), take_box(tree)
    title = heading.decode_contents() if heading else ""
    return Side(locale, tree, title, box.decode() if box else numbers, notice, end)


def _source_glossary(edition: Edition) -> Glossary:
    """Return the term base as the source's language uses it."""
    base = edition.glossary.base
    terms = {concept.id: concept.terms for concept in base.concepts.values()}
    locale = edition.siblings[0].locale
    return Glossary(locale, base, terms, base.path, edition.glossary.region)


def _is_english(page: Page, edition: Edition) -> bool:
    """Tell whether nothing of a page is translated."""
    return edition.own.state(domain_of(page)) is State.MISSING


def _counts(page: Page, edition: Edition) -> dict[str, Any]:
    domain = domain_of(page)
    count = edition.counts.get(domain, PageCount())
    return {
        "draft": True,
        "translated": count.translated,
        "fallen_back": count.fallen_back,
        "changed": edition.own.changed(domain),
    }


def _notice(found: Sequence[str]) -> str:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in found)
    return f'<div class="leaflet-notice">{paragraphs}</div>' if found else ""


def _numbers(glossary: Glossary, edition: Edition | None) -> str:
    """Return the emergency numbers in words; without an edition, in those of the source."""
    translate = edition.words(SITE_DOMAIN) if edition else str
    lines = [
        f"<p>{words(interface.EMERGENCY, translate, number=phone_link(digits, escape(shown)))}</p>"
        for digits, shown in emergency_numbers(glossary)
    ]
    language = f'lang="{glossary.locale.tag}" dir="{glossary.locale.direction}"'
    start = f'<div class="admonition danger" {language}>'
    return f"{start}{''.join(lines)}</div>" if lines else ""


def _rows(source: Side, target: Side) -> list[Group]:
    """Return the rows of a handout: the emergency box, the notice, the text, where it is from."""
    return [
        *align(parse(source.box), parse(target.box)),
        *_single(source.notice, target.notice),
        *align(source.tree, target.tree),
        *_single(source.about, target.about),
    ]


def _single(source: str, target: str) -> list[Group]:
    return [(Row(source, target),)] if source or target else []


def _render(
    page: Page,
    edition: Edition,
    folder: str,
    address: str,
    *,
    sides: Sequence[Side],
    groups: Sequence[Group],
) -> str:
    site = edition.words(SITE_DOMAIN)
    title = str(page.meta.get("title") or page.title or "")
    return (
        _environment()
        .get_template("handout.html")
        .render(
            locale=edition.siblings[0].locale
            if len(sides) == 1 and _is_english(page, edition)
            else edition.locale,
            title=title,
            sides=[replace(side, title=side.title or escape(title)) for side in sides],
            groups=groups,
            handout=edition.site_word(interface.HANDOUT),
            print=words(interface.PRINT, site),
            back=relative(page.url if page.url != "./" else "", folder),
            assets=relative("assets", folder),
            code=qr_code(address) if address else "",
        )
    )


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
