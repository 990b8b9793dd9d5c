"""Verify a built site: every page of every language, and what leads to it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from pipeline.errors import UsageError
from pipeline.extract import extract_known
from pipeline.gate import Templates, decide
from pipeline.leaflets import read_leaflets
from pipeline.locales import Locale
from pipeline.model import Finding
from pipeline.project import Project
from pipeline.validate import Validator, read_locale
from pipeline.verify.facts import Judge
from pipeline.verify.left_out import LeftOut
from pipeline.verify.page import Part, Run, attributes_of, read_part
from pipeline.verify.unpublished import Unpublished

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SHOWN_TITLE = re.compile(
    r'<(?P<tag>span|div) class="md-ellipsis"(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)>',
    re.DOTALL,
)
_HTML = re.compile(r"<html\b([^>]*)>")
_BODY = re.compile(r"<body\b([^>]*)>")
_LINK = re.compile(r"<(?:a|link|script|img|source|iframe)\b[^>]*>")
_ID = re.compile(r"""\s(?:id|name)="([^"]*)\"""")
_HANDOUT = "handout"
_CELL = re.compile(r'<td lang="[^"]*"[^>]*>')
_NOT_FOUND = "404.html"
_NO_LEAFLETS = frozenset({_NOT_FOUND, "offline.html"})
"""Pages of a language that belong to no leaflet."""


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what was found."""

    pages: int
    languages: int
    findings: list[Finding]


@dataclass(frozen=True)
class BuiltPage:
    """A page on disk."""

    path: Path
    shown: str
    html: str

    @cached_property
    def article(self) -> Part:
        """The leaflet's text, without what the page says of itself."""
        match = _ARTICLE.search(self.html)
        if match is None:
            return Part()
        return read_part(match[1], self.html.count("\n", 0, match.start(1)) + 1)

    @cached_property
    def titles(self) -> list[Run]:
        """The titles of the page, of the navigation and of the table of contents."""
        found = []
        for match in [*_TITLE.finditer(self.html), *_SHOWN_TITLE.finditer(self.html)]:
            line = self.html.count("\n", 0, match.start()) + 1
            groups = match.groupdict()
            language = attributes_of(groups.get("attributes") or "").get("lang", "")
            text = unescape(re.sub(r"<[^>]*>", "", groups.get("text") or match[1]))
            found.append(Run(text, line, language))
        return found

    @property
    def language(self) -> str:
        """What the page says its language is."""
        match = _HTML.search(self.html)
        return attributes_of(match[1]).get("lang", "") if match else ""

    @property
    def direction(self) -> str:
        """What the page says its direction is."""
        match = _BODY.search(self.html)
        return attributes_of(match[1]).get("dir", "") if match else ""

    @cached_property
    def ids(self) -> frozenset[str]:
        """What a link's fragment may name."""
        return frozenset(map(unescape, _ID.findall(self.html)))

    def links(self) -> Iterator[tuple[dict[str, str], int]]:
        """Yield the attributes of what leads somewhere, and the line."""
        line, at = 1, 0
        for match in _LINK.finditer(self.html):
            line += self.html.count("\n", at, match.start())
            at = match.start()
            yield attributes_of(match[0]), line


def verify_site(validator: Validator, site_dir: Path) -> Verified:
    """Compare the facts of every page below a folder with those of its English page.

    Raises `UsageError` where there is no built site.
    """
    return _Verification(validator, site_dir).run()


@dataclass
class _Verification:
    validator: Validator
    site_dir: Path

    def __post_init__(self) -> None:
        project = self.validator.project
        self.project: Project = project
        self.root_url = str(project.settings.get("site_url") or "")
        self.source_tag = project.source_locale.tag
        self.domains = {
            _address(leaflet.domain): leaflet.domain for leaflet in read_leaflets(project)
        }
        self._pages: dict[Path, BuiltPage] = {}
        self._left_out = LeftOut(frozenset(), self.source_tag)

    def run(self) -> Verified:
        if not (self.site_dir / self.source_tag).is_dir():
            shown = self.project.shown(self.site_dir)
            raise UsageError(
                f"{shown}: expected a built site with a folder “{self.source_tag}”; "
                "make it with: leaflets build"
            )
        locales = [self.project.source_locale]
        locales += [each for each in self.project.locales if each != self.project.source_locale]
        built = [locale for locale in locales if (self.site_dir / locale.tag).is_dir()]
        findings = [*self._unknown_folders(built), *self._root()]
        pages = 0
        for locale in built:
            for page, found in self._locale(locale):
                pages += page
                findings += found
        return Verified(pages, len(built), sorted(findings, key=lambda finding: finding.order))

    # One language

    def _locale(self, locale: Locale) -> Iterator[tuple[int, list[Finding]]]:
        read = None
        if locale != self.project.source_locale:
            read = read_locale(self.validator, locale)
        glossary = read.glossary if read else self.validator.source
        judge = Judge.of(self.validator, glossary)
        decision = decide(read, self._templates) if read else None
        unpublished = Unpublished.of(read, decision.publications) if read and decision else None
        held = decision.held.items() if decision else ()
        gone = frozenset(_address(domain) for domain, why in held if why.left_out)
        self._left_out = LeftOut(gone, self.source_tag)
        folder = self.site_dir / locale.tag
        for path in sorted(folder.rglob("*.html")):
            page = self._read(path)
            place = path.relative_to(folder).as_posix()
            found = list(self._broken_links(page, judge))
            if place in _NO_LEAFLETS:
                yield 0, found
                continue
            handout = place.endswith(f"{_HANDOUT}/index.html") and place not in self.domains
            place = (
                place.removesuffix(f"{_HANDOUT}/index.html") + "index.html" if handout else place
            )
            domain = self.domains.get(place)
            if place in gone:
                message = "The policy leaves this leaflet out; the page is left of an older build."
                found.append(judge.finding("page-stale", message, page.shown, 1, domain or ""))
            elif domain is None:
                message = "No leaflet belongs to this page; it is left of an older build."
                found.append(judge.finding("page-stale", message, page.shown, 1))
            elif handout:
                found += self._handout(page, judge, domain)
            else:
                found += self._compare(page, self._page(self._english(place)), judge, domain)
            if unpublished:
                found += unpublished.find(page.article.runs, judge, page.shown)
            yield 1, found
        missing = [place for place in self.domains.keys() - gone if not (folder / place).is_file()]
        yield 0, [
            judge.finding("page-missing", "The page is not there.",
                          self.project.shown(folder / place), 1, self.domains[place])
            for place in missing
        ]  # fmt: skip
        yield 0, list(self._search(folder, judge, unpublished))
        yield 0, list(self._sitemap(folder, judge))

    def _compare(
        self, page: BuiltPage, english: BuiltPage | None, judge: Judge, domain: str
    ) -> Iterator[Finding]:
        shown, glossary = page.shown, judge.glossary
        yield from self._language(page, judge, domain)
        yield from judge.calls(page.article.calls, shown, domain)
        yield from judge.isolation(page.article, shown, domain)
        if glossary.is_source or english is None:
            return
        pairs = list(zip_longest(english.article.runs, page.article.runs))
        if all(source and target for source, target in pairs):
            for source, target in pairs:
                yield from judge.texts(source, target, shown, domain)
        else:
            yield judge.finding(
                "page-structure",
                f"The page has {len(page.article.runs)} pieces of text, "
                f"the English page {len(english.article.runs)}.",
                shown, 1, domain,
            )  # fmt: skip
            yield from judge.texts(_joined(english.article), _joined(page.article), shown, domain)
        yield from self._links_differ(page, english, judge, domain)
        yield from self._foreign_links(page, english, judge, domain)
        yield from self._left_out.titles(english.titles, page.titles, judge, shown, domain)
        for title in page.titles:
            yield from self._title_isolation(title, judge, shown, domain)

    def _handout(self, page: BuiltPage, judge: Judge, domain: str) -> Iterator[Finding]:
        """Compare the two sides of a handout, row by row."""
        starts = [*_CELL.finditer(page.html)]
        ends = [*(match.start() for match in starts[1:]), len(page.html)]
        cells = [
            read_part(page.html[start.start() : end], page.html.count("\n", 0, start.start()) + 1)
            for start, end in zip(starts, ends, strict=True)
        ]
        for source, target in zip(cells[::2], cells[1::2], strict=False):
            yield from judge.calls([*source.calls, *target.calls], page.shown, domain)
            yield from judge.isolation(target, page.shown, domain)
            if len(source.runs) == len(target.runs):
                for one, other in zip(source.runs, target.runs, strict=True):
                    yield from judge.texts(one, other, page.shown, domain)
            else:
                one, other = _joined(source), _joined(target)
                yield from judge.texts(one, other, page.shown, domain)

    def _language(self, page: BuiltPage, judge: Judge, domain: str) -> Iterator[Finding]:
        locale = judge.glossary.locale
        english = all(run.language == self.source_tag for run in page.article.runs)
        expected = {locale.tag, self.source_tag} if english else {locale.tag}
        if page.language not in expected:
            message = f"The page says that it is in “{page.language}”; expected “{locale.tag}”."
            yield judge.finding("page-language", message, page.shown, 1, domain)
        if page.direction != locale.direction:
            message = f"The page runs “{page.direction}”; expected “{locale.direction}”."
            yield judge.finding("page-direction", message, page.shown, 1, domain)

    def _links_differ(
        self, page: BuiltPage, english: BuiltPage, judge: Judge, domain: str
    ) -> Iterator[Finding]:
        leads, place = self._left_out.leads, english.path.relative_to(self._english("")).as_posix()
        there = Counter(_target(leads(href, place)) for href, _ in english.article.links)
        for href, line in page.article.links:
            target = _target(href)
            if target.startswith(("tel:", "sms:")):
                continue
            if there[target] > 0:
                there[target] -= 1
            else:
                message = f"The link to {target} is not on the English page."
                yield judge.finding("page-link", message, page.shown, line, domain)
        for target in sorted(key for key, count in there.items() if count > 0):
            if not target.startswith(("tel:", "sms:")):
                message = f"The English page's link to {target} is missing."
                yield judge.finding("page-link", message, page.shown, 1, domain)

    def _foreign_links(
        self, page: BuiltPage, english: BuiltPage, judge: Judge, domain: str
    ) -> Iterator[Finding]:
        """Yield what leads, anywhere on a page, to a place that the English page does not know."""
        known = {address for attributes, _ in english.links() for address in _leaving(attributes)}
        for attributes, line in page.links():
            for address in _leaving(attributes):
                own = self.root_url and address.startswith(self.root_url)
                if address not in known and not own:
                    message = f"The address {address} is not on the English page."
                    yield judge.finding("page-link", message, page.shown, line, domain)

    def _title_isolation(
        self, title: Run, judge: Judge, shown: str, domain: str
    ) -> Iterator[Finding]:
        isolated = [match.span() for match in re.finditer("\u2066[^\u2069]*\u2069", title.text)]
        if title.language == self.source_tag:
            isolated = [(0, len(title.text))]
        # Plain digits keep their order without help; it is separators that change places.
        isolated += [match.span() for match in re.finditer(r"\d+", title.text)]
        run = replace(title, isolated=tuple(isolated))
        yield from judge.isolation(Part(runs=[run]), shown, domain)

    # What leads to pages

    def _broken_links(self, page: BuiltPage, judge: Judge) -> Iterator[Finding]:
        for attributes, line in page.links():
            address = attributes.get("href") or attributes.get("src") or ""
            if attributes.get("rel", "").split() == ["canonical"] and not self.root_url:
                continue
            target = self._file_of(page, address)
            if target is None:
                continue
            path, fragment = target
            if not path.is_file():
                message = f"The link to {address} leads to no page."
                yield judge.finding("page-broken-link", message, page.shown, line)
            elif fragment and path.suffix == ".html":
                found = self._page(path)
                if found and fragment not in found.ids and not fragment.startswith(":~:"):
                    message = f"The link to {address} leads to no place on its page."
                    yield judge.finding("page-broken-link", message, page.shown, line)

    def _file_of(self, page: BuiltPage, address: str) -> tuple[Path, str] | None:
        """Return the file that an address of the site stands for, `None` for other addresses."""
        parts = urlsplit(address)
        if self.root_url and address.startswith(self.root_url):
            place = unquote(parts.path).removeprefix(urlsplit(self.root_url).path.rstrip("/"))
            path = self.site_dir / place.lstrip("/")
        elif parts.scheme or parts.netloc or not (parts.path or parts.fragment):
            return None
        elif parts.path.startswith("/"):
            folder = urlsplit(self.root_url).path.rstrip("/")
            path = self.site_dir / unquote(parts.path).removeprefix(folder).lstrip("/")
        else:
            path = page.path.parent / unquote(parts.path) if parts.path else page.path
        if not parts.path or not parts.path.endswith("/"):
            return (path / "index.html" if path.is_dir() else path), unquote(parts.fragment)
        return path / "index.html", unquote(parts.fragment)

    def _sitemap(self, folder: Path, judge: Judge) -> Iterator[Finding]:
        path = folder / "sitemap.xml"
        if not path.is_file() or not self.root_url:
            return
        shown = self.project.shown(path)
        namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
        try:
            tree = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - the build's own
        except ElementTree.ParseError as error:
            message = f"The sitemap cannot be read: {error}."
            yield judge.finding("page-sitemap", message, shown, error.position[0])
            return
        listed = set()
        for entry in tree.iterfind("s:url", namespace):
            place = entry.findtext("s:loc", "", namespace)
            listed.add(place)
            addresses = {e.get("hreflang", ""): e.get("href", "") for e in entry if e.get("href")}
            target = self._file_of(BuiltPage(path, shown, ""), place)
            page = self._page(target[0]) if target else None
            if page is None:
                message = f"The sitemap lists {place}, which is not there."
                yield judge.finding("page-sitemap", message, shown, 1)
            elif addresses != _alternates(page):
                message = f"The sitemap and {page.shown} name other translations of the page."
                yield judge.finding("page-sitemap", message, shown, 1)
        for place in self.domains:
            page = self._page(folder / place)
            own = urljoin(f"{self.root_url.rstrip('/')}/", f"{folder.name}/{place}")
            own = own.removesuffix("index.html")
            if page and page.language == judge.glossary.locale.tag and own not in listed:
                message = f"The sitemap does not list {own}."
                yield judge.finding("page-sitemap", message, shown, 1)

    def _search(
        self, folder: Path, judge: Judge, unpublished: Unpublished | None
    ) -> Iterator[Finding]:
        path = folder / "search" / "search_index.json"
        shown = self.project.shown(path)
        own = _search_entries(path)
        english = self._english_search
        if own is None:
            if english is not None:
                yield judge.finding("page-search", "The search index cannot be read.", shown, 1)
            return
        for place in english or {}:
            if place not in own and not self._left_out.has(place):
                message = f"The search index lacks {place}."
                yield judge.finding("page-search", message, shown, 1)
        for place, runs in own.items():
            source = (english or {}).get(place)
            if source is None:
                message = f"The search index has {place}, which the English one has not."
                yield judge.finding("page-search", message, shown, 1)
            elif judge.glossary.is_source:
                continue
            elif len(source) == len(runs):
                for one, other in zip(source, runs, strict=True):
                    if one.text != other.text:
                        yield from judge.texts(one, other, shown, place)
            else:
                yield from judge.texts(
                    _joined(Part(runs=source)), _joined(Part(runs=runs)), shown, place
                )
            if unpublished:
                yield from unpublished.find(runs, judge, shown)

    def _unknown_folders(self, built: Iterable[Locale]) -> Iterator[Finding]:
        judge = Judge.of(self.validator, self.validator.source)
        tags = {locale.tag for locale in built}
        for folder in sorted(self.site_dir.iterdir()):
            if folder.is_dir() and folder.name not in tags and any(folder.rglob("*.html")):
                message = "No locale belongs to this folder; it is left of an older build."
                yield judge.finding("page-stale", message, self.project.shown(folder), 1)

    def _root(self) -> Iterator[Finding]:
        judge = Judge.of(self.validator, self.validator.source)
        for name in ("index.html", _NOT_FOUND):
            page = self._page(self.site_dir / name)
            if page is None:
                shown = self.project.shown(self.site_dir / name)
                yield judge.finding("page-missing", "The page is not there.", shown, 1)
                continue
            yield from self._broken_links(page, judge)
        yield from self._record(judge)

    def _record(self, judge: Judge) -> Iterator[Finding]:
        """Yield the files that are not as the build left them, where it left a record of them."""
        path = self.site_dir / "publication.json"
        if not path.is_file():
            return
        try:
            files = dict(json.loads(path.read_text(encoding="utf-8"))["files"])
        except (ValueError, KeyError, TypeError):
            message = "The record of what was published cannot be read."
            yield judge.finding("page-record", message, self.project.shown(path), 1)
            return
        for name, recorded in files.items():
            place = self.site_dir / name
            if not place.is_file():
                message = "The file was published and is gone."
            elif hashlib.sha256(place.read_bytes()).hexdigest() != recorded:
                message = "The file is not as it was when it was published."
            else:
                continue
            yield judge.finding("page-record", message, self.project.shown(place), 1)

    @cached_property
    def _english_search(self) -> dict[str, list[Run]] | None:
        return _search_entries(self.site_dir / self.source_tag / "search" / "search_index.json")

    @cached_property
    def _templates(self) -> Templates:
        return {template.domain: template.messages for template in extract_known(self.project)}

    def _english(self, place: str) -> Path:
        return self.site_dir / self.source_tag / place

    def _page(self, path: Path) -> BuiltPage | None:
        """Read a page once; `None` where there is none."""
        path = Path(*_normal(path.parts))
        return self._read(path) if path.is_file() else None

    def _read(self, path: Path) -> BuiltPage:
        if path not in self._pages:
            html = path.read_text(encoding="utf-8", errors="replace")
            self._pages[path] = BuiltPage(path, self.project.shown(path), html)
        return self._pages[path]


def _normal(parts: Iterable[str]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if part == ".." and found:
            found.pop()
        elif part != ".":
            found.append(part)
    return found


def _address(domain: str) -> str:
    """Return the file of a leaflet's page below the folder of a language."""
    folder, _, name = domain.rpartition("/")
    place = folder if name.lower() in ("index", "readme") else domain
    return f"{place}/index.html".lstrip("/")


def _target(href: str) -> str:
    """Return an address without what served and unserved sites write in two ways."""
    address, _, fragment = href.partition("#")
    address = address.removesuffix("index.html")
    return f"{address}#{fragment}" if fragment else address


def _leaving(attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the addresses of an element that lead out of the site, or that run something."""
    for name in ("href", "src"):
        address = attributes.get(name, "")
        scheme = urlsplit(address).scheme or ("//" if address.startswith("//") else "")
        if scheme and scheme not in ("tel", "sms"):
            yield address


def _joined(part: Part) -> Run:
    """Return all text of a part as one piece."""
    return Run("\n".join(run.text for run in part.runs), part.runs[0].line if part.runs else 1)


def _alternates(page: BuiltPage) -> Mapping[str, str]:
    return {
        attributes["hreflang"]: attributes.get("href", "")
        for attributes, _ in page.links()
        if attributes.get("rel", "").strip() == "alternate" and "hreflang" in attributes
    }


def _search_entries(path: Path) -> dict[str, list[Run]] | None:
    """Return the titles and texts of a search index by their place; `None` where it is no index."""
    try:
        docs = json.loads(path.read_text(encoding="utf-8"))["docs"]
        return {
            doc["location"].replace("index.html", ""): [
                Run(doc["title"], 1), *read_part(doc["text"]).runs
            ]
            for doc in docs
        }  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None
