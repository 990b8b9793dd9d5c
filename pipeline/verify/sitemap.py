"""Compare a language's sitemap with its pages (the sitemaps.org protocol)."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree

from pipeline.model import Finding
from pipeline.verify.facts import Judge
from pipeline.verify.folder import INDEX, SiteFolder

_NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
Seen = Callable[[str], tuple[str, dict[str, str]] | None]
"""Returns the language and the alternates that a page of the folder states, by its place."""


def compare_sitemap(
    site: SiteFolder, judge: Judge, seen: Seen, places: Iterable[str]
) -> Iterator[Finding]:
    """Yield where the sitemap and the pages disagree; `places` are the leaflets' in the folder."""
    place = f"{judge.tag}/sitemap.xml"
    if place not in site.files or not site.root_url:
        return
    shown = site.shown(place)

    def wrong(message: str, line: int = 1) -> Finding:
        return judge.finding("page-sitemap", message, shown, line)

    content = (site.path / place).read_bytes()
    try:
        tree = ElementTree.fromstring(content)  # noqa: S314 - a project's own site
    except ElementTree.ParseError as error:
        yield wrong(f"The sitemap cannot be read: {error}.", error.position[0])
        return
    yield from _packed(site, f"{place}.gz", content, wrong)
    listed = set()
    for entry in tree.iterfind("s:url", _NAMESPACE):
        address = entry.findtext("s:loc", "", _NAMESPACE)
        listed.add(address)
        named = {each.get("hreflang", ""): each.get("href", "") for each in entry}
        named.pop("", None)
        target = site.target(place, address)
        page = seen(target[0]) if target else None
        if page is None:
            yield wrong(f"The sitemap lists {address}, which is not there.")
        elif named != page[1]:
            yield wrong(f"The sitemap and the page {address} name other translations of it.")
    for leaflet in places:
        page = seen(f"{judge.tag}/{leaflet}")
        own = f"{site.root_url.rstrip('/')}/{judge.tag}/{leaflet}".removesuffix(INDEX)
        if page and page[0] == judge.tag and own not in listed:
            yield wrong(f"The sitemap does not list {own}.")


def _packed(
    site: SiteFolder, place: str, content: bytes, wrong: Callable[[str], Finding]
) -> Iterator[Finding]:
    if place not in site.files:
        return
    try:
        same = gzip.decompress((site.path / place).read_bytes()) == content
    except (OSError, EOFError):
        same = False
    if not same:
        yield wrong("The packed sitemap (sitemap.xml.gz) does not hold the same.")
