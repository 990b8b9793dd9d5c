"""Hostile input of `tests/fixtures/hostile/`, and a project in whose translations it stands."""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from projects import INDEX, SETTINGS, SPANISH_TERMS, write_project

from pipeline.catalogs.read import read
from pipeline.catalogs.write import write
from pipeline.cli import main
from pipeline.model import Message

FIXTURES = Path(__file__).parent / "fixtures" / "hostile"

EVIL = "evil.invalid"
"""The host that hostile input asks for; RFC 2606 keeps it from ever existing."""

_EXTENSIONS = """\
  - md_in_html
  - pymdownx.betterem
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.inlinehilite
  - pymdownx.snippets
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""

_TOP = """\
---
title: Hands
description: How to wash.
---

# Hands
"""

_SECTION = """
## {slug}

<!-- i18n:context {slug} -->
{message}
"""

LEAFLET = "hands"
NAV_TITLE = "How to wash hands"
DESCRIPTION = "What to do."

# The smallest PNG: one transparent pixel.
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Case:
    """A translation of one message; `slug` is its context, and the heading that it stands under."""

    slug: str
    name: str
    message: str
    msgstr: str
    check: str


def table(name: str) -> dict[str, Any]:
    """Return what a fixture holds."""
    return tomllib.loads((FIXTURES / f"{name}.toml").read_text(encoding="utf-8"))


def msgstr_cases() -> list[Case]:
    """Return the hostile translations, each with a context of its own."""
    found = table("msgstr")
    return [
        Case(
            f"c{number:03}",
            case["name"],
            found["messages"][case.get("message", "plain")],
            case["msgstr"],
            case["check"],
        )
        for number, case in enumerate(found["case"])
    ]


def write_hostile_project(root: Path, words: Mapping[str, str]) -> list[Case]:
    """Write a project with all hostile translations, and hostile Spanish `words` of the site.

    The working folder must be `root`.
    """
    cases = msgstr_cases()
    sections = [_SECTION.format(slug=case.slug, message=case.message) for case in cases]
    settings = SETTINGS.replace("Overdose: overdose.md", f"{NAV_TITLE}: {LEAFLET}.md")
    write_project(
        root,
        mkdocs_yml=f"{settings}{_EXTENSIONS}site_description: {DESCRIPTION}\n",
        source__index_md=INDEX.replace("overdose.md", f"{LEAFLET}.md").replace("#signs", "#c000"),
        source__hands_md=_TOP + "".join(sections),
        locales__es__terms_csv=SPANISH_TERMS,
    )
    (root / "source" / "overdose.md").unlink()
    (root / "source" / "hand.png").write_bytes(_PICTURE)
    assert main(["extract", "-q"]) == 0
    assert main(["init", "es", "-q"]) == 0
    folder = root / "locales" / "es" / "LC_MESSAGES"
    by_context = {case.slug: case.msgstr for case in cases}
    _fill(folder / f"{LEAFLET}.po", lambda m: by_context.get(m.msgctxt or "") or words.get(m.msgid))
    _fill(folder / "site.po", lambda m: words.get(f"{m.msgctxt}|{m.msgid}") or words.get(m.msgid))
    return cases


def _fill(path: Path, translate: Callable[[Message], str | None]) -> None:
    catalog = read(path, path.name)
    entries = tuple(
        replace(entry, msgstr=translate(entry.message) or entry.msgstr) for entry in catalog.entries
    )
    write(replace(catalog, entries=entries), path)
