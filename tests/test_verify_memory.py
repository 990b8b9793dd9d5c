"""What `verify` remembers: a proof holds as long as nothing that it rests on has changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from verified import build_verified

from pipeline.cli import main
from pipeline.verify.edition import EditionProof

PROOFS = ".cache/leaflets/proofs"
HANDOUT = "es/help/handout/index.html"
"""Is compared with the titles of its leaflet's page, and so rests on it."""


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site was proved, without the record of what was published."""
    root = tmp_path_factory.mktemp("memory")
    build_verified(root)
    (root / "site/publication.json").unlink()
    assert main(["verify", "-f", str(root / "mkdocs.yml")]) == 0
    return root


@pytest.fixture
def project(proved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in another folder."""
    root = tmp_path / "project"
    shutil.copytree(proved, root)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are read and compared, as they are."""
    pages: list[str] = []
    compare = EditionProof.page

    def noted(self, page):  # type: ignore[no-untyped-def]
        pages.append(page.place)
        return compare(self, page)

    monkeypatch.setattr(EditionProof, "page", noted)
    return pages


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    main(["verify", "--format", "json", *arguments])
    findings: list[dict[str, object]] = json.loads(capsys.readouterr().out)["findings"]
    return findings


def test_what_was_proved_is_not_compared_again(
    project: Path, read: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not verify(capsys)
    assert read == []
    page = project / "site/es/help/index.html"
    page.write_bytes(page.read_bytes() + b"\n")
    assert not verify(capsys)
    assert read == ["es/help/index.html", HANDOUT]
    read.clear()
    assert not verify(capsys)
    assert read == []
    assert not verify(capsys, "--clean")
    assert {"en/help/index.html", "es/help/index.html", "ar/help/handout/index.html"} <= {*read}


def test_only_what_is_right_is_remembered(
    project: Path, read: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    page = project / "site/es/help/index.html"
    good = page.read_bytes()
    page.write_bytes(good.replace(b"5 mg", b"50 mg"))
    told = verify(capsys)
    assert told
    assert verify(capsys) == told
    page.write_bytes(good)
    read.clear()
    assert not verify(capsys)
    assert read == [HANDOUT]


def test_a_memory_that_is_damaged_or_cannot_be_kept_is_no_error(
    project: Path, read: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (project / PROOFS).iterdir():
        path.write_text('{"es/help/index.html": ["", null]}', encoding="utf-8")
    assert not verify(capsys)
    assert "es/help/index.html" in read
    shutil.rmtree(project / PROOFS)
    (project / PROOFS).write_text("no folder", encoding="utf-8")
    assert not verify(capsys)


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def removed(path: str) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def stale(root: Path) -> None:
    shutil.copytree(root / "site/es/help", root / "site/es/old")


CATALOG = "locales/es/LC_MESSAGES/help.po"
PLUGIN = "  - leaflets\n"
POLICY = "  - leaflets:\n      publish: {critical: [number], below: leave-out}\n"
SIGNED = "  - leaflets:\n      require_review: [translator]\n"
CHANGES = {
    "a page": edited("site/es/help/index.html", "cada 6 horas", "cada 8 horas"),
    "a handout": edited("site/es/help/handout/index.html", "cada 6 horas", "cada 8 horas"),
    "the English page": edited("site/en/help/index.html", "every 6 hours", "every 8 hours"),
    "a name to which another page leads":
        edited("site/es/overdose/index.html", 'id="signs"', 'id="sign"'),
    "a page that is gone": removed("site/es/overdose/index.html"),
    "a file that is gone": removed("site/es/assets/leaflets.css"),
    "a page of another language that is gone": removed("site/ar/help/index.html"),
    "a page that is left over": stale,
    "the search index": edited("site/es/search/search_index.json", "al 911 ya", "al 991 ya"),
    "the other search index": edited("site/es/search/search_index.js", "al 911 ya", "al 991 ya"),
    "the sitemap": edited("site/es/sitemap.xml", "/es/help/", "/es/helps/"),
    "the packed sitemap": removed("site/es/sitemap.xml.gz"),
    "a catalog":
        edited(CATALOG, 'msgid "an emergency"', '#, fuzzy\nmsgid "an emergency"'),
    "the terms of the language": edited("locales/es/terms.csv", "naltrexona", "naltrexonina"),
    "the terms of the leaflets": edited("source/terms.csv", "HELP,admitted", "HELP,deprecated"),
    "the policy": edited("mkdocs.yml", PLUGIN, POLICY),
    "the sign-offs that are asked for": edited("mkdocs.yml", PLUGIN, SIGNED),
    "the address": edited("mkdocs.yml", "leaflets.example.org", "other.example.org"),
    "a leaflet that is gone": removed("source/help.md"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_proof_does_not_outlive_what_it_rests_on(
    project: Path, read: list[str], capsys: pytest.CaptureFixture[str], change: str
) -> None:
    CHANGES[change](project)
    told = verify(capsys)
    assert told or read
    assert told == verify(capsys, "--clean")


def test_a_proof_does_not_outlive_the_program(
    project: Path,
    read: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.verify.proofs.tools_digest", lambda: "another version")
    assert not verify(capsys)
    assert "es/help/index.html" in read
