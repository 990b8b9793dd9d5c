"""Make the pages of one build from forms, where they have one."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from markdown import Markdown

from pipeline.build.anchors import SourcePage
from pipeline.build.edition import Edition, domain_of
from pipeline.build.forms.filled import Filled, fill_form
from pipeline.build.forms.form import Made, NoFormError, Parts, make_form, new_parser
from pipeline.build.forms.known import why_plain_site
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


class Printer:
    """The forms of a site and the parsers that make them; all builds of a process share one."""

    def __init__(self, names: Sequence[Any], configs: Mapping[str, Any]) -> None:
        self._forms: dict[str, tuple[str, Made | str]] = {}
        self._texts = Markdown(extensions=list(names), extension_configs=dict(configs))
        self._md: Markdown | None = None
        self._parts = Parts()
        self.reason = ""
        try:
            self._md, self._parts = new_parser(names, configs)
        except NoFormError as error:
            self.reason = str(error)

    def form(self, domain: str, text: str, source: SourcePage) -> Made | None:
        """Return the form of a leaflet, `None` where it has none."""
        known, found = self._forms.get(domain, ("", ""))
        if not found or known != text:
            found = self._make(text, source)
            self._forms[domain] = (text, found)
            if isinstance(found, str):
                _log.info("%s is parsed for each language: %s", domain, found)
        return None if isinstance(found, str) else found

    def _make(self, text: str, source: SourcePage) -> Made | str:
        if self._md is None:
            return self.reason
        try:
            return Made(make_form(text, source, self._md, self._parts, self._texts))
        except NoFormError as error:
            return str(error)

    @property
    def texts(self) -> Markdown:
        """The parser of the texts that fill the blanks."""
        return self._texts


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
        self._files = ""
        alone = len(edition.siblings) < _WORTH_IT
        if alone or edition.workbench is not None or edition.own.left_out or not ALLOWED:
            return  # links to a leaflet that is left out lead elsewhere
        reason = why_plain_site(config) or why_impure(names, configs)
        if not reason:
            self._printer = _printer(names, configs)
            reason = self._printer.reason
        if reason:
            self._printer = None
            _log.info("Every page is parsed for each language: %s", reason)

    @property
    def works(self) -> bool:
        """Whether pages are made from forms at all."""
        return self._printer is not None

    def fill(self, page: Page, markdown: str, source: SourcePage, files: Files) -> Filled | None:
        """Fill in the form of a page, and have MkDocs take it; `None` where it has none."""
        if self._printer is None:
            return None
        domain = domain_of(page)
        made = self._printer.form(domain, markdown, source)
        if made is None:
            return None
        try:
            filled = fill_form(made, page, self._edition, self._config, files, self._printer.texts)
        except NoFormError as error:
            _log.info("%s is parsed for %s: %s", domain, self._edition.locale.tag, error)
            return None
        filled.files = self._digest(files)
        if not self._edition.is_source:
            self._edition.counts[domain] = filled.count
        self._filled[domain] = filled
        page.render = partial(filled.render, page)  # type: ignore[method-assign]
        return filled

    def _digest(self, files: Files) -> str:
        if not self._files:
            self._files = digest(*sorted(f"{file.src_uri} {file.url}" for file in files))
        return self._files

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


_printers: dict[str, Printer] = {}


def _printer(names: Sequence[Any], configs: Mapping[str, Any]) -> Printer:
    key = repr((list(names), dict(configs)))
    if key not in _printers:
        _printers.clear()
        _printers[key] = Printer(names, configs)
    return _printers[key]


def _is_search(plugin: object) -> bool:
    """Tell whether a plugin is Material's search, switched on."""
    material = type(plugin).__module__.startswith("material.plugins.search.")
    return material and hasattr(plugin, "search_index")
