"""What forms know of the programs that make a page; whatever else is at work, forms step back.

A form gives the same page as the plain way only where each part of it is made of its own message.
Whether it does is known of the versions and of the extensions that are listed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markdown.util import Registry

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

TRIED = MappingProxyType(
    {
        "markdown": ("3.11.",),
        "mkdocs": ("1.6.",),
        "mkdocs-material": ("9.8.",),
        "pymdown-extensions": ("12.",),
    }
)
"""The versions that forms were tried with, by how they begin."""

TRIGGERS = MappingProxyType(
    {
        "backtick": "`",
        "escape": "\\",
        "footnote": "[",
        "reference": "[",
        "link": "[",
        "image_link": "[",
        "image_reference": "[",
        "short_reference": "[",
        "short_image_ref": "[",
        "autolink": "<",
        "automail": "<",
        "linebreak": "  \n",
        "html": "<",
        "entity": "&",
        "em_strong": "*",
    }
)
"""The inline patterns, each with the text without which it changes nothing."""

OF_TEXT = frozenset({"inline", "prettify", "abbr", "unescape"})
"""The treeprocessors that look at each text by itself; they run on what fills a blank."""

_OF_PAGE = frozenset({"attr_list", "footnote", "footnote-duplicate", "toc"})
_PREPROCESSORS = frozenset({"fenced_code_block", "html_block", "normalize_whitespace", "snippet"})
_POSTPROCESSORS = frozenset({"amp_substitute", "footnote", "raw_html"})
_MODULES = ("markdown.", "pymdownx.", "pipeline.markdown.")
_PAGE_EVENTS = (
    "page_content",
    "page_context",
    "page_markdown",
    "page_read_source",
    "post_page",
    "pre_page",
)
_PLUGINS = ("material.plugins.search.", "mkdocs.contrib.search", "pipeline.mkdocs_plugin")


def why_plain_site(config: MkDocsConfig) -> str:
    """Return why the pages of a site cannot be made from forms, empty where they can."""
    for name, beginnings in TRIED.items():
        if not (found := version(name)).startswith(beginnings):
            return f"{name} {found} was not tried with them"
    if config.theme.name != "material":
        return "the theme is not Material"
    for event in _PAGE_EVENTS:
        for method in config.plugins.events[event]:
            owner = type(getattr(method, "__self__", None)).__module__
            if not f"{owner}.".startswith(tuple(f"{name.rstrip('.')}." for name in _PLUGINS)):
                return f"{owner} may change pages (on_{event})"
    return ""


def why_plain_markdown(md: Markdown) -> str:
    """Return which part of a Markdown parser forms do not know, empty where they know all."""
    own = {"leaflets_visit", "leaflets_set_headings", "leaflets_set_tabs"}
    for registry, names in (
        (md.preprocessors, _PREPROCESSORS),
        (md.treeprocessors, OF_TEXT | _OF_PAGE | own),
        (md.postprocessors, _POSTPROCESSORS),
        (md.inlinePatterns, frozenset(TRIGGERS)),
    ):
        for name, processor in named(registry):
            if name not in names or not type(processor).__module__.startswith(_MODULES):
                return f"the Markdown processor “{name}”"
    return ""


def named(registry: Registry[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the names and the processors of a registry, in the order in which they run."""
    processors = list(registry)
    names = [item.name for item in registry._priority]  # type: ignore[attr-defined]
    return zip(names, processors, strict=True)


def treeprocessor(md: Markdown, name: str) -> object:
    """Return a treeprocessor of a parser, `None` where it has none of that name."""
    return next((found for own, found in named(md.treeprocessors) if own == name), None)
