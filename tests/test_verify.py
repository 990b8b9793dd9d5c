"""The proof of the built site: what is right passes, and every damage is told."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import ARABIC_TERMS, SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main
from pipeline.project import read_project
from pipeline.validate import new_validator
from pipeline.verify.site import verify_site

ROOT = "https://leaflets.example.org/"
HELP = """\
# Help line 1-800-662-4357 {#line}

Wait 2-3 minutes. Take 2 tablets of 5 mg every 6 hours, see [the signs](overdose.md#signs).

Never take naltrexone with it. Give naloxone, and call 1-800-662-4357.

| Number | Use |
| --- | --- |
| 911 | an emergency |
"""
TEXTS = {
    "es": {
        "overdose": {
            "Overdose": "Sobredosis",
            "Call 911": "Llame al 911",
            "Call 911 right away. Give naloxone.": "Llame al 911 ya. Administre naloxona.",
            "To find help, call 1-800-662-4357.": "Para hallar ayuda, llame al 1-800-662-4357.",
        },
        "help": {
            "Help line 1-800-662-4357": "Línea de ayuda 1-800-662-4357",
            "Wait 2-3 minutes. Take 2 tablets of 5 mg every 6 hours, see "
            "[the signs](overdose.md#signs).": "Espere 2-3 minutos. Tome 2 tabletas de 5 mg cada "
            "6 horas, vea [las señales](overdose.md#signs).",
            "Never take naltrexone with it. Give naloxone, and call 1-800-662-4357.": "Nunca tome "
            "naltrexona con esto. Dé naloxona y llame al 1-800-662-4357.",
            "an emergency": "una emergencia",
        },
    },
    "ar": {
        "overdose": {
            "Overdose": "جرعة زائدة",
            "Call 911 right away. Give naloxone.": "اتصل على 911 فورًا. أعطِ نالوكسون.",
        },
        "help": {
            "Help line 1-800-662-4357": "خط المساعدة 1-800-662-4357 مجاني",
            "Never take naltrexone with it. Give naloxone, and call 1-800-662-4357.": "لا تتناول "
            "نالتريكسون معه أبدًا. أعطِ نالوكسون واتصل على 1-800-662-4357 الآن.",
        },
    },
}
NUMBER = "1-800-662-4357"
FUZZY = "Una traducción dudosa que nadie ha mirado"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("verify")
    settings = SETTINGS.replace(
        "  - Overdose: overdose.md\n", "  - Overdose: overdose.md\n  - help.md\n"
    )
    config = write_project(
        root,
        mkdocs_yml=f"site_url: {ROOT}\n{settings}",
        source__help_md=HELP,
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ar__terms_csv=ARABIC_TERMS,
    )
    assert main(["init", "-f", str(config), "es", "ar"]) == 0
    for locale, catalogs in TEXTS.items():
        for domain, texts in catalogs.items():
            translate(root / f"locales/{locale}/LC_MESSAGES/{domain}.po", texts)
    catalog = root / "locales/es/LC_MESSAGES/overdose.po"
    text = catalog.read_text(encoding="utf-8")
    old = 'msgid "Small pupils"\nmsgstr ""'
    assert old in text
    new = f'#, fuzzy\nmsgid "Small pupils"\nmsgstr "{FUZZY}"'
    catalog.write_text(text.replace(old, new), encoding="utf-8")
    assert main(["build", "-f", str(config), "-q", "-j", "1"]) == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built project to damage, without the record of what was published.

    So what is told is found by reading the pages.
    """
    root = tmp_path / "project"
    shutil.copytree(built, root)
    (root / "site/publication.json").unlink()
    monkeypatch.chdir(root)
    return root


def verify(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """Run the command; return the lines of the findings by check."""
    capsys.readouterr()
    status = main(["verify", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["version"] == 1
    assert status == (1 if report["findings"] else 0)
    found: dict[str, list[str]] = {}
    for finding in report["findings"]:
        found.setdefault(finding["check"], []).append(f"{finding['path']}: {finding['message']}")
    return found


def test_a_good_site_passes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "0 errors on 15 pages in 3 languages.\n"


DAMAGES = [
    ("es/help/index.html", "662-4357</bdi>", "662-4375</bdi>", "page-call"),
    ("es/help/index.html", "tel:18006624357", "tel:18006624375", "page-call"),
    ("es/help/index.html", "Dé naloxona", "Dé naltrexona", "drug-missing"),
    ("es/help/index.html", "5 mg", "50 mg", "quantity-tenfold"),
    ("es/help/index.html", "cada 6 horas", "cada 8 horas", "quantity-changed"),
    ("es/help/index.html", "<td>una emergencia</td>", "", "page-structure"),
    ("es/help/index.html", '/index.html#signs">las', '/index.html">las', "page-link"),
    ("es/help/index.html", '/index.html#signs">las', '/index.html#gone">las', "page-broken-link"),
    ("es/help/index.html", '<html lang="es"', '<html lang="fr"', "page-language"),
    ("ar/help/index.html", '<body dir="rtl"', '<body dir="ltr"', "page-direction"),
    ("ar/help/index.html", f'<bdi dir="ltr">{NUMBER}</bdi>', NUMBER, "page-isolation"),
    ("ar/help/index.html", f"\u2066{NUMBER}\u2069", NUMBER, "page-isolation"),
    ("ar/help/index.html", '<span class="leaflet-fallback" dir="ltr" lang="en">an emergency',
     '<span class="leaflet-fallback" dir="ltr" lang="en">no emergency', "page-english"),
    ("es/overdose/index.html", "Small pupils", FUZZY, "page-unpublished"),
    ("es/overdose/index.html", 'hreflang="ar" href="https://leaflets.example.org/ar/overdose/"',
     'hreflang="ar" href="https://leaflets.example.org/ar/gone/"', "page-broken-link"),
    ("es/sitemap.xml", f"<loc>{ROOT}es/help/</loc>", f"<loc>{ROOT}es/gone/</loc>", "page-sitemap"),
    ("es/search/search_index.json", "Administre naloxona", "Dé naltrexona", "drug-lookalike"),
    ("es/search/search_index.json", "al 911 ya", "al 991 ya", "phone-changed"),
    ("es/help/handout/index.html", "llame al <a", "llame al 911 o <a", "phone-added"),
    ("es/help/handout/index.html", "Dé naloxona", "Dé naltrexona", "drug-missing"),
    ("es/help/handout/index.html", "cada 6 horas", "cada 8 horas", "quantity-changed"),
    ("index.html", 'href="es/index.html"', 'href="de/index.html"', "page-broken-link"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "check"), DAMAGES, ids=lambda value: str(value)[:24]
)
def test_damage_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], path: str, old: str, new: str, check: str
) -> None:
    page = project / "site" / path
    text = page.read_text(encoding="utf-8")
    if path.endswith(".json"):
        old, new = (json.dumps(each)[1:-1] for each in (old, new))
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = verify(capsys)
    assert check in found, found
    assert all("site/" in line for lines in found.values() for line in lines)


def test_whatever_is_not_as_it_was_published_is_told(
    project: Path, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = built / "site/publication.json"
    shutil.copy(record, project / "site")
    assert not verify(capsys)
    page = project / "site/es/help/index.html"
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (project / "site/ar/offline.html").unlink()
    assert verify(capsys)["page-record"] == [
        "site/ar/offline.html: The file was published and is gone.",
        "site/es/help/index.html: The file is not as it was when it was published.",
    ]
    (project / "site/publication.json").write_text("{", encoding="utf-8")
    assert "cannot be read" in verify(capsys)["page-record"][0]


def test_the_record_says_what_each_page_was_made_from(built: Path) -> None:
    record = json.loads((built / "site/publication.json").read_text(encoding="utf-8"))
    spanish = next(each for each in record["locales"] if each["tag"] == "es")
    overdose = next(each for each in spanish["leaflets"] if each["domain"] == "overdose")
    source = (built / "source/overdose.md").read_bytes()
    catalog = (built / "locales/es/LC_MESSAGES/overdose.po").read_bytes()
    assert overdose["source_sha256"] == hashlib.sha256(source).hexdigest()
    assert overdose["catalog_sha256"] == hashlib.sha256(catalog).hexdigest()
    assert (overdose["state"], overdose["translated"], overdose["fuzzy"]) == ("partly", 4, 1)
    assert set(record["tools"]) >= {"mkdocs", "mkdocs-material", "leaflet-pipeline"}
    assert "es/overdose/index.html" in record["files"]


def test_pages_that_are_missing_or_left_over(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(project / "site/es/help", project / "site/es/old-leaflet")
    shutil.copytree(project / "site/es", project / "site/de")
    (project / "site/ar/overdose/index.html").unlink()
    found = verify(capsys)
    stale = {line.partition(":")[0] for line in found["page-stale"]}
    left = "site/es/old-leaflet"
    assert stale == {f"{left}/index.html", f"{left}/handout/index.html", "site/de"}
    assert found["page-missing"] == ["site/ar/overdose/index.html: The page is not there."]


def test_a_page_of_an_older_build_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = project / "source/help.md"
    source.write_text(HELP.replace("every 6 hours", "every 8 hours"), encoding="utf-8")
    old = (project / "site/es/help/index.html").read_text(encoding="utf-8")
    assert main(["build", "-q", "-j", "1"]) == 0
    assert not verify(capsys)
    (project / "site/es/help/index.html").write_text(old, encoding="utf-8")
    assert verify(capsys)


def test_a_folder_without_a_site_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "source"]) == 2
    assert "expected a built site with a folder “en”" in capsys.readouterr().err


def numbers(chance: random.Random, html: str) -> str:
    """Change one digit of a text, not of an attribute or a script."""
    places = [m.start() for m in re.finditer(r"\d(?=[^<>]*<)", article(html))]
    at = html.index("<article") + chance.choice(places)
    digit = chance.choice([d for d in "0123456789" if d != html[at]])
    return f"{html[:at]}{digit}{html[at + 1 :]}"


def drugs(chance: random.Random, html: str) -> str:
    """Put another drug in the place of one."""
    names = ["naloxona", "naltrexona", "نالوكسون", "نالتريكسون"]
    names = [name for name in names if name in article(html)]
    old = chance.choice(names)
    new = {"naloxona": "naltrexona", "naltrexona": "naloxona"}
    new |= {"نالوكسون": "نالتريكسون", "نالتريكسون": "نالوكسون"}
    start = html.index("<article")
    at = chance.choice([m.start() for m in re.finditer(old, article(html))]) + start
    return f"{html[:at]}{new[old]}{html[at + len(old) :]}"


def links(chance: random.Random, html: str) -> str:
    """Let one link of the article lead elsewhere."""
    found = list(re.finditer(r'href="([^"#]+)', article(html)))
    match = chance.choice([m for m in found if "Read this" not in m[0]])
    at = html.index("<article") + match.start(1)
    return f"{html[:at]}https://example.net/{html[at + len(match[1]) :]}"


def languages(chance: random.Random, html: str) -> str:
    """Take the language from the page."""
    return re.sub(r'<html lang="\w+"', f'<html lang="{chance.choice(["fr", "ru", ""])}"', html)


def directions(chance: random.Random, html: str) -> str:
    """Let the page run in the other direction."""
    other = {"ltr": "rtl", "rtl": "ltr"}
    return re.sub(r'<body dir="(\w+)"', lambda m: f'<body dir="{other[m[1]]}"', html)


def isolation(chance: random.Random, html: str) -> str:
    """Take the isolation from one number to call."""
    found = list(re.finditer(r'(<a class="leaflet-phone"[^>]*>)<bdi dir="ltr">(.*?)</bdi>', html))
    match = chance.choice(found)
    return f"{html[: match.start()]}{match[1]}{match[2]}{html[match.end() :]}"


def article(html: str) -> str:
    """The leaflet's text, without what the page says of itself."""
    text = html[html.index("<article") : html.index("</article>")]
    return text.partition('<div class="leaflet-about')[0]


DAMAGE: list[Callable[[random.Random, str], str]] = [
    numbers, drugs, links, languages, directions, isolation,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_random_damage_is_told(project: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    validator = new_validator(read_project(project / "mkdocs.yml"))
    folders = [(tag, slug) for tag in ("es", "ar") for slug in ("help", "overdose")]
    pages = [project / f"site/{tag}/{slug}/index.html" for tag, slug in folders]
    for _ in range(25):
        page = chance.choice(pages)
        good = page.read_text(encoding="utf-8")
        change = chance.choice(DAMAGE)
        bad = change(chance, good)
        assert bad != good
        page.write_text(bad, encoding="utf-8")
        assert verify_site(validator, project / "site").findings, f"{change.__name__} in {page}"
        page.write_text(good, encoding="utf-8")
