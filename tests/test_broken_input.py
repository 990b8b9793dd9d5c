"""Input that cannot be used: one line that says where and what, exit status 2, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import OVERDOSE, SETTINGS, SPANISH_TERMS, TERMS, write_project

from pipeline.cli import main

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
ES = "locales/es/LC_MESSAGES/overdose.po"

CASES = [
    ("no settings", "mkdocs.yml", None, "build", "mkdocs.yml: there is no such file"),
    ("settings are no YAML", "mkdocs.yml", "site_name: [", "extract", "mkdocs.yml:1: no YAML"),
    ("no docs_dir", "mkdocs.yml", "docs_dir: nowhere\n", "extract", "no folder “nowhere”"),
    (
        "an option that does not exist",
        "mkdocs.yml",
        SETTINGS.replace("- leaflets", "- leaflets: {sources: en}"),
        "check",
        "unknown option “sources”",
    ),
    (
        "a check that does not exist",
        "mkdocs.yml",
        SETTINGS.replace("- leaflets", "- leaflets: {checks: {spelling: error}}"),
        "check",
        "there is no check “spelling”",
    ),
    (
        "a severity that does not exist",
        "mkdocs.yml",
        SETTINGS.replace("- leaflets", "- leaflets: {checks: {phone-changed: fatal}}"),
        "check",
        "'fatal'; expected one of off, info, warning, error",
    ),
    (
        "front matter with a syntax error",
        "source/overdose.md",
        OVERDOSE.replace("title: Overdose", "title: [Overdose"),
        "extract",
        "source/overdose.md:3: front matter:",
    ),
    (
        "front matter that is a list",
        "source/overdose.md",
        "---\n- title\n---\n# Overdose\n",
        "extract",
        "source/overdose.md:2: front matter: expected lines such as “title: …”",
    ),
    (
        "a directive that does not exist",
        "source/overdose.md",
        OVERDOSE + "\n<!-- i18n:coment Be brief. -->\n\nMore.\n",
        "extract",
        "source/overdose.md:23: “<!-- i18n:coment Be brief. -->”: unknown directive; expected",
    ),
    (
        "two leaflets with one address",
        "source/overdose/index.md",
        "# The same\n",
        "extract",
        "source/overdose/index.md: has the same address as source/overdose.md",
    ),
    (
        "a leaflet with the name of the site's words",
        "source/site.md",
        "# Site\n",
        "extract",
        "source/site.md: “site” is the name of the site's own words",
    ),
    (
        "a leaflet that is no UTF-8",
        "source/overdose.md",
        b"# Overdose\n\nna\xefve\n",
        "extract",
        "source/overdose.md:3: no UTF-8",
    ),
    ("a term base without columns", "source/terms.csv", "a,b\n", "check", "terms.csv:1: no column"),
    (
        "a kind of concept that does not exist",
        "source/terms.csv",
        TERMS.replace("drug,naloxone", "pill,naloxone"),
        "check",
        "source/terms.csv:5: kind “pill”; expected one of brand, class, drug, name, number",
    ),
    (
        "a term for a concept that does not exist",
        "locales/es/terms.csv",
        SPANISH_TERMS + "heroin,heroína,preferred,INN,,\n",
        "check",
        "locales/es/terms.csv:4: concept “heroin” is not in source/terms.csv",
    ),
    (
        "a locale that CLDR does not know",
        "locales/xx/LC_MESSAGES/overdose.po",
        HEADER,
        "check",
        "locales/xx: locale “xx” is not in CLDR",
    ),
    (
        "a locale that is spelled in an unusual way",
        "locales/zh_hans/LC_MESSAGES/overdose.po",
        HEADER,
        "check",
        "locales/zh_hans: locale “zh_hans” is spelled in an unusual way; expected “zh_Hans”",
    ),
    ("a catalog with a syntax error", ES, HEADER + 'msgid "a"\nmsgstr "b\n', "check", f"{ES}:8:"),
    ("a catalog without a header", ES, 'msgid "a"\nmsgstr "b"\n', "check", f"{ES}:1: no header"),
    (
        "a catalog in another charset",
        ES,
        HEADER.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        "check",
        f"{ES}:4:",
    ),
    (
        "a catalog that is no UTF-8",
        ES,
        HEADER.encode() + b'msgid "a"\nmsgstr "\xe1"\n',
        "check",
        f"{ES}:8:",
    ),
    (
        "a catalog with the plural forms of another language",
        ES,
        HEADER.replace("nplurals=2; plural=(n != 1)", "nplurals=6; plural=(n)"),
        "check",
        f"{ES}:5:",
    ),
    (
        "a catalog of another language",
        ES,
        HEADER.replace("Language: es", "Language: fr"),
        "check",
        f"{ES}:3: “Language: fr”",
    ),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content", "command", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_one_line_exit_2_and_nothing_written(
    folder: Path,
    name: str,
    content: str | bytes | None,
    command: str,
    expected: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = folder / name
    if content is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = snapshot(folder)
    assert main([command]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1, err
    assert expected in err
    assert snapshot(folder) == before


def test_a_broken_catalog_leaves_the_built_site_as_it_was(folder: Path) -> None:
    catalog = folder / ES
    assert main(["init", "es", "-q"]) == 0
    assert main(["build", "-q", "-j", "1"]) == 0
    before = snapshot(folder / "site")
    assert before
    catalog.write_text(catalog.read_text(encoding="utf-8") + '\nmsgid "open\n', encoding="utf-8")
    assert main(["build", "-q"]) == 2
    assert snapshot(folder / "site") == before


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "de"], "there is no folder locales/de; start it with: leaflets init de"),
        (["init", "klingon"], "locale “klingon” is not in CLDR"),
        (["update", "es"], "there are no templates yet; write them with: leaflets extract"),
        (["checks", "speling"], "there is no check “speling”; see: leaflets checks"),
        (["build", "-j", "0"], "--jobs 0; expected 1 or more"),
        (["check", "-o", "nowhere/report.txt"], "nowhere/report.txt: No such file or directory"),
        (["build", "-d", "mkdocs.yml", "-j", "1"], "mkdocs.yml: a site cannot take the place of"),
        (["serve", "-a", "nowhere"], "address “nowhere”; expected one such as 127.0.0.1:8000"),
    ],
)
def test_a_command_that_cannot_be_followed(
    folder: Path, arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert expected in error


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
