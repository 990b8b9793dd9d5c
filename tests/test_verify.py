"""The proof of the built site: what is right passes, and every damage is told."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from verified import FUZZY, HELP, ROOT, build_verified

from pipeline.cli import main

NUMBER = "1-800-662-4357"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("verify")
    build_verified(root)
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
    ("index.html", 'href="tel:911"', 'href="tel:991"', "page-call"),
    ("es/404.html", 'href="tel:911"', 'href="tel:991"', "page-call"),
    ("es/help/handout/index.html", "every 6 hours", "every 8 hours", "page-english"),
    ("es/help/handout/index.html", '<td lang="es"', '<td lang="fr"', "page-language"),
    ("es/search/search_index.js", "al 911 ya", "al 991 ya", "page-search"),
    ("es/help/index.html", "<footer", "<p>1-800-555-0199</p><footer", "page-phone-added"),
    ("es/help/index.html", 'property="og:url" content="https://leaflets.example.org/es/help/">',
     'property="og:url" content="https://leaflets.example.org/es/help/">1-800-555-0199',
     "page-phone-added"),
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
    (project / "site/ar/assets/more.js").write_text("alert(1)", encoding="utf-8")
    (project / "site/CNAME").write_text("leaflets.example.org", encoding="utf-8")  # the host's
    assert verify(capsys)["page-record"] == [
        "site/ar/assets/more.js: The file is not among those that were published.",
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


def test_several_processes_find_the_same(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.verify.site._FILES", 1)
    for page in project.glob("site/*/help/index.html"):
        html = page.read_text(encoding="utf-8").replace("tel:911", "tel:991")
        page.write_text(html, encoding="utf-8")
    reports = []
    for jobs, threads in (("1", 1), ("2", 1), ("2", 2)):  # beside threads, processes start afresh
        monkeypatch.setattr("threading.active_count", lambda threads=threads: threads)
        assert main(["verify", "-j", jobs]) == 1
        reports.append(capsys.readouterr().out)
    assert reports[0] == reports[1] == reports[2]
    assert "dials 991" in reports[0]
    assert main(["verify", "-j", "0"]) == 2
