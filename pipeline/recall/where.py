"""Find what is asked for in leaflets, messages, term bases, catalogs and built pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalogs.read import read
from pipeline.extract import extract_known
from pipeline.leaflets import read_leaflets
from pipeline.locales import Locale
from pipeline.model import Entry, Fact
from pipeline.project import Project
from pipeline.recall.pages import page_texts
from pipeline.recall.query import Query, read_query
from pipeline.terms import Glossary, read_glossary, read_term_base

LEAFLET, MESSAGE, TERMS, CATALOG, PAGE = "leaflet", "message", "terms", "catalog", "page"
KINDS = (LEAFLET, MESSAGE, TERMS, CATALOG, PAGE)

_AROUND = 30  # characters of an excerpt on each side of what was found


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that has what is asked for: a line of a file, how it is written, and around it.

    `state` tells of a catalog's entry whether it is `translated`, `fuzzy` or `obsolete`.
    """

    kind: str
    locale: str
    path: str
    line: int
    found: str
    excerpt: str
    state: str = ""

    @property
    def order(self) -> tuple[int, str, str, int, str, str]:
        """Sort hits by kind, locale and place."""
        place = (self.path, self.line, self.found, self.excerpt)
        return (KINDS.index(self.kind), self.locale, *place)


@dataclass(frozen=True)
class Found:
    """What was asked for, where it is, and the folder of the built site, if it was looked at."""

    query: Query
    hits: tuple[Hit, ...]
    site: str = ""


def find_everywhere(project: Project, asked: str, site_dir: Path) -> Found:
    """Return every place that has what is asked for; raise `PipelineError` at a bad file."""
    base = read_term_base(project)
    source = read_glossary(project, base, project.source_locale)
    others = [each for each in project.locales if each != project.source_locale]
    glossaries = {locale: read_glossary(project, base, locale) for locale in others}
    query = read_query(asked, source, glossaries.values())
    search = _Search(project, query, source, glossaries)
    hits = {*search.leaflets(), *search.messages(), *search.terms(), *search.catalogs()}
    built = site_dir.is_dir()
    if built:
        hits.update(search.pages(site_dir))
    site = project.shown(site_dir) if built else ""
    return Found(query, tuple(sorted(hits, key=lambda hit: hit.order)), site)


@dataclass(frozen=True)
class _Search:
    project: Project
    query: Query
    source: Glossary
    glossaries: dict[Locale, Glossary]

    def leaflets(self) -> Iterator[Hit]:
        """Look at the leaflets' files, with what no message holds: code, skipped blocks."""
        for leaflet in read_leaflets(self.project):
            for fact in self.query.find(leaflet.text, self.source):
                line = leaflet.text.count("\n", 0, fact.start) + 1
                yield self._hit(LEAFLET, self.source, leaflet.path, line, leaflet.text, fact)

    def messages(self) -> Iterator[Hit]:
        """Look at the messages: of leaflets, snippets and the site's own words."""
        for template in extract_known(self.project):
            pot = self.project.shown(self.project.template_path(template.domain))
            for message in template.messages:
                places = [(each.path, each.line) for each in message.locations] or [(pot, 1)]
                for fact in self.query.find(message.msgid, self.source):
                    for path, line in places:
                        yield self._hit(MESSAGE, self.source, path, line, message.msgid, fact)

    def terms(self) -> Iterator[Hit]:
        """Look at the terms of every language."""
        for glossary in (self.source, *self.glossaries.values()):
            for id, terms in glossary.terms.items():
                for term in terms:
                    facts = self.query.find(term.term, glossary)
                    if id in self.query.values and not facts:
                        facts = (Fact("term", id, term.term, 0, len(term.term)),)
                    for fact in facts:
                        text = f"{term.term} ({term.status})"
                        yield self._hit(TERMS, glossary, glossary.path, term.line, text, fact)

    def catalogs(self) -> Iterator[Hit]:
        """Look at the translations, those too that readers do not see."""
        for locale, glossary in self.glossaries.items():
            folder = self.project.locales_dir / locale.name / "LC_MESSAGES"
            for path in sorted(folder.rglob("*.po"), key=lambda path: path.as_posix()):
                catalog = read(path, self.project.shown(path))
                for entry in catalog.entries:
                    for text in entry.plurals or (entry.msgstr,):
                        line = entry.msgstr_line or entry.line
                        for fact in self.query.find(text, glossary):
                            yield self._hit(
                                CATALOG, glossary, catalog.path, line, text, fact, _state(entry)
                            )

    def pages(self, site_dir: Path) -> Iterator[Hit]:
        """Look at the built pages and search indexes."""
        by_tag = {locale.tag: glossary for locale, glossary in self.glossaries.items()}
        for path in sorted(site_dir.rglob("*"), key=lambda path: path.as_posix()):
            if path.suffix != ".html" and path.name != "search_index.json":
                continue
            glossary = by_tag.get(path.relative_to(site_dir).parts[0], self.source)
            shown = self.project.shown(path)
            for text, line in page_texts(path):
                for fact in self.query.find(text, glossary):
                    at = line + text.count("\n", 0, fact.start)
                    yield self._hit(PAGE, glossary, shown, at, text, fact)

    def _hit(
        self,
        kind: str,
        glossary: Glossary,
        path: str,
        line: int,
        text: str,
        fact: Fact,
        state: str = "",
    ) -> Hit:
        found = " ".join(fact.text.split())
        return Hit(kind, glossary.locale.name, path, line, found, _excerpt(text, fact), state)


def _excerpt(text: str, fact: Fact) -> str:
    """Return what was found among the words around it on its line."""
    before = text[: fact.start].rpartition("\n")[2]
    behind = text[fact.end :].partition("\n")[0]
    left = re.sub(r"^\S*\s", "…", before[-_AROUND:]) if len(before) > _AROUND else before
    right = re.sub(r"\s\S*$", "…", behind[:_AROUND]) if len(behind) > _AROUND else behind
    return " ".join(f"{left}{fact.text}{right}".split())


def _state(entry: Entry) -> str:
    return "obsolete" if entry.obsolete else "fuzzy" if entry.fuzzy else "translated"
