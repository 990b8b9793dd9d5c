"""Verify one language of a built site: every page, and what leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.gate import Decision, Templates, decide
from pipeline.locales import Locale
from pipeline.model import Finding, Severity
from pipeline.validate import LocaleCatalogs, Validator, read_locale
from pipeline.verify.built import BuiltPage, title_run, titles_in
from pipeline.verify.facts import Judge
from pipeline.verify.folder import INDEX, NO_LEAFLETS, SiteFolder
from pipeline.verify.handout import Handout, compare_handout
from pipeline.verify.leaflet import compare_leaflet
from pipeline.verify.left_out import LeftOut
from pipeline.verify.letters import letters_of
from pipeline.verify.links import LinkProof
from pipeline.verify.outside import compare_outside
from pipeline.verify.page import Part
from pipeline.verify.places import leads_nowhere
from pipeline.verify.proofs import Proofs
from pipeline.verify.record import compare_record
from pipeline.verify.search import JSON, SCRIPT, compare_search
from pipeline.verify.sitemap import compare_sitemap
from pipeline.verify.unpublished import Unpublished

_HANDOUT = f"handout/{INDEX}"
_WHOLE = (JSON, SCRIPT, "sitemap.xml", "sitemap.xml.gz")
"""Files of a language that tell of all its pages."""


@dataclass(frozen=True)
class EditionProof:
    """One language of a site; `domains` are the leaflets' by the place of their pages.

    `english` is the judge of the English pages, which all languages share; `templates` are the
    messages that the project's policy looks at, none where it holds nothing back; `recorded` are
    the digests of the files that were published; `proofs` what is known to be right.
    """

    site: SiteFolder
    validator: Validator
    locale: Locale
    domains: Mapping[str, str]
    links: LinkProof
    english: Judge
    templates: Templates
    recorded: Mapping[str, str]
    proofs: Proofs
    _seen: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    _last: dict[str, BuiltPage] = field(default_factory=dict)

    @cached_property
    def _read(self) -> LocaleCatalogs | None:
        """The language's catalogs; none for the language of the leaflets.

        What a build remembers of them is not used: it is part of what is verified. Only checks
        that hold a translation back are asked.
        """
        if self.locale == self.validator.project.source_locale:
            return None
        errors = tuple(each for each in self.validator.checks if each[1] is Severity.ERROR)
        return read_locale(replace(self.validator, checks=errors), self.locale, anew=True)

    @cached_property
    def _decision(self) -> Decision | None:
        """What the project's policy lets readers of the language see."""
        return decide(self._read, self.templates) if self._read else None

    @cached_property
    def judge(self) -> Judge:
        """The judge of the language's texts."""
        if self._read is None:
            return self.english
        judge = Judge.of(self.validator, self._read.glossary)
        return replace(judge, falls_back=self._falls_back)

    @cached_property
    def unpublished(self) -> Unpublished | None:
        """The translations that readers must not see; none in the language of the leaflets."""
        if self._read is None or self._decision is None:
            return None
        return Unpublished.of(self._read, self._decision.publications, self.judge)

    @cached_property
    def left_out(self) -> LeftOut:
        """The pages that the policy leaves out of the language."""
        held = self._decision.held if self._decision else {}
        gone = {
            place
            for place, domain in self.domains.items()
            if domain in held and held[domain].left_out
        }
        return LeftOut(frozenset(gone), self.english.tag)

    def _falls_back(self, text: str) -> bool:
        return self.unpublished is not None and self.unpublished.falls_back(text)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the language's pages, its index and its sitemap."""
        tag = self.locale.tag
        pages = self.site.below(tag)
        for place in sorted(pages, key=self._order):
            yield from self._proved_page(place)
        whole = [*pages, *(f"{tag}/{name}" for name in _WHOLE), f"{self.english.tag}/{JSON}"]
        if not self.proofs.hold(tag, whole):
            found = list(self._whole())
            if not found:
                self.proofs.keep(tag, whole)
            yield from found
        self.proofs.save()

    def _proved_page(self, place: str) -> Iterator[Finding]:
        """Yield what is wrong with one page, which is not read where it is known to be right."""
        content = self.site.content(place)
        if place in self.recorded:
            yield from compare_record(self.site, [(place, self.recorded[place])], self.english)
        if self.proofs.hold(place, [place]):
            return
        page = self.site.read(place, content)
        found = list(self.page(page))
        if not found:
            beside = f"{self.locale.tag}/{self._leaflet(place)}"
            others = {self._original(place), beside, *self.links.pointed(page)}
            self.proofs.keep(place, [place], others - {place})
            self._note_dull(page)
        yield from found

    def _note_dull(self, page: BuiltPage) -> None:
        """Note the items of lists on a page that is right of which nothing is to be asked again."""
        known, silent = self.site.known_beside(page.place), self.judge.silent
        for item in page.fresh:
            if all(
                piece in silent and (piece in known.settled or leads_nowhere(piece))
                for piece in item.split("<")
            ):
                known.dull.add(item)

    def _whole(self) -> Iterator[Finding]:
        """Yield what is wrong with what leads to the pages, and which of them are missing."""
        tag = self.locale.tag
        expected = {
            place: domain
            for place, domain in self.domains.items()
            if place not in self.left_out.places
        }
        for place, domain in expected.items():
            whole = f"{tag}/{place}"
            if whole not in self.site.files:
                message, shown = "The page is not there.", self.site.shown(whole)
                yield self.judge.finding("page-missing", message, shown, 1, domain)
        yield from compare_search(self.site, self.judge, self.unpublished, self.left_out)
        yield from compare_sitemap(self.site, self.judge, self._stated, expected)

    def _stated(self, place: str) -> tuple[str, dict[str, str]] | None:
        """Return the language and the alternates that a page of the language states."""
        own = place in self.site.files and place.startswith(f"{self.locale.tag}/")
        if own and place not in self._seen:
            page = self.site.read(place)
            self._seen[place] = (page.language, page.alternates)
        return self._seen.get(place)

    def _titles_of(self, place: str) -> Iterator[str]:
        """Yield the letters of the titles on a page of the language."""
        if place in self.site.files:
            page = self._last.get(place) or self.site.read(place)
            titles = (title for item in page.items for title in titles_in(item))
            yield from (letters_of(title_run(each).text) for each in titles)

    def _leaflet(self, place: str) -> str:
        """Return the place of a page's leaflet below the folder of a language."""
        below = place.removeprefix(f"{self.locale.tag}/")
        if below.endswith(_HANDOUT) and below not in self.domains:
            return below.removesuffix(_HANDOUT) + INDEX
        return below

    def _order(self, place: str) -> tuple[str, bool]:
        """Put a leaflet before its handout, which shares its titles."""
        leaflet = self._leaflet(place)
        return leaflet, not place.endswith(leaflet)

    def _original(self, place: str) -> str:
        """Return the place of the English page."""
        return f"{self.english.tag}/{self._leaflet(place)}"

    def page(self, page: BuiltPage) -> Iterator[Finding]:
        """Yield what is wrong with one page."""
        place, unpublished = page.place, self.unpublished
        self._seen[place] = (page.language, page.alternates)
        yield from self.links.broken(page, self.judge)
        below = place.removeprefix(f"{self.locale.tag}/")
        if below in NO_LEAFLETS:
            yield from self.judge.calls([*page.article.calls, *page.calls], page.shown, "")
            return
        leaflet = self._leaflet(place)
        handout = leaflet != below
        domain = self.domains.get(leaflet)
        if leaflet in self.left_out.places:
            message = "The policy leaves this leaflet out; the page is left of an older build."
            yield self.judge.finding("page-stale", message, page.shown, 1, domain or "")
            return
        if domain is None:
            message = "No leaflet belongs to this page; it is left of an older build."
            yield self.judge.finding("page-stale", message, page.shown, 1)
            return
        original = self.site.keep(self._original(place))
        text: Handout | Part
        if handout:
            text = Handout(page)
            titles = self._titles_of(f"{self.locale.tag}/{leaflet}")
            yield from compare_handout(text, original, titles, self.site, self.judge, domain)
        else:
            text = page.article
            self._last.clear()
            self._last[place] = page
            yield from compare_leaflet(page, original, self.left_out, self.judge, domain)
        if original and unpublished:
            yield from self.links.foreign(page, original, self.judge, domain)
            yield from self.links.languages(page, self.judge, domain)
            titled = handout or bool(self.left_out.places)
            judges = self.judge, self.english
            yield from compare_outside(page, text.own, original, *judges, domain, titles=titled)
        if unpublished and unpublished.held:
            yield from unpublished.find(text.runs, self.judge, page.shown)
