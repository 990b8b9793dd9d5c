"""Small projects for tests: a folder with `mkdocs.yml`, leaflets and a term base."""

from __future__ import annotations

from pathlib import Path

SETTINGS = """\
site_name: Test leaflets
docs_dir: source
nav:
  - Start: index.md
  - Overdose: overdose.md
theme:
  name: material
  font: false
plugins:
  - search
  - leaflets
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - tables
"""

INDEX = """\
---
title: Start
description: What to do first.
---

# Start

Read [about overdose](overdose.md#signs).
"""

OVERDOSE = """\
---
title: Overdose
description: What to do in an overdose.
last_reviewed: 2026-11-23
sources:
  - title: A public body
    url: https://example.org
---

# Overdose

!!! danger "Call 911"

    Call 911 right away. Give naloxone.

## Signs {#signs}

- Slow breathing
- Small pupils

To find help, call 1-800-662-4357.
"""

TERMS = """\
concept,kind,term,status,note
1-800-662-4357,number,1-800-662-4357,preferred,help line
1-800-662-4357,number,1-800-662-HELP,admitted,the same in letters
911,number,911,preferred,emergency
naloxone,drug,naloxone,preferred,ends an overdose
naltrexone,drug,naltrexone,preferred,not naloxone
"""

SPANISH_TERMS = """\
concept,term,status,source,reviewed_by,reviewed_on
naloxone,naloxona,preferred,INN,,
naltrexone,naltrexona,preferred,INN,,
"""

ARABIC_TERMS = SPANISH_TERMS.replace("naloxona", "نالوكسون").replace("naltrexona", "نالتريكسون")


def write_project(root: Path, **files: str) -> Path:
    """Write a small project and return its `mkdocs.yml`.

    `files` adds to its files or replaces them; in their names, `__` is a slash and `_` before the
    ending a dot (`source__overdose_md`).
    """
    contents = {
        "mkdocs.yml": SETTINGS,
        "source/index.md": INDEX,
        "source/overdose.md": OVERDOSE,
        "source/terms.csv": TERMS,
    }
    for name, text in files.items():
        folder, _, ending = name.replace("__", "/").rpartition("_")
        contents[f"{folder}.{ending}"] = text
    for name, text in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "mkdocs.yml"


def translate(path: Path, translations: dict[str, str]) -> None:
    """Fill in the `msgstr` of messages in a catalog, as a text editor would."""
    import dataclasses

    from pipeline.catalogs.read import read
    from pipeline.catalogs.write import write

    catalog = read(path, path.name)
    assert not set(translations) - {entry.message.msgid for entry in catalog.entries}
    entries = tuple(
        dataclasses.replace(entry, msgstr=translations.get(entry.message.msgid, entry.msgstr))
        for entry in catalog.entries
    )
    write(dataclasses.replace(catalog, entries=entries), path)
