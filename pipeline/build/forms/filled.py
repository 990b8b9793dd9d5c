"""A form that one locale has filled in: what MkDocs and the plugin make of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.toc import AnchorLink, TableOfContents

from pipeline.build.edition import Edition, PageCount, domain_of
from pipeline.build.forms.blanks import ABOUT, DIRECTION, PERMALINK, TAG, Template
from pipeline.build.forms.form import PERMALINK_TITLE, Form, Heading, Made, NoFormError
from pipeline.build.forms.sections import fill_sections, text_of, title_of
from pipeline.build.forms.soup import as_moved_soup, as_soup
from pipeline.build.forms.texts import Rendered, Text, render_texts, why_not_alone
from pipeline.build.isolate import isolate_html
from pipeline.build.links import Resolve
from pipeline.build.phones import link_phones
from pipeline.locales import Locale
from pipeline.markdown.places import may_stand

if TYPE_CHECKING:
    from markdown import Markdown
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

_EMPTY = re.compile(r"<\w[^<>]*(?<!/)>\s*</")


@dataclass(slots=True)
class Filled:
    """A page's form with a locale's texts: `rendered` as the parser makes them, `linked` as shown.

    `finish` links phone numbers and isolates what runs from left to right; `about` is the end of
    the page, finished.
    """

    made: Made
    locale: Locale
    rendered: Sequence[Rendered]
    linked: Sequence[str]
    permalink: str
    count: PageCount
    links_to_anchors: dict[File, dict[str, str]]
    finish: Callable[[str], str]
    about: str = ""

    @property
    def form(self) -> Form:
        """The form that is filled in."""
        return self.made.form

    def article(self) -> str:
        """Return the article as the parser makes it."""
        return self.form.html.fill(self._of([each.html for each in self.rendered]))

    def framed(self, about: str) -> str:
        """Return the article with its phone numbers linked, and its end."""
        self.about = self.finish(about)
        return self.form.html.fill(self._of(self.linked)) + self.about

    def box(self) -> str:
        """Return the first emergency box for paper."""
        if not self.form.box.numbers:
            return self.form.box.texts[0]
        return self.form.box.fill(lambda number: as_soup(self.linked[number]))

    def on_paper(self, text: Template, folder: str, resolve: Resolve) -> str:
        """Fill in a part of the handout, which stands in another folder than the page."""

        def value(number: int) -> str:
            if number == TAG:
                return self.locale.tag
            if number == DIRECTION:
                return self.locale.direction
            return as_moved_soup(self.linked[number], folder, resolve)

        return text.fill(value)

    def sections(self) -> Iterator[Any]:
        """Yield the page's sections as search reads them."""

        def text(number: int) -> str:
            return text_of(self.about.lstrip("\n") if number == ABOUT else self.linked[number])

        return fill_sections(self.form.sections, lambda number: title_of(self.linked[number]), text)

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Do what `Page.render` of MkDocs does."""
        form = self.form
        page.content = self.article()
        entries = [self._entry(each) for each in form.contents]
        if entries:
            entries[0].active = True  # type: ignore[attr-defined]
        page.toc = TableOfContents(entries)
        titles = [each.title for each in self.rendered]
        page._title_from_render = form.title.fill(self._of(titles)) if form.title else None
        page.present_anchor_ids = set(form.anchors)
        page.links_to_anchors = self.links_to_anchors

    def _entry(self, heading: Heading) -> AnchorLink:
        name = heading.name.fill(self._of([each.name for each in self.rendered]))
        entry = AnchorLink(name, heading.id, heading.level)
        entry.children = [self._entry(each) for each in heading.children]
        return entry

    def _of(self, values: Sequence[str]) -> Callable[[int], str]:
        return lambda number: self.permalink if number == PERMALINK else values[number]


def fill_form(
    made: Made, page: Page, edition: Edition, config: MkDocsConfig, files: Files, md: Markdown
) -> Filled:
    """Fill in a form with an edition's translations.

    Raises `NoFormError` where one of them may look beyond its blank.
    """
    form = made.form
    texts, count = _texts(form, edition, domain_of(page))
    links = mkdocs_pages._RelativePathTreeprocessor(page.file, files, config)
    rendered = render_texts(texts, md, form.references, links.run)
    for anchor in form.permalinks:
        links.path_to_url(f"#{anchor}")
    for each in rendered:
        shown = unescape(each.html)
        if not shown or shown != shown.strip() or _EMPTY.search(each.html):
            raise NoFormError(f"there is nothing in a part of {each.html!r}")
    toc = config.mdx_configs.get("toc") or {}
    permalink = str(toc.get("permalink_title", PERMALINK_TITLE))
    if any(sign in permalink for sign in '&<>"\n'):
        raise NoFormError("the title of its permalinks needs escapes")

    def finish(html: str) -> str:
        linked = link_phones(html, edition.glossary)
        return isolate_html(linked) if edition.locale.direction == "rtl" else linked

    linked = [finish(each.html) for each in rendered]
    anchors = links.links_to_anchors
    return Filled(made, edition.locale, rendered, linked, permalink, count, anchors, finish)


def _texts(form: Form, edition: Edition, domain: str) -> tuple[list[Text], PageCount]:
    """Return what stands in each blank, by the rules of `Places.put`."""
    texts = []
    count = PageCount()
    for number, (context, msgid) in enumerate(form.keys):
        msgstr = edition.text(domain, msgid, context)
        text = msgid if msgstr in (None, msgid) else str(msgstr).strip()
        shown = msgstr is not None and (msgstr == msgid or may_stand(text, msgid, form.marker))
        if not shown:
            text = f"\\{msgid}" if msgid == form.marker else msgid
            count.fallen_back += 1
        else:
            count.translated += 1
        if reason := why_not_alone(text):
            raise NoFormError(f"“{text}”: {reason}")
        texts.append(Text(text, number in form.names, falls_back=not shown))
    return texts, count
