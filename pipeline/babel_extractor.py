"""The Babel extractor `leaflets`: with it `pybabel extract` finds the messages of leaflets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from pipeline.extract import leaflet_messages, merge
from pipeline.leaflets import parse_leaflet
from pipeline.markdown.parse import new_markdown
from pipeline.project import read_project

Extracted = tuple[int, str | None, str | tuple[str, ...], list[str]]


def extract(
    file: IO[bytes],
    keywords: Sequence[str],
    comment_tags: Sequence[str],
    options: Mapping[str, Any],
) -> Iterator[Extracted]:
    """Yield `(line, function, message, comments)` for the messages of one leaflet.

    The option `config_file` names MkDocs' settings (default `mkdocs.yml`): their Markdown
    extensions decide what a message is. A message with a context is yielded as for `pgettext`.
    """
    project = read_project(Path(options.get("config_file", "mkdocs.yml")))
    text = file.read().decode("utf-8-sig").replace("\r\n", "\n")
    leaflet = parse_leaflet(text, getattr(file, "name", "leaflet.md"), "")
    names, configs = project.markdown_extensions
    for message in merge(leaflet_messages(leaflet, new_markdown(names, configs), project.shown)):
        for location in message.locations:
            if message.msgctxt is None:
                yield location.line, None, message.msgid, list(message.comments)
            else:
                both = (message.msgctxt, message.msgid)
                yield location.line, "pgettext", both, list(message.comments)
