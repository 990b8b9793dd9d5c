"""Sites that are right in unusual ways pass the proof, and a strict build tells what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main

HELP = """\
---
title: Who helps by day and by night
---

# Who *helps*: 1-800-662-4357

Call 1-800-662-4357.
"""
SPANISH = {
    "index": {"Start": "Inicio", "What to do first.": "Qué hacer primero.",
              "Read [about overdose](overdose.md#signs).": "Lea [de ella](overdose.md#signs)."},
    "overdose": {"Overdose": "Sobredosis"},
    "help": {"Who *helps*: 1-800-662-4357": "Quién *ayuda*: 1-800-662-4357",
             "Call 1-800-662-4357.": "Llame al 1-800-662-4357."},
    "site": {"Help line 1-800-662-4357": "Línea de ayuda 1-800-662-4357"},
}  # fmt: skip
NAVIGATION = SETTINGS.replace(
    "  - Overdose: overdose.md\n",
    "  - Overdose: overdose.md\n  - Help line 1-800-662-4357: help.md\n",
).replace("  font: false\n", "  font: false\n  features: [navigation.footer]\n")
POLICY = "  - leaflets:\n      publish: {critical: [number, danger], below: leave-out}\n"


def build(root: Path, settings: str, words: dict[str, dict[str, str]], **files: str) -> None:
    write_project(root, mkdocs_yml=settings, locales__es__terms_csv=SPANISH_TERMS, **files)
    assert main(["extract", "-q"]) == 0
    assert main(["init", "es", "-q"]) == 0
    for domain, texts in words.items():
        translate(root / f"locales/es/LC_MESSAGES/{domain}.po", texts)


@pytest.mark.parametrize("policy", ["  - leaflets\n", POLICY], ids=["all pages", "left out"])
def test_titles_of_the_navigation_with_numbers_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str
) -> None:
    monkeypatch.chdir(tmp_path)
    build(tmp_path, NAVIGATION.replace("  - leaflets\n", policy), SPANISH, source__help_md=HELP)
    assert main(["build", "-q", "-j", "1", "--strict"]) == 0
    left_out = policy is POLICY
    assert (tmp_path / "site/es/overdose/index.html").exists() is not left_out
    start = (tmp_path / "site/es/index.html").read_text(encoding="utf-8")
    assert ("Línea de ayuda" in start.partition("<footer")[2]) is left_out
    assert (tmp_path / "site/es/help/handout/index.html").is_file()


def test_a_strict_build_fails_where_a_translation_changes_the_structure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    leaflet = "# Overdose\n\nRead [what to do][do].\n\nSmall pupils.\n\n[do]: index.md\n"
    words = {"overdose": {"Overdose": "Sobredosis", "Small pupils.": "Pupilas, y [do]."}}
    pages = {"source__index_md": "# Start\n", "source__overdose_md": leaflet}
    build(tmp_path, SETTINGS, words, **pages)
    assert main(["build", "-q", "-j", "1", "--strict"]) == 1
    assert "overdose.md is shown in English for es" in caplog.text
    assert not (tmp_path / "site").exists()
    assert main(["build", "-q", "-j", "1"]) == 0  # the page is English
    assert main(["verify"]) == 0
    assert main(["build", "-q", "-j", "1", "--strict"]) == 1
