"""Make the pages of one build from forms, where they have one."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.build.anchors import SourcePage, source_page
from pipeline.build.edition import Edition, domain_of
from pipeline.build.forms.filled import Filled, fill_form
from pipeline.build.forms.form import Made, NoFormError
from pipeline.build.forms.known import why_plain_site
from pipeline.build.forms.plates import Plate, Printer, printer_of
from pipeline.build.handout import source_glossary
from pipeline.cache import digest
from pipeline.markdown.pure import why_impure

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ALLOWED = True
"""Whether forms are used at all; tests compare the pages with those of the plain way."""

_WORTH_IT = 2
"""The number of languages from which on a form saves more than it costs."""

_log = logging.getLogger(__name__)


class Press:
    """The forms at work for the pages of one edition."""

    def __init__(
        self,
        edition: Edition,
        config: MkDocsConfig,
        names: Sequence[Any],
        configs: Mapping[str, Any],
    ) -> None:
        self._edition = edition
        self._config = config
        self._filled: dict[str, Filled] = {}
        self._printer: Printer | None = None
        self._names, self._configs = names, configs
        self._addresses = ""
        alone = len(edition.siblings) < _WORTH_IT
        if alone or edition.workbench is not None or edition.own.left_out or not ALLOWED:
            return  # links to a leaflet that is left out lead elsewhere
        reason = why_plain_site(config) or why_impure(names, configs)
        if not reason:
            self._printer = printer_of(Path(config.config_file_path).parent, names, configs)
            reason = self._printer.reason
        if reason:
            self._printer = None
            _log.info("Every page is parsed for each language: %s", reason)

    @property
    def works(self) -> bool:
        """Whether pages are made from forms at all."""
        return self._printer is not None

    def plate(self, page: Page, markdown: str, files: Files) -> Plate | None:
        """Return what a page is printed from, `None` where all are made the plain way."""
        if self._printer is None:
            return None
        if not self._addresses:
            self._addresses = digest(*sorted(f"{file.src_uri} {file.url}" for file in files))
        glossary = source_glossary(self._edition)
        return self._printer.plate(page, markdown, files, self._addresses, glossary)

    def fill(self, page: Page, markdown: str, files: Files) -> SourcePage:
        """Return a page in English; fill in its form, if it has one, and have MkDocs take it."""
        plate = self.plate(page, markdown, files)
        if plate is None:
            return source_page(markdown, self._names, self._configs)
        if plate.made is not None and self._printer is not None:
            self._fill(plate.made, page, files, self._printer)
        return plate.source

    def _fill(self, made: Made, page: Page, files: Files, printer: Printer) -> None:
        domain, edition = domain_of(page), self._edition
        try:
            filled = fill_form(made, page, edition, self._config, files, printer.texts)
        except NoFormError as error:
            _log.info("%s is parsed for %s: %s", domain, edition.locale.tag, error)
            return
        if not edition.is_source:
            edition.counts[domain] = filled.count
        self._filled[domain] = filled
        page.render = partial(filled.render, page)  # type: ignore[method-assign]

    def filled(self, page: Page) -> Filled | None:
        """Return a page's form, filled in; `None` where it is made the plain way."""
        return self._filled.get(domain_of(page))

    def forget(self, page: Page) -> None:
        """Have a page made the plain way."""
        if self._filled.pop(domain_of(page), None) is not None:
            del page.render  # what `fill` put before the method of its class

    def share_sections(self) -> None:
        """Have Material's search take the sections of pages from their forms."""
        search = next(filter(_is_search, self._config.plugins.values()), None)
        if search is None or self._printer is None:
            return
        index = search.search_index
        plain = index.add_entry_from_context

        def add(page: Page) -> None:
            filled = self.filled(page)
            if filled is None or page.meta.get("search"):
                plain(page)
                return
            for section in filled.sections():
                index.create_entry_for_section(section, page.toc, page.url, page)

        index.add_entry_from_context = add


def _is_search(plugin: object) -> bool:
    """Tell whether a plugin is Material's search, switched on."""
    material = type(plugin).__module__.startswith("material.plugins.search.")
    return material and hasattr(plugin, "search_index")
