"""Plates: what the pages of a leaflet are printed from, made once for all languages."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown import Markdown

from pipeline.build.anchors import SourcePage, read_source_page
from pipeline.build.edition import domain_of
from pipeline.build.forms.form import Made, NoFormError, Parts, make_form, new_parser
from pipeline.build.handout import paper_form
from pipeline.cache import Drawer, digest, tools_digest
from pipeline.markdown.pure import uses_snippets
from pipeline.terms import Glossary

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_AT_HAND = 300
"""How many plates a process keeps in memory; it reads the others again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plate:
    """What all languages print a leaflet from: its page in English, and its forms.

    Where it has none, `reason` says why.
    """

    source: SourcePage
    made: Made | None = None
    reason: str = ""


class Printer:
    """The plates of a site and the parsers that make them; all builds of a process share one.

    They are kept on the disk too, for the other processes and for the builds to come.
    """

    def __init__(self, names: Sequence[Any], configs: Mapping[str, Any], root: Path) -> None:
        self._names, self._configs = names, configs
        self._settings = repr((list(names), dict(configs)))
        self._drawer = plates_of(root)
        self._plates: dict[str, tuple[str, Plate]] = {}
        self.texts = Markdown(extensions=list(names), extension_configs=dict(configs))
        self._md: Markdown | None = None
        self._parts = Parts()
        self.reason = ""
        try:
            self._md, self._parts = new_parser(names, configs)
        except NoFormError as error:
            self.reason = str(error)

    def plate(
        self, page: Page, text: str, files: Files, addresses: str, glossary: Glossary
    ) -> Plate:
        """Return the plate of a leaflet.

        `addresses` stands for those of all files of the site; `glossary` is the term base as
        English uses it.
        """
        domain = domain_of(page)
        key = digest(tools_digest(), self._settings, text, addresses, glossary.digest)
        known, plate = self._plates.pop(domain, ("", None))
        if plate is None or known != key:
            lasting = " at 0x" not in self._settings and not uses_snippets(text)
            plate = self._drawer.get(domain, key) if lasting else None
            if plate is None:
                plate = self._make(page, text, files, glossary)
                if lasting:
                    self._drawer.put(domain, key, plate)
            if plate.reason:
                _log.info("%s is parsed for each language: %s", domain, plate.reason)
        self._plates[domain] = (key, plate)
        if len(self._plates) > _AT_HAND:
            del self._plates[next(iter(self._plates))]
        return plate

    def _make(self, page: Page, text: str, files: Files, glossary: Glossary) -> Plate:
        source = read_source_page(text, self._names, self._configs)
        if self._md is None:
            return Plate(source, reason=self.reason)
        try:
            form = make_form(text, source, self._md, self._parts, self.texts)
        except NoFormError as error:
            return Plate(source, reason=str(error))
        paper = paper_form(page, source.html, form.marked, glossary, files)
        return Plate(source, Made(form, paper))


def plates_of(root: Path) -> Drawer[Plate]:
    """Return the plates that are kept for a project; `root` is the folder of its settings."""
    return Drawer(root, "forms", Plate)


_printers: dict[tuple[Path, str], Printer] = {}


def printer_of(root: Path, names: Sequence[Any], configs: Mapping[str, Any]) -> Printer:
    """Return the printer for a project's extensions; `root` is the folder of its settings."""
    key = (root, repr((list(names), dict(configs))))
    if key not in _printers:
        _printers.clear()
        _printers[key] = Printer(names, configs, root)
    return _printers[key]
