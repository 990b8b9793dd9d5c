"""Extraction: what becomes a message, where it stands, what its comments tell a translator."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from projects import SETTINGS, SPANISH_TERMS, write_project

from pipeline.catalogs.read import read
from pipeline.cli import main
from pipeline.model import Entry

LEAFLET = """\
---
title: Overdose
description: What to do.
sources:
  - A public body
---

# Overdose

<!-- i18n:comment Keep it short. -->

!!! danger "Call 911"

    Give naloxone.

<!-- i18n:context a verb -->

Call

<!-- i18n:skip -->

Not for translators

| Problem | Number |
| --- | --- |
| Emergency | 911 |

Call
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, source__overdose_md=LEAFLET, locales__es__terms_csv=SPANISH_TERMS)
    return tmp_path


def entries(path: Path) -> dict[tuple[str | None, str], Entry]:
    return {entry.message.key: entry for entry in read(path, path.name).entries}


def test_a_template_says_what_each_message_is_and_where(folder: Path) -> None:
    assert main(["extract"]) == 0
    found = entries(folder / "locales/templates/overdose.pot")
    assert {
        key: (tuple(map(str, entry.message.locations)), entry.message.comments)
        for key, entry in found.items()
    } == {
        (None, "Overdose"): (
            ("source/overdose.md:2", "source/overdose.md:8"),
            ("title of the page", "heading of level 1"),
        ),
        (None, "What to do."): (
            ("source/overdose.md:3",),
            ("description of the page, for search engines",),
        ),
        (None, "Call 911"): (
            ("source/overdose.md:12",),
            ("title of a danger box, under “Overdose”", "Keep it short.", "Keep: 911"),
        ),
        (None, "Give naloxone."): (
            ("source/overdose.md:14",),
            ("paragraph in a danger box, under “Overdose”", "Keep: naloxone"),
        ),
        ("a verb", "Call"): (
            ("source/overdose.md:18",),
            ("paragraph, under “Overdose”",),
        ),
        (None, "Problem"): (
            ("source/overdose.md:24",),
            ("table heading, under “Overdose”",),
        ),
        (None, "Number"): (
            ("source/overdose.md:24",),
            ("table heading, under “Overdose”",),
        ),
        (None, "Emergency"): (
            ("source/overdose.md:26",),
            ("table cell, under “Overdose”",),
        ),
        (None, "911"): (
            ("source/overdose.md:26",),
            ("table cell, under “Overdose”", "Keep: 911"),
        ),
        (None, "Call"): (("source/overdose.md:28",), ("paragraph, under “Overdose”",)),
        (None, "A public body"): (
            ("source/overdose.md:4",),
            ("source of the facts on this page",),
        ),
    }


def test_a_catalog_names_the_approved_form_of_each_protected_term(folder: Path) -> None:
    assert main(["init", "es"]) == 0
    found = entries(folder / "locales/es/LC_MESSAGES/overdose.po")
    assert "Keep: naloxone → naloxona" in found[None, "Give naloxone."].message.comments


def test_an_approved_substitute_is_named_too(folder: Path) -> None:
    terms = folder / "locales/es_ES/terms.csv"
    terms.parent.mkdir()
    terms.write_text(SPANISH_TERMS + "911,112,preferred,EU emergency number,,\n", encoding="utf-8")
    assert main(["init", "es_ES"]) == 0
    found = entries(folder / "locales/es_ES/LC_MESSAGES/overdose.po")
    assert "Keep: 911 → 112" in found[None, "Call 911"].message.comments


def test_the_site_has_its_names_its_navigation_and_the_words_of_the_theme(folder: Path) -> None:
    assert main(["extract"]) == 0
    found = entries(folder / "locales/templates/site.pot")
    assert found[None, "Test leaflets"].message.comments == ("site name",)
    assert str(found[None, "Start"].message.locations[0]) == "mkdocs.yml:4"
    assert ("theme:search.placeholder", "Search") in found


def test_templates_without_a_leaflet_are_removed(folder: Path) -> None:
    assert main(["extract"]) == 0
    (folder / "source/index.md").unlink()
    assert main(["extract", "--check"]) == 1
    assert (folder / "locales/templates/index.pot").exists()
    assert main(["extract"]) == 0
    assert not (folder / "locales/templates/index.pot").exists()


def test_the_creation_date_changes_only_with_the_content(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = folder / "locales/templates/overdose.pot"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert main(["extract"]) == 0
    assert "POT-Creation-Date: 2023-11-14 22:13+0000" in template.read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert main(["extract"]) == 0
    assert "2023-11-14" in template.read_text(encoding="utf-8")
    source = folder / "source/overdose.md"
    source.write_text(LEAFLET + "\nMore.\n", encoding="utf-8")
    assert main(["extract"]) == 0
    assert "POT-Creation-Date: 2027-01-15 08:00+0000" in template.read_text(encoding="utf-8")


def test_a_config_file_in_another_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.parent)
    assert main(["extract", "-f", str(folder / "mkdocs.yml")]) == 0
    found = entries(folder / "locales/templates/overdose.pot")
    assert str(found[None, "Call 911"].message.locations[0]) == "source/overdose.md:12"


def test_crlf_line_ends_and_a_byte_order_mark(folder: Path) -> None:
    assert main(["extract"]) == 0
    expected = (folder / "locales/templates/overdose.pot").read_bytes()
    source = folder / "source/overdose.md"
    source.write_bytes(b"\xef\xbb\xbf" + LEAFLET.replace("\n", "\r\n").encode())
    assert main(["extract"]) == 0
    assert (folder / "locales/templates/overdose.pot").read_bytes() == expected


def test_pybabel_extract_finds_the_same_messages(folder: Path) -> None:
    assert main(["extract"]) == 0
    (folder / "babel.cfg").write_text("[leaflets: source/**.md]\n", encoding="utf-8")
    command = [sys.executable, "-m", "babel.messages.frontend", "extract"]
    command += ["-F", "babel.cfg", "-c", "", "-o", "babel.pot", "source/overdose.md"]
    subprocess.run(command, check=True, capture_output=True)
    ours = entries(folder / "locales/templates/overdose.pot")
    babels = entries(folder / "babel.pot")
    assert set(babels) == set(ours)
    for key, entry in babels.items():
        assert [place.line for place in entry.message.locations] == [
            place.line for place in ours[key].message.locations
        ]


def test_settings_with_tags_and_parents(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`!ENV`, `!!python/name:` and `INHERIT` are read as MkDocs reads them."""
    (folder / "base.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "INHERIT: base.yml\n"
        "site_name: !ENV [LEAFLETS_SITE, Unnamed]\n"
        "markdown_extensions:\n"
        "  - admonition\n"
        "  - tables\n"
        "  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "  - toc:\n"
        "      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("LEAFLETS_SITE", "Named")
    assert main(["extract"]) == 0
    assert (None, "Named") in entries(folder / "locales/templates/site.pot")
    assert main(["build", "en", "-q", "-j", "1"]) == 0
    assert " - Named</title>" in (folder / "site/en/index.html").read_text("utf-8")
