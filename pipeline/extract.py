"""Extract the messages of the leaflets and of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from markdown import Markdown

from pipeline.cache import Shelf, digest, shelf, tools_digest
from pipeline.errors import SourceError
from pipeline.facts.phones import find_phones
from pipeline.facts.phones.known import known_numbers
from pipeline.files import LONGEST_MESSAGE
from pipeline.interface import THEME_KEYS, WORDS, theme_words
from pipeline.leaflets import Leaflet, parse_leaflet, read_texts
from pipeline.markdown.blocks import Block
from pipeline.markdown.find import MARKED
from pipeline.markdown.locate import SourceText, locate, read_source, snippet_paths
from pipeline.markdown.parse import new_markdown, read_page
from pipeline.markdown.pure import uses_snippets, why_impure
from pipeline.model import Location, Message, Template
from pipeline.project import SITE_DOMAIN, Project
from pipeline.terms import Glossary, read_glossary, read_term_base

T = TypeVar("T")

NUMBER = "number"
CRITICAL_NOTE = "critical: a reader may depend on it, so translate it first"
"""What translators are told of a critical message."""

FRONT_MATTER_KEYS = {
    "title": "title of the page",
    "description": "description of the page, for search engines",
}


def extract(project: Project, known: Shelf | None = None) -> Iterator[Template]:
    """Return the messages of each leaflet, then those of the site.

    A leaflet whose messages are known from its text is not parsed again.
    """
    known = known or Shelf(None)
    names, configs = project.markdown_extensions
    mark = _critical_marker(project)
    pure = not why_impure(names, configs)
    made_by = digest(tools_digest(), repr((names, configs)))
    parsers: list[Markdown] = []
    for page in read_texts(project):
        key = digest(made_by, page.path, page.text)
        kept = known.get(page.domain, key)
        if kept is not None:
            yield Template(page.domain, tuple(map(mark, map(_from_json, kept))))
            continue
        if not parsers:
            parsers.append(new_markdown(names, configs))
        leaflet = parse_leaflet(page.text, page.path, page.domain)
        messages = merge(leaflet_messages(leaflet, parsers[0], project.shown))
        if pure and not uses_snippets(page.text):
            known.put(page.domain, key, list(map(_as_json, messages)))
        yield Template(page.domain, tuple(map(mark, messages)))
    yield Template(SITE_DOMAIN, merge(site_messages(project)))


def extract_known(project: Project) -> list[Template]:
    """Return the messages of all leaflets and of the site, and remember what was parsed."""
    known = shelf(project, "messages")
    found = list(extract(project, known))
    known.save(only_used=True)
    return found


def _as_json(message: Message) -> list[Any]:
    places = [[place.path, place.line] for place in message.locations]
    return [message.msgid, message.msgctxt, places, message.comments, message.critical]


def _from_json(kept: list[Any]) -> Message:
    msgid, msgctxt, places, comments, critical = kept
    locations = tuple(Location(*each) for each in places)
    return Message(msgid, msgctxt, locations, tuple(comments), tuple(critical))


def leaflet_messages(
    leaflet: Leaflet, md: Markdown, shown: Callable[[Path], str] = Path.as_posix
) -> Iterator[Message]:
    """Return the messages of a leaflet's front matter and text, as often as they occur.

    `shown` writes the path of a snippet as references show it. Raises `SourceError` for a
    directive that means nothing.
    """
    for key, role in FRONT_MATTER_KEYS.items():
        text = leaflet.front_matter.get(key)
        if isinstance(text, str) and text.strip():
            place = Location(leaflet.path, leaflet.line_of(key))
            yield Message(text.strip(), None, (place,), (role,))
    found = read_page(md, leaflet.body)
    sources = [read_source(leaflet.path, leaflet.body, leaflet.first_line)]
    if "snippet" in md.preprocessors:
        sources += _snippets(leaflet.body, md, shown)
    for problem in found.problems:
        places = ((source.path, source.line_of(problem.source)) for source in sources)
        path, line = next((place for place in places if place[1]), (leaflet.path, None))
        raise SourceError(f"“{problem.source}”: {problem.message}", path, line)
    blocks = found.blocks
    for block, place in zip(blocks, locate([b.msgid for b in blocks], sources), strict=True):
        if len(block.msgid) > LONGEST_MESSAGE:
            length = f"a text of {len(block.msgid):,} characters"
            message = f"{length}; expected at most {LONGEST_MESSAGE:,}: make it several paragraphs"
            raise SourceError(message, place.path, place.line)
        comments = tuple(_comments(block))
        yield Message(block.msgid, block.msgctxt, (place,), comments, block.critical)
    yield from _source_titles(leaflet)


def site_messages(project: Project) -> Iterator[Message]:
    """Return the words of the site: its name, its navigation, its notices, its theme's labels."""
    path = project.config_file.name
    text = project.config_file.read_text(encoding="utf-8-sig")
    lines = read_source(path, text)
    for key in ("site_name", "site_description", "copyright"):
        value = project.settings.get(key)
        if isinstance(value, str) and value:
            yield Message(value, None, tuple(locate([value], [lines])), (key.replace("_", " "),))
    titles = list(_nav_titles(project.settings.get("nav") or []))
    for title, place in zip(titles, locate(titles, [lines]), strict=True):
        yield Message(title, None, (place,), ("navigation",))
    for word, role in WORDS.items():
        yield Message(word, None, (), (role,))
    english = theme_words("en")
    for key in THEME_KEYS:
        if key in english:
            role = "word of the theme" + ("; # becomes a number" if "#" in english[key] else "")
            yield Message(english[key], f"theme:{key}", (), (role,))


def merge(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Join messages that are the same (context and id), keeping every location and comment."""
    merged: dict[tuple[str | None, str], Message] = {}
    for message in messages:
        first = merged.get(message.key)
        if first is None:
            merged[message.key] = message
            continue
        merged[message.key] = replace(
            first,
            locations=_union(first.locations, message.locations),
            comments=_union(first.comments, message.comments),
            critical=_union(first.critical, message.critical),
        )
    return tuple(merged.values())


def _comments(block: Block) -> Iterator[str]:
    yield block.role + (f", under “{block.heading}”" if block.heading else "")
    yield from block.notes


def _critical_marker(project: Project) -> Callable[[Message], Message]:
    """Return what tells of a message that it is critical, and tells translators so."""
    asked = project.options.publish.critical
    source: Glossary | None = None
    if NUMBER in asked:
        source = read_glossary(project, read_term_base(project), project.source_locale)

    def mark(message: Message) -> Message:
        kinds = message.critical
        if source is not None and _is_known(message.msgid, source):
            kinds = (*kinds, NUMBER)
        if not any(kind in asked or kind == MARKED for kind in kinds):
            return message
        return replace(message, critical=kinds, comments=(*message.comments, CRITICAL_NOTE))

    return mark


def _is_known(text: str, source: Glossary) -> bool:
    """Tell whether a text names an emergency number or a help line."""
    known = known_numbers(source)
    facts = find_phones(text, source)
    return any(fact.value in known.listed or fact.value in known.emergency for fact in facts)


def _source_titles(leaflet: Leaflet) -> Iterator[Message]:
    """Return the titles of the sources that a page's front matter names."""
    for source in leaflet.front_matter.get("sources") or ():
        title = source.get("title") if isinstance(source, dict) else source
        if isinstance(title, str) and title.strip():
            place = Location(leaflet.path, leaflet.line_of("sources"))
            yield Message(title.strip(), None, (place,), ("source of the facts on this page",))


def _snippets(text: str, md: Markdown, shown: Callable[[Path], str]) -> Iterator[SourceText]:
    base: Any = getattr(md.preprocessors["snippet"], "base_path", ["."])
    folders = [Path(folder) for folder in ([base] if isinstance(base, str) else base)]
    for path in snippet_paths(text, folders):
        yield read_source(shown(path), path.read_text(encoding="utf-8"))


def _nav_titles(nav: Sequence[Any]) -> Iterator[str]:
    for item in nav:
        if isinstance(item, dict):
            for title, target in item.items():
                yield str(title)
                if isinstance(target, list):
                    yield from _nav_titles(target)


def _union(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return (*first, *(item for item in second if item not in first))
