"""A leaflet for paper: in two languages side by side, and as a sheet in its own.

The pages are static and complete without a script. They stand beside the leaflet's own page, and
neither search nor the sitemap knows them, for they say nothing that the leaflet does not.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline import interface
from pipeline.build.alignment import Group, Row, align
from pipeline.build.edition import Edition, PageCount, domain_of
from pipeline.build.forms.blanks import DIRECTION, TAG, blank, template
from pipeline.build.forms.paper_form import PaperForm
from pipeline.build.isolate import isolate_html
from pipeline.build.links import move_links, relative
from pipeline.build.notices import about, sentences, words
from pipeline.build.paper import drop_ids, flatten, parse, take_box, take_title
from pipeline.build.phones import emergency_numbers, link_phones, phone_link
from pipeline.build.qr import qr_code
from pipeline.coverage import State
from pipeline.locales import Locale
from pipeline.project import SITE_DOMAIN
from pipeline.terms import Glossary, TermBase

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from pipeline.build.forms.filled import Filled

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
class Body:
    """A page's article, ready for paper: its text, and apart from it its heading and its box."""

    tree: BeautifulSoup
    title: str
    box: str


@dataclass(frozen=True, slots=True)
class Side:
    """What belongs around a page's article in one language."""

    locale: Locale
    title: str
    numbers: str
    notice: str
    about: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language as the rows of a handout name it."""

    tag: str
    direction: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The heading of a handout in both languages, the rows of its box, and those of its text."""

    source_title: str
    title: str
    box: str
    rows: str


def folder_of(page: Page, name: str = HANDOUT) -> str:
    """Return the folder of a page's handout, as seen from the locale's own folder of the site."""
    return folder_of_slug(domain_of(page), name)


def folder_of_slug(slug: str, name: str = HANDOUT) -> str:
    """Return the same for a leaflet's path without its ending."""
    parent, _, last = slug.rpartition("/")
    return posixpath.join(parent if last in ("index", "README") else slug, name)


def handout(
    page: Page,
    texts: Texts,
    edition: Edition,
    files: Files,
    address: str,
    filled: Filled | None = None,
) -> str:
    """Return the page on which a leaflet stands in two languages.

    `address` is the absolute one of the leaflet, empty where the site has none. `filled` is the
    form of which the page is made, if it is.
    """
    folder = folder_of(page)
    source, target = _source_side(page, edition), _target_side(page, edition)
    if filled is not None:
        parts = _filled(page, filled, folder)
    else:
        own = _source_body(page, texts.source, source_glossary(edition), files, folder)
        parts = _parts(
            own,
            _target_body(page, _finish(texts.target, edition), folder),
            source.locale,
            edition.locale,
        )
    rows = partial(_rows, source=source.locale, target=target.locale)
    found = (
        parts.box or rows(align(parse(source.numbers), parse(target.numbers))),
        rows(_single(source.notice, target.notice)),
        parts.rows,
        rows(_single(source.about, target.about)),
    )
    source = replace(source, title=parts.source_title)
    target = replace(target, title=parts.title)
    return _render(page, edition, folder, address, sides=[source, target], rows="".join(found))


def sheet(page: Page, html: str, edition: Edition, address: str) -> str:
    """Return a leaflet in one language as it is printed."""
    folder = folder_of(page, SHEET)
    body = _target_body(page, _finish(html, edition), folder)
    side = _target_side(page, edition)
    side = replace(side, title=body.title, numbers=body.box or side.numbers)
    return _render(page, edition, folder, address, sides=[side], text=body.tree.decode())


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
        box = _numbers(source_glossary(edition), None)
    box = box or _numbers(edition.glossary, edition)
    return f'<div class="leaflet-print" hidden>{box}</div>\n' if box else ""


def last_on_paper(address: str) -> str:
    """Return what only paper shows, below all else: the way back to the page."""
    return f'\n<div class="leaflet-print" hidden>{qr_code(address)}</div>' if address else ""


def _source_body(page: Page, html: str, glossary: Glossary, files: Files, folder: str) -> Body:
    start = posixpath.dirname(page.file.src_uri)

    def resolve(path: str) -> str:
        file = files.get_file_from_path(posixpath.normpath(posixpath.join(start, path)))
        if file is None:
            return posixpath.join(posixpath.dirname(page.url), path)
        own_url = "" if file.url == "./" else file.url
        tag = glossary.locale.tag
        return f"../{tag}/{own_url}" if file.is_documentation_page() else own_url

    tree = parse(link_phones(html, glossary))
    move_links(tree, folder, resolve)
    drop_ids(tree)
    return _body(tree)


def _target_body(page: Page, html: str, folder: str) -> Body:
    tree = parse(html)
    move_links(tree, folder, partial(_resolve, page))
    return _body(tree)


def _resolve(page: Page, path: str) -> str:
    return posixpath.join(posixpath.dirname(page.url), path)


def _body(tree: BeautifulSoup) -> Body:
    flatten(tree)
    heading, box = take_title(tree), take_box(tree)
    title = heading.decode_contents() if heading else ""
    return Body(tree, title, box.decode() if box else "")


def _source_side(page: Page, edition: Edition) -> Side:
    glossary = source_glossary(edition)
    notice = sentences(str, **_counts(page, edition))
    end = link_phones(about(page.meta, glossary.locale, str), glossary)
    return Side(glossary.locale, "", _numbers(glossary, None), _notice(notice), end)


def _target_side(page: Page, edition: Edition) -> Side:
    site, own = edition.words(SITE_DOMAIN), edition.words(domain_of(page))
    notice = [] if edition.is_source else sentences(site, **_counts(page, edition))
    end = about(page.meta, edition.locale, lambda text: site(text) or own(text))
    numbers = _numbers(edition.glossary, edition)
    return Side(
        edition.locale, "", numbers, _finish(_notice(notice), edition), _finish(end, edition)
    )


def _finish(html: str, edition: Edition) -> str:
    linked = link_phones(html, edition.glossary)
    return isolate_html(linked) if edition.locale.direction == "rtl" else linked


def _parts(own: Body, its: Body, source: Locale | Language, target: Locale | Language) -> Parts:
    box = [] if not own.box and not its.box else align(parse(own.box), parse(its.box))
    return Parts(
        own.title,
        its.title,
        _rows(box, source=source, target=target),
        _rows(align(own.tree, its.tree), source=source, target=target),
    )


def paper_form(page: Page, source: str, marked: str, glossary: Glossary, files: Files) -> PaperForm:
    """Return the form of a leaflet's handout, for all languages.

    `source` is its article in English, `marked` the one with blanks, and `glossary` the term base
    as English uses it.
    """
    folder = folder_of(page)
    own = _source_body(page, source, glossary, files, folder)
    its = _target_body(page, marked, folder)
    language = Language(blank(TAG), blank(DIRECTION))
    parts = _parts(own, its, glossary.locale, language)
    return PaperForm(
        parts.source_title, template(parts.title), template(parts.box), template(parts.rows)
    )


def _filled(page: Page, filled: Filled, folder: str) -> Parts:
    form = filled.made.paper
    fill = partial(filled.on_paper, folder=folder, resolve=partial(_resolve, page))
    return Parts(form.source_title, fill(form.title), fill(form.box), fill(form.rows))


def source_glossary(edition: Edition) -> Glossary:
    """Return the term base as the source's language uses it."""
    own = edition.glossary
    return _in_source(own.base, edition.siblings[0].locale, own.region)


_glossaries: dict[tuple[Locale, str], Glossary] = {}


def _in_source(base: TermBase, locale: Locale, region: str) -> Glossary:
    """Return the same one again, with what it has found out, as long as the base is the same."""
    known = _glossaries.get((locale, region))
    if known is None or known.base is not base:
        terms = {concept.id: concept.terms for concept in base.concepts.values()}
        known = Glossary(locale, base, terms, base.path, region)
        _glossaries[locale, region] = known
    return known


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


def _rows(groups: Sequence[Group], *, source: Locale | Language, target: Locale | Language) -> str:
    """Return rows of a handout as HTML."""
    found = _environment().get_template("handout_rows.html")
    return found.render(groups=groups, source=source, target=target)


def _single(source: str, target: str) -> list[Group]:
    return [(Row(source, target),)] if source or target else []


def _render(
    page: Page,
    edition: Edition,
    folder: str,
    address: str,
    *,
    sides: Sequence[Side],
    rows: str = "",
    text: str = "",
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
            rows=rows,
            text=text,
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
