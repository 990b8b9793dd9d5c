"""The MkDocs plugin `leaflets`: makes a build the site of one locale, and starts the others."""

from __future__ import annotations

import hashlib
import os
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger

from pipeline.build.edition import Edition, domain_of, read_editions
from pipeline.build.forms.press import Press
from pipeline.build.handout import Texts
from pipeline.build.head import Head, page_head
from pipeline.build.left_out import lead_to_english, leave_out
from pipeline.build.made import Made
from pipeline.build.nav_items import NavItems
from pipeline.build.offline import finish_page, finish_site
from pipeline.build.pages import (
    add_notice,
    add_paper,
    finish_contents,
    frame,
    translate_front_matter,
    translate_navigation,
    write_paper,
)
from pipeline.build.publication import write_publication
from pipeline.build.root import write_root
from pipeline.build.search import finish_index
from pipeline.build.settings import localize
from pipeline.build.shared import forget_templates
from pipeline.build.site import build_editions, clean
from pipeline.build.structure import address_on, has_structure
from pipeline.build.titles import mark_titles
from pipeline.errors import PipelineError
from pipeline.markdown.extension import LeafletsExtension
from pipeline.project import REFERENCES, read_project
from pipeline.validate import new_validator

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


_log = get_plugin_logger("leaflets")


class LeafletsConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options; `pipeline.project.Options` says what they mean."""

    source_locale = config_options.Type(str, default="en")
    region = config_options.Type(str, default="US")
    references = config_options.Choice(REFERENCES, default="line")
    locales_dir = config_options.Type(str, default="locales")
    checks = config_options.Type(dict, default={})
    require_review = config_options.Type((list, str), default=[])
    review_max_age = config_options.Optional(config_options.Type(int))
    publish = config_options.Type(dict, default={})


class LeafletsPlugin(BasePlugin[LeafletsConfig]):  # type: ignore[no-untyped-call]
    """Translate the pages of one build.

    Who builds one locale says so by `given`, and by `sheets` that its leaflets are to become PDF
    files. In a plain `mkdocs build` or `mkdocs serve`, the build becomes the edition in the source
    language, and the other editions follow it.
    """

    given: Edition | None = None
    sheets = False
    edition: Edition

    @event_priority(100)  # before `search` asks for the theme's words
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turn the settings into those of one locale."""
        self.site_dir = Path(config.site_dir)
        self.others: list[Edition] | None = None
        if self.given is not None:
            self.edition = self.given
        else:
            try:
                self.project = read_project(Path(config.config_file_path))
                validator = new_validator(self.project)
                locales = {self.project.source_locale, *self.project.locales}
                self.edition, *self.others = read_editions(validator, locales)
            except PipelineError as error:
                raise PluginError(str(error)) from None
            for sibling in self.edition.siblings:
                for line in sibling.held_lines:
                    _log.info(line)
            clean(self.site_dir)
            forget_templates()
        for warning in self.edition.warnings:
            _log.warning(warning)
        self.root_url = config.site_url or ""
        self.root_names = (config.site_name, config.site_description or "")
        self.source_extensions = list(config.markdown_extensions)
        self.source_configs = dict(config.mdx_configs)
        self.texts: dict[str, Texts] = {}
        self.written: dict[str, str] = {}
        self.heads: dict[str, Head] = {}
        self.nav_items = NavItems()
        self.extension = LeafletsExtension()
        config.markdown_extensions = [*config.markdown_extensions, self.extension]  # type: ignore[list-item]
        localize(config, self.edition)
        self.press = Press(self.edition, config, self.source_extensions, self.source_configs)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the term base out of the site, and the leaflets that the policy leaves out."""
        terms = files.get_file_from_path("terms.csv")
        if terms is not None:
            files.remove(terms)
        leave_out(files, config, self.edition)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Translate the titles of the navigation."""
        translate_navigation(nav, self.edition)
        self.nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, files: Files, **_: Any) -> str:
        """Prepare the Markdown extension for the page that is rendered next."""
        translate_front_matter(page, self.edition)
        self.extension.visit = self.edition.visitor(domain_of(page))
        self.extension.anchors, self.source_html = None, ""
        if self.press.works or not self.edition.is_source:
            source = self.press.fill(page, markdown, files)
            if not self.edition.is_source:
                self.extension.anchors, self.source_html = source.anchors, source.html
        return markdown

    @event_priority(100)  # before other plugins change what the parser made
    def _keep_structure(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show a page in English where its translation does not have the structure of it."""
        edition = self.edition
        if not self.source_html or edition.workbench is not None:  # which marks each message
            return html
        address = address_on(page, files)
        if has_structure(html, self.source_html, edition.source_address, address):
            return html
        return self._in_english(html, page, config, files)

    def _in_english(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Parse a page in English; return it where it differs from the translated one indeed.

        It does not where another plugin changed the Markdown or its extensions.
        """
        domain, edition = domain_of(page), self.edition
        again = copy(page)
        self.extension.visit = edition.english_visitor(domain)
        count = edition.counts.get(domain)
        type(page).render(again, config, files)
        if has_structure(html, again.content or "", edition.source_address):
            if count is not None:
                edition.counts[domain] = count
            return html
        _log.warning(
            "%s is shown in English for %s: its translation changes its structure",
            page.file.src_uri,
            edition.locale.tag,
        )
        self.press.forget(page)
        type(page).render(page, config, files)
        return page.content or ""

    @event_priority(0)
    def _finish_content(self, html: str, *, page: Page, files: Files, **_: Any) -> str:
        """Link phone numbers, and tell where the page's facts come from."""
        html = lead_to_english(html, page, files, self.edition)
        self.texts[domain_of(page)] = Texts(self.source_html, html)
        self.files = files
        finish_contents(html, page, self.edition)
        return frame(html, page, self.edition, self.press.filled(page))

    on_page_content = CombinedEvent(_keep_structure, _finish_content)  # type: ignore[arg-type]

    @event_priority(-100)  # behind whatever else changes the templates
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Share what search needs; keep what a preview needs to make a page again."""
        self.press.share_sections()
        if self.edition.workbench is not None:
            self.edition.workbench.made = Made(config, files, self.nav, env)
        return env

    @event_priority(-100)  # behind `search`, which must not find the notice on every page
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Add the notice, and what the templates need to know of the page."""
        head = self.head(page)
        add_notice(page, self.edition)
        add_paper(page, self.edition, head.url, self.press.filled(page))
        page.canonical_url = head.canonical or page.canonical_url
        context["leaflet"] = head  # type: ignore[typeddict-unknown-key]
        context["leaflet_nav"] = self.nav_items  # type: ignore[typeddict-unknown-key]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, **_: Any
    ) -> TemplateContext:
        """Tell the templates of the sitemap and of the page for unknown addresses what is where."""
        if template_name == "404.html" and not self.root_url:
            context["base_url"] = f"/{self.edition.locale.tag}/"
        context["leaflet"] = self.head(None)  # type: ignore[typeddict-unknown-key]
        context["leaflet_nav"] = self.nav_items  # type: ignore[typeddict-unknown-key]
        context["heads"] = self.head  # type: ignore[typeddict-unknown-key]
        return context

    def head(self, page: Page | None) -> Head:
        """Return what the templates need to know of a page."""
        domain = domain_of(page) if page else ""
        if domain not in self.heads:
            self.heads[domain] = page_head(page, self.edition, self.root_url, self.root_names)
        return self.heads[domain]

    @event_priority(-100)  # behind whatever else changes the finished page
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
        """Mark the titles that are still English, and write the page for paper."""
        domain = domain_of(page)
        texts, address = self.texts.pop(domain), self.head(page).url
        folder = Path(config.site_dir)
        self.written |= write_paper(
            page,
            texts,
            self.edition,
            self.files,
            folder,
            address,
            self.press.filled(page),
            sheets=self.sheets,
        )
        english = self.edition.english_titles | self.edition.english_headings.get(domain, set())
        html = finish_page(mark_titles(output, english), page.file.dest_uri)
        content = html.encode("utf-8", "xmlcharrefreplace")  # as MkDocs writes it
        self.written[page.file.dest_uri] = hashlib.sha256(content).hexdigest()
        return html

    @event_priority(-100)
    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Mark the titles that are still English."""
        if not template_name.endswith(".html"):
            return output
        return finish_page(mark_titles(output, self.edition.english_titles), template_name)

    @event_priority(-100)  # behind `search`, which writes its index now
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the search index; build the other editions, where this was the first of all."""
        finish_index(Path(config.site_dir) / "search" / "search_index.json", self.edition)
        finish_site(Path(config.site_dir), self.written)
        if self.others is None:
            return
        build_editions(
            Path(config.config_file_path),
            self.others,
            self.site_dir,
            jobs=os.cpu_count() or 1,
            strict=config.strict,
        )
        write_root(self.site_dir, self.root_url, self.root_names, self.edition)
        write_publication(self.site_dir, self.project, self.edition.siblings)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Rebuild when a catalog or a term base changes."""
        server.watch(str(Path(config.config_file_path).parent / self.config.locales_dir))
        return server
