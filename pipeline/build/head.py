"""What a page tells machines, and its header the reader: addresses, languages, who to call."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from pipeline import interface
from pipeline.build.edition import Edition, domain_of
from pipeline.build.notices import words
from pipeline.build.phones import emergency_numbers
from pipeline.build.sibling import Sibling, in_reading_order
from pipeline.coverage import State
from pipeline.locales import Locale
from pipeline.project import SITE_DOMAIN

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page


@dataclass(frozen=True, slots=True)
class Language:
    """An entry of the list of languages in a page's header."""

    tag: str
    autonym: str
    direction: str
    href: str
    state: str
    words: str
    words_tag: str
    current: bool


@dataclass(frozen=True)
class Head:
    """What the templates need to know of a page beyond what MkDocs tells them.

    `locale` is the language of the page's text: a page of which nothing is translated is English,
    wherever it stands. `url` is its own absolute address, empty where `site_url` is not set;
    `canonical` that of the page that search engines should show. `alternates` are pairs of a
    language tag and an address.
    """

    locale: Locale
    chrome: Locale
    url: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    languages: tuple[Language, ...]
    emergency: tuple[str, ...]
    site_name: str
    description: str
    not_found: str
    not_found_help: str
    page: Page | None
    siblings: tuple[Sibling, ...]

    @property
    def foreign(self) -> bool:
        """Whether the text of the page is in another language than what stands around it."""
        return self.locale != self.chrome

    @property
    def title(self) -> str:
        """The page's title, empty on the page for addresses that do not exist."""
        return str(self.page.meta.get("title") or self.page.title or "") if self.page else ""

    @property
    def open_graph(self) -> dict[str, str]:
        """What a message with a link to the page shows (The Open Graph protocol)."""
        if self.page is None:
            return {}
        found = {
            "og:type": "article",
            "og:site_name": self.site_name,
            "og:title": self.title,
            "og:description": self.description,
            "og:url": self.canonical,
            "og:locale": self.locale.open_graph,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def json_ld(self) -> dict[str, Any]:
        """The page as schema.org's MedicalWebPage."""
        if self.page is None:
            return {}
        meta = self.page.meta
        reviewed = meta.get("last_reviewed")
        found: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "MedicalWebPage",
            "name": self.title,
            "description": self.description,
            "inLanguage": self.locale.tag,
            "url": self.canonical,
            "lastReviewed": reviewed.isoformat() if isinstance(reviewed, datetime.date) else "",
            "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
            "isAccessibleForFree": True,
            "citation": list(_citations(meta.get("sources") or ())),
        }
        source = self.siblings[0].locale
        if self.locale != source:
            english = dict(self.alternates).get(source.tag, "")
            found["translationOfWork"] = {
                "@type": "MedicalWebPage",
                "inLanguage": source.tag,
                **({"url": english} if english.startswith("http") else {}),
            }
        return {name: value for name, value in found.items() if value}


def page_head(page: Page | None, edition: Edition, root_url: str, names: tuple[str, str]) -> Head:
    """Return the head of a page; `None` stands for the one for addresses that do not exist.

    `root_url` is the address of the whole site; `names` are the site's name and description in the
    source's language.
    """
    source = edition.siblings[0]
    domain = domain_of(page) if page else ""
    state = edition.own.state(domain) if page else State.COMPLETE
    english = state is State.MISSING
    locale = source.locale if english else edition.locale
    name, description = names
    if not english:
        name = edition.plain(edition.site_word(name))
        description = description and edition.plain(edition.site_word(description))
    own = address(root_url, edition.locale, page)
    return Head(
        locale=locale,
        chrome=edition.locale,
        url=own,
        canonical=address(root_url, source.locale, page) if english else own,
        alternates=() if english or page is None else tuple(_alternates(page, edition, root_url)),
        languages=tuple(_languages(page, edition, urlsplit(root_url).path or "/")),
        emergency=tuple(_emergency(edition)),
        site_name=name,
        description=str((page.meta.get("description") if page else "") or description or ""),
        not_found=words(interface.NOT_FOUND, edition.words(SITE_DOMAIN)),
        not_found_help=words(interface.NOT_FOUND_HELP, edition.words(SITE_DOMAIN)),
        page=page,
        siblings=edition.siblings,
    )


def address(root_url: str, locale: Locale, page: Page | None) -> str:
    """Return the absolute address of a page in a language, empty where the site has none."""
    return (
        urljoin(f"{root_url.rstrip('/')}/", f"{locale.tag}/{page.url}") if root_url and page else ""
    )


def beside(page: Page, locale: Locale) -> str:
    """Return the address of a page in another language, relative to the page itself."""
    return f"{'../' * (page.url.count('/') + 1)}{locale.tag}/{page.url}"


def published_in(page: Page, siblings: tuple[Sibling, ...]) -> list[Sibling]:
    """Return the languages in which at least a part of a page is translated, in order."""
    domain = domain_of(page)
    return [s for s in in_reading_order(siblings) if s.state(domain) is not State.MISSING]


def _alternates(page: Page, edition: Edition, root_url: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a page's published translations, itself among them."""
    for sibling in published_in(page, edition.siblings):
        absolute = address(root_url, sibling.locale, page)
        yield sibling.locale.tag, absolute or beside(page, sibling.locale)
    source = edition.siblings[0].locale
    if page.is_homepage:  # there, who finds no language of theirs has the chooser
        yield "x-default", root_url or "../"
    else:
        yield "x-default", address(root_url, source, page) or beside(page, source)


def _languages(page: Page | None, edition: Edition, root: str) -> Iterator[Language]:
    domain = domain_of(page) if page else ""
    for sibling in in_reading_order(edition.siblings):
        state = sibling.state(domain) if page else sibling.overall
        if sibling.overall is State.MISSING and sibling.locale != edition.locale:
            continue
        if domain in sibling.left_out:
            continue
        text, tag = sibling.state_word(state)
        yield Language(
            tag=sibling.locale.tag,
            autonym=sibling.locale.autonym,
            direction=sibling.locale.direction,
            href=beside(page, sibling.locale) if page else f"{root}{sibling.locale.tag}/",
            state=state.value,
            words=text,
            words_tag=tag,
            current=sibling.locale == edition.locale,
        )


def _emergency(edition: Edition) -> Iterator[str]:
    """Yield a link for each emergency number: the number, and words before and behind it."""
    own = edition.translate(SITE_DOMAIN, interface.EMERGENCY)
    before, _, after = (own or interface.EMERGENCY).partition("{number}")
    language = "" if own else ' lang="en"'
    for digits, shown in emergency_numbers(edition.glossary):
        yield (
            f'<a class="leaflet-emergency" href="tel:{digits}"{language}>'
            f'{_hidden(before)}<bdi dir="ltr">{escape(shown)}</bdi>{_hidden(after)}</a>'
        )


def _hidden(text: str) -> str:
    """Return words that are only read out where there is no room for them."""
    return f'<span class="leaflet-emergency__words">{escape(text)}</span>' if text else ""


def _citations(sources: Any) -> Iterator[dict[str, str]]:
    for source in sources:
        entry = source if isinstance(source, dict) else {"title": source}
        cited = {"@type": "CreativeWork", "name": str(entry.get("title", ""))}
        yield cited | ({"url": str(entry["url"])} if entry.get("url") else {})
