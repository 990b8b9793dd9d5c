"""What pages tell machines: their addresses and languages, and what they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from projects import ARABIC_TERMS, SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main

ROOT = "https://leaflets.example.org/care/"
SPANISH = {
    "overdose": {
        "Overdose": "Sobredosis",
        "What to do in an overdose.": "Qué hacer en una sobredosis.",
        "Call 911": "Llame al 911",
        "Call 911 right away. Give naloxone.": "Llame al 911 ya. Administre naloxona.",
        "Signs": "Señales",
        "Slow breathing": "Respiración lenta",
        "Small pupils": "Pupilas pequeñas",
        "To find help, call 1-800-662-4357.": "Para hallar ayuda, llame al 1-800-662-4357.",
        "A public body": "Un organismo público",
    },
    "site": {"Test leaflets": "Folletos", "Overdose": "Sobredosis", "Complete": "Completa"},
}
ARABIC = {
    "overdose": {"Signs": "العلامات"},
    "site": {"Partly in English": "بعضها بالإنجليزية", "Page not found": "الصفحة غير موجودة"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which `overdose` is complete in Spanish, partly there in Arabic, not in French."""
    root = tmp_path_factory.mktemp("head")
    config = write_project(
        root,
        mkdocs_yml=f"site_url: {ROOT}\nsite_description: Leaflets for tests.\n{SETTINGS}",
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ar__terms_csv=ARABIC_TERMS,
    )
    assert main(["init", "-f", str(config), "es", "ar", "fr"]) == 0
    for locale, catalogs in {"es": SPANISH, "ar": ARABIC}.items():
        for domain, texts in catalogs.items():
            translate(root / f"locales/{locale}/LC_MESSAGES/{domain}.po", texts)
    assert main(["build", "-f", str(config), "-q", "-j", "1"]) == 0
    return root / "site"


def links(site: Path, path: str, rel: str) -> dict[str, str]:
    html = (site / path).read_text(encoding="utf-8")
    found = re.findall(rf'<link rel="{rel}"(?: hreflang="(\S+)")? href="(\S+)">', html)
    return dict(found)


def test_hreflang_names_the_languages_that_have_the_page(site: Path) -> None:
    expected = {tag: f"{ROOT}{tag}/overdose/" for tag in ("en", "es", "ar")}
    expected["x-default"] = f"{ROOT}en/overdose/"
    for tag in ("en", "es", "ar"):
        assert links(site, f"{tag}/overdose/index.html", "alternate") == expected


def test_a_page_that_is_not_translated_is_english_and_says_so(site: Path) -> None:
    path = "fr/overdose/index.html"
    html = (site / path).read_text(encoding="utf-8")
    assert '<html lang="en"' in html
    assert "<title>Overdose - Test leaflets</title>" in html
    assert links(site, path, "canonical") == {"": f"{ROOT}en/overdose/"}
    assert not links(site, path, "alternate")
    assert '<meta property="og:locale" content="en_US">' in html
    assert html.count('<div class="leaflet-chrome" lang="fr">') == 3
    assert 'role="note" lang="fr" dir="ltr"' in html


def test_each_translation_is_its_own_canonical_page(site: Path) -> None:
    for tag in ("en", "es", "ar"):
        canonical = links(site, f"{tag}/overdose/index.html", "canonical")
        assert canonical == {"": f"{ROOT}{tag}/overdose/"}


def test_the_home_pages_lead_others_to_the_chooser(site: Path) -> None:
    assert links(site, "en/index.html", "alternate")["x-default"] == ROOT
    assert links(site, "index.html", "alternate")["x-default"] == ROOT
    assert links(site, "index.html", "canonical") == {"": ROOT}


def test_open_graph_and_schema_org(site: Path) -> None:
    html = (site / "es/overdose/index.html").read_text(encoding="utf-8")
    graph = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', html))
    assert graph == {
        "og:type": "article",
        "og:site_name": "Folletos",
        "og:title": "Sobredosis",
        "og:description": "Qué hacer en una sobredosis.",
        "og:url": f"{ROOT}es/overdose/",
        "og:locale": "es_ES",
    }
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert match
    assert json.loads(match[1]) == {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": "Sobredosis",
        "description": "Qué hacer en una sobredosis.",
        "inLanguage": "es",
        "url": f"{ROOT}es/overdose/",
        "lastReviewed": "2026-11-23",
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "isAccessibleForFree": True,
        "citation": [
            {"@type": "CreativeWork", "name": "A public body", "url": "https://example.org"}
        ],
        "translationOfWork": {
            "@type": "MedicalWebPage",
            "inLanguage": "en",
            "url": f"{ROOT}en/overdose/",
        },
    }


def test_the_sitemaps_agree_with_the_pages(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ElementTree.parse(site / "sitemap.xml")
    found = [place.text for place in index.iterfind(".//s:loc", names)]
    assert found == [f"{ROOT}{tag}/sitemap.xml" for tag in ("en", "es", "ar")]
    for tag, pages in {"en": ["", "overdose/"], "es": ["overdose/"], "fr": []}.items():
        sitemap = ElementTree.parse(site / tag / "sitemap.xml")
        assert [p.text for p in sitemap.iterfind(".//s:loc", names)] == [
            f"{ROOT}{tag}/{page}" for page in pages
        ]
        for entry in sitemap.iterfind("s:url", names):
            place = (entry.findtext("s:loc", "", names) + "index.html").removeprefix(ROOT)
            shown = {e.get("hreflang"): e.get("href") for e in entry if e.get("hreflang")}
            assert shown == links(site, place, "alternate")


def test_robots_may_read_everything(site: Path) -> None:
    text = (site / "robots.txt").read_text(encoding="utf-8")
    assert text == f"User-agent: *\nDisallow:\nSitemap: {ROOT}sitemap.xml\n"


def test_each_language_has_a_page_for_addresses_that_do_not_exist(site: Path) -> None:
    html = (site / "ar/404.html").read_text(encoding="utf-8")
    assert "<h1>الصفحة غير موجودة</h1>" in html
    assert '<a href="/care/ar/overdose/"' in html
    assert '<a href="/care/es/" hreflang="es" lang="es"' in html
    assert '<meta name="robots" content="noindex">' in html
    top = (site / "404.html").read_text(encoding="utf-8")
    assert '<a href="/care/ar/" hreflang="ar"' in top
    assert "<span>الصفحة غير موجودة</span>" in top


def test_the_chooser_and_the_header_tell_how_much_is_translated(site: Path) -> None:
    html = (site / "en/overdose/index.html").read_text(encoding="utf-8")
    found = re.findall(
        r'hreflang="(\S+)" lang="\S+" dir="\S+" data-state="(\w+)"[^>]*>'
        r'\s*(\S+)\s*<span class="leaflet-languages__state"[^>]*>([^<]+)</span>',
        html,
    )
    assert found == [
        ("en", "complete", "English", "Complete"),
        ("es", "complete", "Español", "Completa"),
        ("ar", "partly", "العربية", "بعضها بالإنجليزية"),
    ]
    home = (site / "en/index.html").read_text(encoding="utf-8")
    assert re.findall(r'data-state="(\w+)"', home) == ["complete", "missing", "missing"]


def test_titles_that_are_still_english_are_marked(site: Path) -> None:
    html = (site / "ar/overdose/index.html").read_text(encoding="utf-8")
    nav = html[html.index('<nav class="md-nav md-nav--primary"') : html.index("<article")]
    titles = re.findall(r'<span class="md-ellipsis"([^>]*)>\s*([^<]*\S)\s*</span>', nav)
    assert (' lang="en" dir="ltr"', "\u2066Start\u2069") in titles
    assert ("", "العلامات") in titles
    assert not [text for attributes, text in titles if "lang" not in attributes and "Start" in text]


def test_the_number_to_call_is_in_every_header(site: Path) -> None:
    for path in ("en/overdose/index.html", "ar/404.html", "es/index.html"):
        html = (site / path).read_text(encoding="utf-8")
        header = html[html.index("<header") : html.index("</header>")]
        assert 'href="tel:911"' in header, path
        assert '<bdi dir="ltr">911</bdi>' in header
    assert 'href="tel:911"' in (site / "index.html").read_text(encoding="utf-8")
