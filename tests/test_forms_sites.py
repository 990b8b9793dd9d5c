"""Whole sites made by forms are, byte for byte, those that are made the plain way."""

from __future__ import annotations

import logging
import shutil
import sys
from pathlib import Path

import pytest
from projects import ARABIC_TERMS, SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.build import settings
from pipeline.build.forms import press
from pipeline.cli import main

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "benchmarks"))
NAVIGATION = """\
nav:
  - Start: index.md
  - First:
    - Overdose: overdose.md
    - Deeper:
      - Other: more/other.md
  - Last:
    - more/index.md
    - Web: https://example.org/
"""
OTHER = """\
# Other page

See [the *other* page](../overdose.md#signs) or <https://example.org>, and call **911** & wait.

??? danger "To open"

    Call 1-800-662-4357 in 2-3 hours.

| A | B |
| --- | --- |
| 911 | `code` |
"""
SPANISH = {
    "Overdose": "Sobredosis",
    "Call 911 right away. Give naloxone.": "Llame al 911 ya. Administre naloxona.",
    "Small pupils": "Pupilas *pequeñas* & 1-2 mg",
}
ARABIC = {
    "Overdose": "جرعة زائدة",
    "Call 911 right away. Give naloxone.": "اتصل على 911 فورًا. أعطِ نالوكسون.",
}


def sites(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, bytes]]:
    """Build a project by forms and without, and return the files of both sites."""
    found = []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    for name in ("forms", "plain"):
        folder = project.parent / name
        assert main(["build", "-q", "-j", "1", "-f", str(project), "-d", str(folder)]) == 0
        found.append(
            {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file()
            }
        )
        monkeypatch.setattr(press, "ALLOWED", False)
        monkeypatch.setattr(settings, "may_share", lambda _: False)
    return found


@pytest.mark.parametrize("extra", ["", "use_directory_urls: false\n"])
def test_languages_fallbacks_and_folders(
    extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, _, tail = SETTINGS.partition("nav:\n")
    text = f"{head}site_url: https://example.org/\n{extra}{NAVIGATION}theme:{tail.partition('theme:')[2]}"
    project = write_project(
        tmp_path / "project",
        mkdocs_yml=f"{text}  - pymdownx.details\n",
        source__more__other_md=OTHER,
        source__more__index_md="# More\n\nRead [on](other.md).\n",
        source__plain_md="# Plain\n\nA note[^1].\n\n[^1]: Said here.\n",
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ar__terms_csv=ARABIC_TERMS,
    )
    assert main(["init", "es", "ar", "-q", "-f", str(project)]) == 0
    translate(project.parent / "locales/es/LC_MESSAGES/overdose.po", SPANISH)
    translate(project.parent / "locales/ar/LC_MESSAGES/overdose.po", ARABIC)
    by_forms, plain = sites(project, monkeypatch)
    assert sorted(by_forms) == sorted(plain)
    assert [name for name in plain if by_forms[name] != plain[name]] == []


def test_the_leaflets_of_this_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    by_forms, plain = sites(project / "mkdocs.yml", monkeypatch)
    assert [name for name in plain if by_forms.get(name) != plain[name]] == []


def test_generated_leaflets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generate import write_project as generate

    project = generate(tmp_path / "project", 3, seed=6, locales=4)
    by_forms, plain = sites(project.config_file, monkeypatch)
    assert [name for name in plain if by_forms.get(name) != plain[name]] == []


def test_the_page_that_has_no_form_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(
        tmp_path, source__plain_md="# Plain\n\nA note[^1].\n\n[^1]: Said here.\n"
    )
    assert main(["init", "es", "-q", "-f", str(project)]) == 0
    caplog.set_level(logging.INFO)
    assert main(["build", "-v", "-j", "1", "-f", str(project)]) == 0
    assert "plain is parsed for each language: it has footnotes" in caplog.text
