"""What an edition does to one page: its titles, its front matter, its frame."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.build.edition import Edition, PageCount, domain_of
from pipeline.build.handout import (
    HANDOUT,
    SHEET,
    Texts,
    first_on_paper,
    folder_of,
    handout,
    last_on_paper,
    paper_links,
    sheet,
)
from pipeline.build.head import beside
from pipeline.build.isolate import LRI, isolate_html
from pipeline.build.notices import about, notice
from pipeline.build.offline import finish_page
from pipeline.build.paper import copy_of_box
from pipeline.build.phones import link_phones
from pipeline.build.plain_words import plain_words
from pipeline.build.titles import english_headings
from pipeline.extract import FRONT_MATTER_KEYS
from pipeline.project import SITE_DOMAIN

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from pipeline.build.forms.filled import Filled


def translate_navigation(nav: Navigation, edition: Edition) -> None:
    """Translate the titles that `nav` in `mkdocs.yml` gives to sections, links and pages."""
    items = [*nav.items]
    while items:
        item = items.pop()
        items.extend(item.children or ())
        if item.title:
            msgstr = edition.translate(SITE_DOMAIN, item.title)
            item.title = edition.title(item.title, msgstr)


def translate_front_matter(page: Page, edition: Edition) -> None:
    """Translate title and description of a page, where readers may see a translation."""
    for key in FRONT_MATTER_KEYS:
        text = page.meta.get(key)
        if isinstance(text, str) and text.strip():
            msgstr = edition.translate(domain_of(page), text.strip())
            if not edition.is_source:
                msgstr = plain_words(msgstr, text)
            page.meta[key] = edition.title(text.strip(), msgstr)


def frame(html: str, page: Page, edition: Edition, filled: Filled | None = None) -> str:
    """Link the phone numbers of a page, and add where its facts come from.

    `filled` is the form of which the page is made, if it is.
    """
    site, own = edition.words(SITE_DOMAIN), edition.words(domain_of(page))
    end = about(page.meta, edition.locale, lambda text: site(text) or own(text))
    if filled is not None:
        return filled.framed(end)
    linked = link_phones(html + end, edition.glossary)
    return isolate_html(linked) if edition.locale.direction == "rtl" else linked


def finish_contents(html: str, page: Page, edition: Edition) -> None:
    """Isolate left-to-right runs in a page's table of contents, and note what is English there."""
    english = english_headings(html)
    items = [*page.toc]
    while items:
        item = items.pop()
        items.extend(item.children)
        if item.id in english:
            edition.english_headings.setdefault(domain_of(page), set()).add(
                edition.plain(item.title)
            )
        item.title = edition.plain(item.title)
    if page.title and LRI not in page.title:  # it comes from a heading
        page.title = edition.plain(page.title)


def add_notice(page: Page, edition: Edition) -> None:
    """Put the notice above a translated page."""
    if edition.is_source:
        return
    count = edition.counts.get(domain_of(page), PageCount())
    box = notice(
        edition.words(SITE_DOMAIN),
        edition.locale,
        beside(page, edition.siblings[0].locale),
        draft=edition.own.is_draft(domain_of(page)),
        translated=count.translated,
        fallen_back=count.fallen_back,
        changed=edition.own.changed(domain_of(page)),
    )
    page.content = box + (page.content or "")


def add_paper(page: Page, edition: Edition, address: str, filled: Filled | None = None) -> None:
    """Add what paper alone shows, and the way to it; `address` is the page's absolute one."""
    article = page.content or ""
    end = paper_links(page, edition) + last_on_paper(address)
    box = copy_of_box(article) if filled is None else filled.box()
    page.content = first_on_paper(box, page, edition) + article + end


def write_paper(
    page: Page,
    texts: Texts,
    edition: Edition,
    files: Files,
    folder: Path,
    address: str,
    filled: Filled | None = None,
    *,
    sheets: bool,
) -> dict[str, str]:
    """Write the handout of a translated page, and its sheet where a PDF is to be made of it.

    Returns the SHA-256 of each file by its path in the locale's folder.
    """
    pages = {}
    if not edition.is_source:
        pages[HANDOUT] = handout(page, texts, edition, files, address, filled)
    if sheets:
        pages[SHEET] = sheet(page, texts.target, edition, address)
    written = {}
    for name, html in pages.items():
        path = f"{folder_of(page, name)}/index.html"
        content = finish_page(html, path).encode()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        written[path] = hashlib.sha256(content).hexdigest()
    return written
