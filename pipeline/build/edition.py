"""An edition: the site of one locale, and what its pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.build.isolate import isolate_text
from pipeline.coverage import Coverage, State, coverage
from pipeline.extract import extract
from pipeline.locales import Locale
from pipeline.markdown.blocks import Block
from pipeline.project import SITE_DOMAIN
from pipeline.publish import Publication, publication
from pipeline.terms import Glossary
from pipeline.validate import Validator, read_locales

_NOTHING = Publication({}, frozenset())


@dataclass(slots=True)
class PageCount:
    """How many messages of a page are shown in the reader's language, and how many in English."""

    translated: int = 0
    fallen_back: int = 0


@dataclass(frozen=True)
class Edition:
    """One locale's translations that readers may see.

    `siblings` are the locales of the whole site, this one and the source's included; `coverage`
    tells how much of each leaflet every one of them but the source's has, by tag and domain.
    """

    locale: Locale
    glossary: Glossary
    publications: Mapping[str, Publication]
    siblings: tuple[Locale, ...]
    coverage: Mapping[str, Mapping[str, Coverage]] = field(default_factory=dict)
    counts: dict[str, PageCount] = field(default_factory=dict)

    @property
    def is_source(self) -> bool:
        """Whether this is the edition in the language of the leaflets."""
        return self.glossary.is_source

    def state(self, locale: Locale, domain: str) -> State:
        """Return what readers of a language of the site get of a page."""
        if locale == self.siblings[0]:
            return State.COMPLETE
        return self.coverage.get(locale.tag, {}).get(domain, Coverage()).state

    def translate(self, domain: str, msgid: str, msgctxt: str | None = None) -> str | None:
        """Return a message's translation, `None` where readers may not see one."""
        if self.is_source:
            return msgid
        msgstrs = self.publications.get(domain, _NOTHING).msgstrs
        return msgstrs.get((msgctxt, msgid))

    def words(self, domain: str) -> Callable[[str], str | None]:
        """Return a function that translates the messages of a domain."""
        return lambda msgid: self.translate(domain, msgid)

    def site_word(self, msgid: str, msgctxt: str | None = None) -> str:
        """Return a word of the site, in English where it has no translation."""
        return self.translate(SITE_DOMAIN, msgid, msgctxt) or msgid

    def plain(self, text: str) -> str:
        """Return plain text as titles show it: in its own order in a right-to-left language."""
        return isolate_text(text) if self.locale.direction == "rtl" else text

    def visitor(self, domain: str) -> Callable[[Sequence[Block]], None]:
        """Return what writes the translations of a domain into a page, and counts them."""
        count = self.counts.setdefault(domain, PageCount())

        def visit(blocks: Sequence[Block]) -> None:
            if self.is_source:
                return
            for block in blocks:
                msgstr = self.translate(domain, block.msgid, block.msgctxt)
                if msgstr is None:
                    block.fall_back()
                if msgstr is not None and block.put(msgstr):
                    count.translated += 1
                else:
                    count.fallen_back += 1

        return visit


def read_editions(validator: Validator, locales: Iterable[Locale]) -> list[Edition]:
    """Read the editions of locales, the one in the source language first.

    Raises `PipelineError` for the first file that cannot be used, so that nothing is built where
    something cannot be.
    """
    project = validator.project
    source = project.source_locale
    others = [locale for locale in project.locales if locale != source]
    chosen = set(locales)
    templates = {template.domain: template.messages for template in extract(project)}
    figures: dict[str, dict[str, Coverage]] = {}
    editions = []
    if source in chosen:
        editions.append(Edition(source, validator.source, {}, (source, *others), figures))
    for read in read_locales(validator, others):  # all of them: pages tell how much each one has
        publications = {
            domain: publication(catalog, read.findings_in(catalog))
            for domain, catalog in read.catalogs.items()
        }
        figures[read.locale.tag] = {
            domain: coverage(
                messages, read.catalogs.get(domain), publications.get(domain, _NOTHING)
            )
            for domain, messages in templates.items()
            if domain != SITE_DOMAIN
        }
        if read.locale in chosen:
            edition = Edition(read.locale, read.glossary, publications, (source, *others), figures)
            editions.append(edition)
    return editions
