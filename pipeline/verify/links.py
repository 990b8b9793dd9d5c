"""Links of a page: whether they lead somewhere, and to nowhere that the English page does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.locales import Locale
from pipeline.model import Finding
from pipeline.verify.built import BuiltPage
from pipeline.verify.facts import Judge
from pipeline.verify.folder import SiteFolder
from pipeline.verify.page import CALLS, Part
from pipeline.verify.places import Place


@dataclass(frozen=True)
class LinkProof:
    """Follows the links of a site's pages; most lead where others of the same folder do.

    What names a file by its way from the site's folder is followed once for all pages that are as
    deep below it, such as the links to a page in other languages: `_sound` holds the depth, and the
    HTML.
    """

    site: SiteFolder
    locales: Mapping[str, Locale]
    _sound: set[tuple[int, str]] = field(default_factory=set)

    def broken(self, page: BuiltPage, judge: Judge) -> Iterator[Finding]:
        """Yield the links that lead to no page, or to no place on one."""
        self.site.note(page)
        languages = page.languages
        settled = self.site.known_beside(page.place).settled
        depth = page.place.count("/")
        broken = []
        for piece, place in page.places.items():
            if (depth, piece) in self._sound:
                continue
            problems = [(each, self._problem(page, each, place)) for each in place.addresses]
            if any(problem for _, problem in problems):
                broken.append((piece, problems))
            elif self._from_root(place.addresses, depth):
                if piece not in languages or not self._wrong_language(page, languages[piece]):
                    self._sound.add((depth, piece))
            elif piece not in languages and not place.names and _settles(place.addresses):
                settled.add(piece)
        for piece, problems in sorted(broken):
            for address, problem in problems:
                if problem:
                    message = f"The link to {address} leads to no {problem}."
                    line = page.line_of(f"<{piece}")
                    yield judge.finding("page-broken-link", message, page.shown, line)

    def pointed(self, page: BuiltPage) -> set[str]:
        """Return the other pages to whose names a page's links lead."""
        addresses = (each for each in page.addresses if "#" in each and not each.startswith("#"))
        targets = (self.site.target(page.place, each) for each in addresses)
        return {each[0] for each in targets if each and each[1]} - {page.place}

    def _from_root(self, addresses: Iterable[str], depth: int) -> bool:
        """Tell whether addresses lead to the same files from all pages so deep in the site."""
        up = "../" * depth
        return all(
            "#" not in each and (self._absolute(each) or (depth and each.startswith(up)))
            for each in addresses
        )

    def _absolute(self, address: str) -> bool:
        return bool(self.site.root_url) and address.startswith(self.site.root_url)

    def _problem(self, page: BuiltPage, address: str, at: Place) -> str:
        target = self.site.target(page.place, address)
        if target is None:
            return ""
        place, fragment = target
        if place not in self.site.files:
            canonical = at.attributes.get("rel", "") == "canonical"
            return "" if canonical and not self.site.root_url else "page"
        if not fragment or not place.endswith(".html") or fragment.startswith(":~:"):
            return ""
        return "" if fragment in self.site.names(place) else "place on its page"

    def foreign(
        self, page: BuiltPage, english: BuiltPage, judge: Judge, domain: str
    ) -> Iterator[Finding]:
        """Yield what leads, anywhere on a page, to a place that the English page does not know."""
        for address in sorted(page.leaving.keys() - english.leaving.keys()):
            if not self._absolute(address):
                line = page.line_of(f"<{page.leaving[address]}")
                message = f"The address {address} is not on the English page."
                yield judge.finding("page-link", message, page.shown, line, domain)

    def languages(self, page: BuiltPage, judge: Judge, domain: str) -> Iterator[Finding]:
        """Yield the links to other languages that say another language than they lead to."""
        depth = page.place.count("/")
        for piece, attributes in page.languages.items():
            if (depth, piece) in self._sound:
                continue
            problem = self._wrong_language(page, attributes)
            if problem:
                line = page.line_of(f"<{piece}")
                yield judge.finding("page-alternate", problem, page.shown, line, domain)

    def _wrong_language(self, page: BuiltPage, attributes: Mapping[str, str]) -> str:
        tag = attributes["hreflang"]
        if tag == "x-default":
            return ""
        target = self.site.target(page.place, attributes.get("href", ""))
        if target and target[0].partition("/")[0] != tag:
            return f"The link says that it leads to “{tag}”, and leads to {attributes['href']}."
        if attributes.get("lang", tag) != tag:
            return f"The link to “{tag}” says that its text is in “{attributes['lang']}”."
        locale = self.locales.get(tag)
        if locale and attributes.get("lang") == tag:
            direction = attributes.get("dir", locale.direction)
            if direction != locale.direction:
                return f"The link to “{tag}” runs “{direction}”; expected “{locale.direction}”."
        return ""


def _settles(addresses: Iterable[str]) -> bool:
    """Tell whether addresses lead to the same files from all folders beside each other."""
    return all(each.startswith("../") and "#" not in each for each in addresses)


def target_of(href: str) -> str:
    """Return an address without what served and unserved sites write in two ways."""
    address, _, fragment = href.partition("#")
    address = address.removesuffix("index.html")
    return f"{address}#{fragment}" if fragment else address


def links_differ(
    source: Part,
    target: Part,
    judge: Judge,
    shown: str,
    domain: str,
    leads: Callable[[str], str] = target_of,
) -> Iterator[Finding]:
    """Yield the links of a part that its English original has not, and those it lacks.

    `leads` says where an address of either leads, in words that both share.
    """
    here, there = target.links, source.links
    if [href for href, _ in here] == [href for href, _ in there]:
        return
    left = Counter(leads(href) for href, _ in there)
    for href, line in here:
        address = leads(href)
        if address.startswith(CALLS):
            continue
        if left[address] > 0:
            left[address] -= 1
        else:
            message = f"The link to {address} is not on the English page."
            yield judge.finding("page-link", message, shown, line, domain)
    for address in sorted(key for key, count in left.items() if count > 0):
        if not address.startswith(CALLS):
            message = f"The English page's link to {address} is missing."
            yield judge.finding("page-link", message, shown, 1, domain)
