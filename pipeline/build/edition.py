"""An edition: the site of one locale, and what its pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.build.grounds import grounds
from pipeline.build.isolate import isolate_text
from pipeline.build.misfits import find_misfits
from pipeline.build.plain_words import plain_publication
from pipeline.build.sibling import Sibling
from pipeline.build.withdrawn import withdrawn_lines
from pipeline.build.workbench import Workbench
from pipeline.errors import BuildStopped
from pipeline.extract import extract_known
from pipeline.facts.links import source_address
from pipeline.gate import Decision, Templates, decide
from pipeline.locales import Locale
from pipeline.markdown.blocks import Block
from pipeline.markdown.structure import same_structure
from pipeline.policy import PublishPolicy
from pipeline.project import SITE_DOMAIN, Project
from pipeline.publish import Key, Publication
from pipeline.terms import Glossary
from pipeline.validate import LocaleCatalogs, Validator, read_locale

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

_NOTHING = Publication({}, frozenset())


@dataclass(slots=True)
class PageCount:
    """How many messages of a page are shown in the reader's language, and how many in English."""

    translated: int = 0
    fallen_back: int = 0


@dataclass(frozen=True)
class Edition:
    """One locale's translations that readers may see.

    `siblings` are the languages of the whole site: first the source's, this one among them;
    `warnings` is what its build warns of. `english_titles` are the titles of pages and sections
    that are shown in English, `english_headings` those of the headings of a page, by domain. With
    a `workbench`, each message of its pages is marked. `misfits` are the messages, by domain, whose
    translation would change the structure of a page; those of other domains are looked at.
    """

    locale: Locale
    glossary: Glossary
    publications: Mapping[str, Publication]
    siblings: tuple[Sibling, ...]
    counts: dict[str, PageCount] = field(default_factory=dict)
    english_titles: set[str] = field(default_factory=set)
    english_headings: dict[str, set[str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    workbench: Workbench | None = None
    misfits: Mapping[str, frozenset[Key]] = field(default_factory=dict)

    @property
    def is_source(self) -> bool:
        """Whether this is the edition in the language of the leaflets."""
        return self.glossary.is_source

    @property
    def own(self) -> Sibling:
        """This edition's language among all of the site."""
        return next(s for s in self.siblings if s.locale == self.locale)

    def translate(self, domain: str, msgid: str, msgctxt: str | None = None) -> str | None:
        """Return a message's translation, `None` where readers may not see one."""
        if self.is_source:
            return msgid
        msgstrs = self.publications.get(domain, _NOTHING).msgstrs
        return msgstrs.get((msgctxt, msgid))

    def text(self, domain: str, msgid: str, msgctxt: str | None = None) -> str | None:
        """Return a translation for its place in a page, `None` where it would change its structure.

        Whatever the checks say, and whatever was waived.
        """
        msgstr = self.translate(domain, msgid, msgctxt)
        if msgstr is None or msgstr == msgid or self.is_source:
            return msgstr
        known = self.misfits.get(domain)
        if known is not None:
            return None if (msgctxt, msgid) in known else msgstr
        return msgstr if same_structure(msgid, msgstr, self.source_address) else None

    def english_visitor(self, domain: str) -> Callable[[Sequence[Block]], None]:
        """Return what leaves a page in English, and counts its messages as that."""

        def visit(blocks: Sequence[Block]) -> None:
            for block in blocks:
                block.fall_back()
            self.counts[domain] = PageCount(fallen_back=len(blocks))

        return visit

    def source_address(self, address: str) -> str:
        """Return the address of the English pages for which an approved one stands."""
        return source_address(address, self.glossary)

    def words(self, domain: str) -> Callable[[str], str | None]:
        """Return a function that translates the messages of a domain."""
        return lambda msgid: self.translate(domain, msgid)

    def site_word(self, msgid: str, msgctxt: str | None = None) -> str:
        """Return a word of the site, in English where it has no translation."""
        return self.translate(SITE_DOMAIN, msgid, msgctxt) or msgid

    def plain(self, text: str) -> str:
        """Return plain text as titles show it: in its own order in a right-to-left language."""
        return isolate_text(text) if self.locale.direction == "rtl" else text

    def title(self, text: str, msgstr: str | None) -> str:
        """Return a title as themes show it, and remember it where it is English for readers."""
        shown = self.plain(msgstr or text)
        if msgstr is None:
            self.english_titles.add(shown)
        return shown

    def visitor(self, domain: str) -> Callable[[Sequence[Block]], None]:
        """Return what writes the translations of a domain into a page, and counts them."""
        count = self.counts.setdefault(domain, PageCount())

        def visit(blocks: Sequence[Block]) -> None:
            if self.is_source:
                return
            for block in blocks:
                msgstr = self.text(domain, block.msgid, block.msgctxt)
                if msgstr is None:
                    block.fall_back()
                shown = msgstr is not None and block.put(msgstr)
                if shown:
                    count.translated += 1
                else:
                    count.fallen_back += 1
                if self.workbench is not None:
                    self.workbench.mark(domain, block, shown=shown)

        return visit


def read_editions(
    validator: Validator, locales: Iterable[Locale], *, workbench: bool = False
) -> list[Edition]:
    """Read the editions of locales, the one in the source language first.

    With `workbench`, each translated edition marks its messages, and nothing is held back by the
    project's policy, for a translator has to see it. A language that the policy leaves out has no
    edition. Raises `PipelineError` for the first file that cannot be used, so that nothing is built
    where something cannot be, and `BuildStopped` where all of the locales are left out.
    """
    project = validator.project
    source = project.source_locale
    chosen = set(locales)
    templates = read_templates(project)
    others = (locale for locale in project.locales if locale != source)
    every = [  # all of them: pages tell how much each one has
        source_edition(validator),
        *(read_edition(validator, each, templates, workbench=workbench) for each in others),
    ]
    siblings = tuple(edition.own for edition in every)
    found = [
        replace(each, siblings=siblings)
        for each in every
        if each.locale in chosen and each.own.is_built
    ]
    if not found:
        lines = [line for each in siblings if each.locale in chosen for line in each.held_lines]
        if lines:
            raise BuildStopped("\n".join(lines))
        return []
    return [replace(found[0], warnings=warnings_of(validator)), *found[1:]]  # not by each


def read_templates(project: Project) -> Templates:
    """Return the messages of the source by domain."""
    return {template.domain: template.messages for template in extract_known(project)}


def source_edition(validator: Validator) -> Edition:
    """Return the edition in the language of the leaflets, with no other beside it."""
    locale = validator.project.source_locale
    return Edition(locale, validator.source, {}, (Sibling(locale, is_source=True),))


def read_edition(
    validator: Validator, locale: Locale, templates: Templates, *, workbench: bool = False
) -> Edition:
    """Judge the translations of a locale; return its edition, with no other beside it."""
    read = read_locale(validator, locale)
    decision = decide(read, templates, PublishPolicy() if workbench else None)
    shown = dict(decision.publications)
    if SITE_DOMAIN in shown:
        shown[SITE_DOMAIN] = plain_publication(shown[SITE_DOMAIN])
    own = _sibling(read, decision, shown)
    bench = Workbench(read, shown, templates) if workbench else None
    return Edition(
        locale, read.glossary, shown, (own,), workbench=bench, misfits=find_misfits(read)
    )


def warnings_of(validator: Validator) -> tuple[str, ...]:
    """Return what a build of the whole site warns of."""
    terms = (term for concept in validator.base.concepts.values() for term in concept.terms)
    if all(term.status != "deprecated" for term in terms):
        return ()
    messages = (m for each in read_templates(validator.project).values() for m in each)
    return tuple(withdrawn_lines(messages, validator.source))


def empty_editions(validator: Validator, locales: Iterable[Locale]) -> list[Edition]:
    """Return editions without a translation, where catalogs or terms cannot be read."""
    source = validator.project.source_locale
    others = sorted({*locales} - {source}, key=lambda locale: locale.name)
    siblings = (Sibling(source, is_source=True), *map(Sibling, others))
    glossaries = (Glossary(locale, validator.base, {}, "") for locale in others)
    return [
        Edition(glossary.locale, glossary, {}, siblings)
        for glossary in (validator.source, *glossaries)
    ]


def read_again(edition: Edition, validator: Validator) -> Edition:
    """Read an edition with a workbench anew, and nothing else: the other languages stay."""
    assert edition.workbench is not None  # noqa: S101
    templates = edition.workbench.templates
    new = read_edition(validator, edition.locale, templates, workbench=True)
    siblings = (new.own if each.locale == new.locale else each for each in edition.siblings)
    return replace(new, siblings=tuple(siblings))


def _sibling(read: LocaleCatalogs, decision: Decision, shown: Mapping[str, Publication]) -> Sibling:
    figures = {key: value for key, value in decision.coverage.items() if key != SITE_DOMAIN}
    site = shown.get(SITE_DOMAIN, _NOTHING).msgstrs
    words = {msgid: msgstr for (context, msgid), msgstr in site.items() if context is None}
    return Sibling(
        read.locale,
        coverage=figures,
        words=words,
        held=decision.held,
        held_lines=tuple(map(str, decision.told)),
        is_built=decision.language is None or not decision.language.left_out,
        grounds=grounds(read, decision),
    )


def domain_of(page: Page) -> str:
    """Return the domain of a page's messages: its path without the ending."""
    return page.file.src_uri.removesuffix(".md")
