"""An edition: the site of one locale, and what its pages are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.build.grounds import grounds
from pipeline.build.isolate import isolate_text
from pipeline.build.sibling import Sibling
from pipeline.build.withdrawn import withdrawn_lines
from pipeline.build.workbench import Workbench
from pipeline.errors import BuildStopped
from pipeline.extract import extract_known
from pipeline.gate import Decision, Templates, decide
from pipeline.locales import Locale
from pipeline.markdown.blocks import Block
from pipeline.policy import PublishPolicy
from pipeline.project import SITE_DOMAIN
from pipeline.publish import Publication
from pipeline.terms import Glossary
from pipeline.validate import LocaleCatalogs, Validator, read_locale, read_locales

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
    a `workbench`, each message of its pages is marked.
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
                msgstr = self.translate(domain, block.msgid, block.msgctxt)
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
    others = [locale for locale in project.locales if locale != source]
    chosen = set(locales)
    templates: Templates = {each.domain: each.messages for each in extract_known(project)}
    siblings = [Sibling(source, is_source=True)]
    found = []
    if source in chosen:
        found.append(Edition(source, validator.source, {}, ()))
    for read in read_locales(validator, others):  # all of them: pages tell how much each one has
        decision = decide(read, templates, PublishPolicy() if workbench else None)
        siblings.append(_sibling(read, decision))
        if read.locale in chosen and siblings[-1].is_built:
            shown = decision.publications
            bench = Workbench(read, shown, templates) if workbench else None
            edition = Edition(read.locale, read.glossary, shown, (), workbench=bench)
            found.append(edition)
    editions = [replace(edition, siblings=tuple(siblings)) for edition in found]
    if not editions:
        lines = [line for each in siblings if each.locale in chosen for line in each.held_lines]
        if lines:
            raise BuildStopped("\n".join(lines))
        return []
    messages = (message for each in templates.values() for message in each)
    warnings = tuple(withdrawn_lines(messages, validator.source))
    return [replace(editions[0], warnings=warnings), *editions[1:]]  # told once, not by each


def read_again(edition: Edition, validator: Validator) -> Edition:
    """Read an edition with a workbench anew, and nothing else: the other languages stay."""
    assert edition.workbench is not None  # noqa: S101
    templates = edition.workbench.templates
    read = read_locale(validator, edition.locale)
    decision = decide(read, templates, PublishPolicy())
    own = _sibling(read, decision)
    siblings = (own if each.locale == own.locale else each for each in edition.siblings)
    shown = decision.publications
    bench = Workbench(read, shown, templates)
    return Edition(read.locale, read.glossary, shown, tuple(siblings), workbench=bench)


def _sibling(read: LocaleCatalogs, decision: Decision) -> Sibling:
    figures = {key: value for key, value in decision.coverage.items() if key != SITE_DOMAIN}
    site = decision.publications.get(SITE_DOMAIN, _NOTHING).msgstrs
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
