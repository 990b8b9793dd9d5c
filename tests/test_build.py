"""The built site: fallback, safety (law 5), one code path, what a page says of itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from projects import SPANISH_TERMS, translate, write_project

from pipeline.cli import main

CATALOG = "locales/es/LC_MESSAGES/overdose.po"
GOOD = {
    "Overdose": "Sobredosis",
    "Call 911": "Llame al 911",
    "Call 911 right away. Give naloxone.": "Llame al 911 ya. Administre naloxona.",
    "Signs": "Señales",
    "Slow breathing": "Respiración lenta",
}
FALLBACK = '<span class="leaflet-fallback" dir="ltr" lang="en">'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS)
    assert main(["init", "es"]) == 0
    translate(tmp_path / CATALOG, GOOD)
    return tmp_path


def article(page: Path) -> str:
    html = page.read_text(encoding="utf-8")
    match = re.search(r"<article.*?</article>", html, re.DOTALL)
    assert match
    return match[0]


def everything_below(folder: Path) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".json", ".xml"}
    )


def test_translations_are_shown_and_the_rest_is_marked_as_english(folder: Path) -> None:
    assert main(["build", "-q", "-j", "1"]) == 0
    page = article(folder / "site/es/overdose/index.html")
    assert "Respiración lenta" in page
    assert f"<li>{FALLBACK}Small pupils</span></li>" in page
    assert 'class="leaflet-notice"' in page
    assert '<html lang="es"' in (folder / "site/es/overdose/index.html").read_text("utf-8")
    assert "leaflet-notice" not in article(folder / "site/en/overdose/index.html")


def test_anchors_are_those_of_the_english_page(folder: Path) -> None:
    assert main(["build", "-q", "-j", "1"]) == 0
    assert '<h2 id="signs">Señales' in article(folder / "site/es/overdose/index.html")
    assert 'id="overdose"' in article(folder / "site/es/overdose/index.html")


def test_numbers_dial_and_are_isolated(folder: Path) -> None:
    assert main(["build", "-q", "-j", "1"]) == 0
    page = article(folder / "site/es/overdose/index.html")
    for number, digits in (("911", "911"), ("1-800-662-4357", "18006624357")):
        assert f'href="tel:{digits}"><bdi dir="ltr">{number}</bdi></a>' in page


def test_a_page_says_when_it_was_reviewed_and_where_its_facts_come_from(folder: Path) -> None:
    assert main(["build", "-q", "-j", "1"]) == 0
    page = article(folder / "site/en/overdose/index.html")
    assert '<time datetime="2026-11-23">November 23, 2026</time>' in page
    assert '<a href="https://example.org">A public body</a>' in page


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("error", 'msgstr "Respiración lenta: llame al 112"'),
        ("fuzzy", 'msgstr "Respiración lenta"'),
        ("obsolete", 'msgstr "Respiración lenta"'),
    ],
)
def test_no_text_that_readers_must_not_see_is_anywhere_in_the_site(
    folder: Path, mark: str, text: str
) -> None:
    catalog = folder / CATALOG
    content = catalog.read_text(encoding="utf-8").replace('msgstr "Respiración lenta"', text)
    if mark == "fuzzy":
        content = content.replace('msgid "Slow breathing"', '#, fuzzy\nmsgid "Slow breathing"')
    if mark == "obsolete":
        content = content.replace('msgid "Slow breathing"', '#~ msgid "Slow breathing"')
        content = content.replace(text, f"#~ {text}")
    catalog.write_text(content, encoding="utf-8")
    assert main(["build", "-q", "-j", "1"]) == 0
    assert "Respiración lenta" not in everything_below(folder / "site")
    assert f"{FALLBACK}Slow breathing</span>" in article(folder / "site/es/overdose/index.html")


def test_each_search_index_holds_only_its_own_language(folder: Path) -> None:
    assert main(["build", "-q", "-j", "1"]) == 0
    spanish = search_index(folder / "site/es")
    assert "Respiración lenta" in spanish
    assert "Slow breathing" not in spanish
    english = search_index(folder / "site/en")
    assert "Slow breathing" in english
    assert "Respiración" not in english
    assert "draft" not in english + spanish


def search_index(site: Path) -> str:
    """All text of a search index."""
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    return "\n".join(entry["text"] for entry in index["docs"])


def test_mkdocs_build_gives_the_same_site(folder: Path) -> None:
    assert main(["build", "-q"]) == 0
    ours = snapshot(folder / "site")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(mkdocs, check=True, capture_output=True)
    assert snapshot(folder / "site") == ours


def test_two_builds_are_the_same_with_any_number_of_processes(folder: Path) -> None:
    for jobs in ("1", "2"):
        assert main(["build", "-q", "-j", jobs, "-d", f"site{jobs}"]) == 0
    assert snapshot(folder / "site1") == snapshot(folder / "site2")


def test_two_clean_builds_in_two_folders_are_the_same(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("elsewhere") / "a folder with another name"
    shutil.copytree(folder, other)
    for root in (folder, other):
        assert main(["build", "-q", "-j", "1", "--clean", "-f", str(root / "mkdocs.yml")]) == 0
    assert snapshot(folder / "site") == snapshot(other / "site")


def test_what_is_gone_is_removed_by_a_full_build(folder: Path) -> None:
    assert main(["build", "-q", "-j", "1"]) == 0
    stale = folder / "site/de/index.html"
    stale.parent.mkdir()
    stale.write_text("old", encoding="utf-8")
    assert main(["build", "es", "-q", "-j", "1"]) == 0
    assert stale.exists()
    assert main(["build", "-q", "-j", "1"]) == 0
    assert not stale.exists()


def test_the_chooser_lists_each_language_by_its_own_name(folder: Path) -> None:
    assert main(["init", "ar", "ht"]) == 0
    translate(folder / "locales/ar/LC_MESSAGES/overdose.po", {"Signs": "العلامات"})
    assert main(["build", "-q", "-j", "1"]) == 0
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    found = re.findall(
        r'<a href="(\S+)" .*lang="(\S+)" dir="(\S+)".*>\n<strong>(.*)</strong>', page
    )
    assert found == [
        ("en/index.html", "en", "ltr", "English"),
        ("es/index.html", "es", "ltr", "Español"),
        ("ar/index.html", "ar", "rtl", "العربية"),
    ]
    assert (folder / "site/ht/overdose/index.html").exists(), "built, but nothing is translated"


def test_the_chooser_leads_to_the_first_page_where_there_is_no_index(folder: Path) -> None:
    (folder / "source/index.md").unlink()
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("  - Start: index.md\n", "")
    settings.write_text(text, encoding="utf-8")
    assert main(["build", "-q", "-j", "1"]) == 0
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    assert '<a href="es/overdose/index.html" hreflang="es"' in page
    assert (folder / "site/es/overdose/index.html").exists()


def test_a_language_that_material_does_not_know_has_its_words_from_the_catalog(
    folder: Path,
) -> None:
    assert main(["init", "ht"]) == 0
    translate(folder / "locales/ht/LC_MESSAGES/site.po", {"Skip to content": "Ale nan tèks la"})
    translate(folder / "locales/ht/LC_MESSAGES/overdose.po", {"Signs": "Siy yo"})
    assert main(["build", "ht", "-q", "-j", "1"]) == 0
    page = (folder / "site/ht/overdose/index.html").read_text(encoding="utf-8")
    assert '<html lang="ht"' in page
    assert "Ale nan tèks la" in page


def test_strict_fails_on_a_broken_link(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = folder / "source/index.md"
    source.write_text(source.read_text(encoding="utf-8") + "\n[gone](gone.md)\n", encoding="utf-8")
    assert main(["build", "en", "-q", "-j", "1"]) == 0
    assert main(["build", "en", "--strict", "-q", "-j", "1"]) == 1
    assert "en: Aborted with 1 warnings in strict mode!" in capsys.readouterr().err


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
