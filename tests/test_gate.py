"""The gate: a leaflet, or a language, that lacks what the policy asks for is not published."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from projects import SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main
from pipeline.extract import CRITICAL_NOTE, extract
from pipeline.gate import Decision, decide
from pipeline.locales import find_locale
from pipeline.project import read_project
from pipeline.validate import new_validator, read_locale

ROOT = "https://leaflets.example.org/"
NUMBER = "To find help, call 1-800-662-4357."
DANGER = "Call 911 right away. Give naloxone."
TITLE = "Call 911"
HELP = """\
# Help

<!-- i18n:critical -->
- Stay with the person
- Keep the airway open

Read [the signs](overdose.md#signs), or [start](index.md).

Wait for the others. <!-- i18n:critical -->

The last words.
"""
SPANISH = {
    "overdose": {
        "Overdose": "Sobredosis",
        TITLE: "Llame al 911",
        DANGER: "Llame al 911 ya. Administre naloxona.",
        NUMBER: "Para hallar ayuda, llame al 1-800-662-4357.",
        "Signs": "Señales",
        "Slow breathing": "Respiración lenta",
    },
    "help": {
        "Help": "Ayuda",
        "Stay with the person": "Quédese con la persona",
        "Keep the airway open": "Mantenga abierta la vía respiratoria",
        "Wait for the others.": "Espere a los demás.",
        "Read [the signs](overdose.md#signs), or [start](index.md).": "Lea [las "
        "señales](overdose.md#signs), o [empiece](index.md).",
    },
    "index": {
        "Start": "Inicio",
        "Read [about overdose](overdose.md#signs).": "Lea [sobre sobredosis](overdose.md#signs).",
    },
}


def settings(publish: str) -> str:
    nav = SETTINGS.replace(
        "  - Overdose: overdose.md\n", "  - Overdose: overdose.md\n  - help.md\n"
    )
    plugin = f"  - leaflets:\n      publish: {{{publish}}}\n"
    return f"site_url: {ROOT}\n{nav}".replace("  - leaflets\n", plugin)


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a good Spanish translation of nearly everything, and no policy."""
    root = tmp_path_factory.mktemp("gate")
    config = write_project(
        root,
        mkdocs_yml=settings(""),
        source__help_md=HELP,
        locales__es__terms_csv=SPANISH_TERMS,
    )
    assert main(["init", "-f", str(config), "es"]) == 0
    for domain, texts in SPANISH.items():
        translate(root / f"locales/es/LC_MESSAGES/{domain}.po", texts)
    return root


@pytest.fixture
def project(translated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to change, as the folder that commands run in."""
    root = tmp_path / "project"
    shutil.copytree(translated, root)
    monkeypatch.chdir(root)
    return root


def decided(root: Path) -> Decision:
    project = read_project(root / "mkdocs.yml")
    templates = {each.domain: each.messages for each in extract(project)}
    return decide(read_locale(new_validator(project), find_locale("es")), templates)


def change(root: Path, domain: str, msgid: str, new: str) -> None:
    """Put something else in the place of an entry's msgstr, with what stands before the entry."""
    path = root / f"locales/es/LC_MESSAGES/{domain}.po"
    text = path.read_text(encoding="utf-8")
    entry = re.compile(rf'msgid "{re.escape(msgid)}"\nmsgstr ".*"')
    assert entry.search(text)
    path.write_text(entry.sub(new.format(msgid=msgid), text), encoding="utf-8")


GONE = 'msgid "{msgid}"\nmsgstr ""'
FUZZY = '#, fuzzy\nmsgid "{msgid}"\nmsgstr "Quizás"'
WRONG = 'msgid "{msgid}"\nmsgstr "Llame al 991 ya. Administre naloxona."'
CASES = {
    "nothing is asked": ("", "overdose", DANGER, GONE, None),
    "all is there": ("critical: [number, danger, marked]", "overdose", "Small pupils", GONE, None),
    "a number": ("critical: [number]", "overdose", NUMBER, GONE, "is not translated"),
    "an emergency number": ("critical: number", "overdose", TITLE, GONE, "a number to call"),
    "a danger box": ("critical: [danger]", "overdose", DANGER, GONE, "in a danger box"),
    "the title of the box": ("critical: [danger]", "overdose", TITLE, FUZZY, "is fuzzy"),
    "blocked": ("critical: [danger]", "overdose", DANGER, WRONG, "is blocked by phone-changed"),
    "not asked for": ("critical: [marked]", "overdose", DANGER, GONE, None),
    "marked": ("critical: [marked]", "help", "Keep the airway open", GONE, "the author marked it"),
    "marked on its line": ("critical: marked", "help", "Wait for the others.", GONE, "marked it"),
    "behind what is marked": ("critical: marked", "help", "Help", GONE, None),
}


@pytest.mark.parametrize("case", CASES)
def test_a_leaflet_without_a_critical_message_is_held_back(project: Path, case: str) -> None:
    publish, domain, msgid, new, expected = CASES[case]
    (project / "mkdocs.yml").write_text(settings(publish), encoding="utf-8")
    change(project, domain, msgid, new)
    found = decided(project)
    if expected is None:
        assert not found.held
        return
    assert set(found.held) == {domain}
    line = str(found.held[domain])
    assert expected in line
    place, _, _ = line.partition(": es")
    path, _, number = place.rpartition(":")
    shown = (project / path).read_text(encoding="utf-8").splitlines()[int(number) - 2]
    assert shown.startswith(f'msgid "{msgid}')
    assert not found.publications[domain].msgstrs
    assert found.coverage[domain].published == 0 < found.coverage[domain].held
    assert found.publications["index"].msgstrs


def test_critical_messages_need_their_sign_offs(project: Path) -> None:
    text = settings("critical: danger").replace("publish", "require_review: medical\n      publish")
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    held = decided(project).held["overdose"]
    assert "lacks a sign-off (medical): “Call 911”" in held.reason
    for msgid in (TITLE, DANGER):
        sign = ["review", "es", "--message", msgid, "--by", "Ana", "--role", "medical"]
        assert main(sign) == 0
    found = decided(project)
    assert not found.held
    assert {msgid for _, msgid in found.publications["overdose"].msgstrs} == {TITLE, DANGER}


@pytest.mark.parametrize(
    ("publish", "listed"),
    [("", True), ("minimum_coverage: 60", True), ("minimum_coverage: 99.5", False)],
)
def test_a_language_needs_enough_words(project: Path, publish: str, listed: bool) -> None:
    (project / "mkdocs.yml").write_text(settings(publish), encoding="utf-8")
    found = decided(project)
    assert (found.language is None) == listed
    assert bool(found.held) != listed
    if found.language:
        assert re.fullmatch(
            r"locales/es: es is not listed, and its pages are English: readers see \d\d % of the "
            r"words, and 99.5 % are asked for",
            str(found.language),
        )


def test_what_is_held_back_counts_as_english(project: Path) -> None:
    """One leaflet that is held back may take a language below the minimum."""
    text = settings("critical: [danger], minimum_coverage: 60")
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert not decided(project).held
    change(project, "overdose", DANGER, GONE)
    assert decided(project).language


BAD = [
    ("publish: 7", "publish: 7; expected settings such as “minimum_coverage: 60”"),
    ("publish: {least: 7}", "publish: 'least'; expected one of minimum_coverage, critical, below"),
    ("publish: {minimum_coverage: 101}", "minimum_coverage: 101; expected a percentage, 0 to 100"),
    ("publish: {minimum_coverage: yes}", "minimum_coverage: True; expected a percentage"),
    ("publish: {minimum_coverage: .nan}", "minimum_coverage: nan; expected a percentage"),
    ("publish: {minimum_coverage: a lot}", "minimum_coverage: 'a lot'; expected a percentage"),
    ("publish: {critical: [drug]}", "critical: 'drug'; expected some of number, danger, marked"),
    ("publish: {critical: {a: b}}", "critical: {'a': 'b'}; expected some of number"),
    ("publish: {below: english, below: stop}", "below: 'stop'; expected one of english, leave-out"),
]


@pytest.mark.parametrize(("option", "expected"), BAD)
def test_bad_settings_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, expected: str
) -> None:
    text = SETTINGS.replace("  - leaflets\n", f"  - leaflets:\n      {option}\n")
    config = write_project(tmp_path, mkdocs_yml=text)
    assert main(["build", "-f", str(config)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("mkdocs.yml: plugin leaflets: publish")
    assert expected in told
    assert told.count("\n") == 1
    assert not (tmp_path / "site").exists()


MARKS = {
    "a list": ("<!-- i18n:critical -->\n- one\n- two\n\nthree\n", {"one", "two"}),
    "one item": ("- one <!-- i18n:critical -->\n- two\n", {"one"}),
    "a table": ("<!-- i18n:critical -->\n\n| one | two |\n|---|---|\n| three | four |\n\nfive\n",
                {"one", "two", "three", "four"}),
    "a box": ('<!-- i18n:critical -->\n!!! note "one"\n\n    two\n\nthree\n', {"one", "two"}),
    "raw HTML": ("<!-- i18n:critical -->\n<div><p>one</p><p>two</p></div>\n\nthree\n",
                 {"one", "two"}),
    "with a note": ("<!-- i18n:critical -->\n<!-- i18n:comment Hm -->\n\none\n\ntwo\n", {"one"}),
    "beside what is skipped": ("<!-- i18n:critical -->\n<!-- i18n:skip -->\n\none\n\ntwo\n", set()),
    "a box in a danger box": (
        '!!! danger "one"\n\n    two\n\n    !!! note "three"\n\n        four\n\nfive\n',
        {"one", "two", "three", "four"},
    ),
    "raw HTML in a danger box": ('!!! danger ""\n\n    <p>one</p>\n\ntwo\n', {"<p>one</p>"}),
    "a raw danger box": ('<div class="admonition danger">one</div>\n\ntwo\n', {"one"}),
    "another box": ("!!! dangerous\n\n    one\n", set()),
}  # fmt: skip


@pytest.mark.parametrize("case", MARKS)
def test_what_is_critical(tmp_path: Path, case: str) -> None:
    text, expected = MARKS[case]
    options = "  - leaflets:\n      publish: {critical: [danger, marked]}\n"
    yml = SETTINGS.replace("  - leaflets\n", options)
    config = write_project(tmp_path, mkdocs_yml=yml, source__overdose_md=text)
    template = next(each for each in extract(read_project(config)) if each.domain == "overdose")
    assert {message.msgid for message in template.messages if message.critical} == expected
    for message in template.messages:
        assert (CRITICAL_NOTE in message.comments) == (message.msgid in expected)
        assert message.msgctxt is None


def test_a_mark_without_a_message_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "one\n\n<!-- i18n:critical -->\n\n    code = 1\n"
    config = write_project(tmp_path, source__overdose_md=text)
    assert main(["extract", "-f", str(config)]) == 2
    told = capsys.readouterr().err
    assert "source/overdose.md:3: “<!-- i18n:critical -->”: expected a message" in told


def test_translators_are_told_of_what_the_author_marks_and_the_policy_asks_for(
    project: Path,
) -> None:
    template = project / "locales/templates/help.pot"
    assert template.read_text(encoding="utf-8").count(f"#. {CRITICAL_NOTE}\n") == 3
    assert CRITICAL_NOTE not in (project / "locales/templates/overdose.pot").read_text()
    (project / "mkdocs.yml").write_text(settings("critical: number"), encoding="utf-8")
    assert main(["extract"]) == 0
    told = (project / "locales/templates/overdose.pot").read_text(encoding="utf-8")
    assert told.count(f"#. {CRITICAL_NOTE}\n") == 3


# What readers get


def build(root: Path, publish: str, *options: str) -> int:
    (root / "mkdocs.yml").write_text(settings(publish), encoding="utf-8")
    return main(["build", "-q", "-j", "1", *options])


def page(root: Path, name: str) -> str:
    return (root / "site" / name).read_text(encoding="utf-8")


def test_below_english_the_page_is_english_with_a_notice(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, "overdose", DANGER, GONE)
    assert build(project, "critical: [danger]", "--strict") == 0
    told = capsys.readouterr().err
    assert re.fullmatch(
        r"locales/es/LC_MESSAGES/overdose.po:\d+: es “overdose” is shown in English: a critical "
        rf"message \(it stands in a danger box\) is not translated: “{DANGER}”\n",
        told,
    )
    html = page(project, "es/overdose/index.html")
    assert '<html lang="en"' in html
    assert "leaflet-notice" in html
    assert "Sobredosis" not in html[html.index("<article") :]
    assert f'<link rel="canonical" href="{ROOT}en/overdose/"' in html
    assert 'hreflang="es"' not in page(project, "en/overdose/index.html").partition("<body")[0]
    assert f"{ROOT}es/overdose/" not in page(project, "es/sitemap.xml")
    assert "Administre" not in page(project, "es/search/search_index.json")
    assert "Señales" not in page(project, "es/search/search_index.json")
    assert '<html lang="es"' in page(project, "es/help/index.html")
    assert 'hreflang="es"' in page(project, "index.html")
    assert main(["verify"]) == 0


def test_below_leave_out_there_is_no_page_and_nothing_leads_to_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, "") == 0
    assert (project / "site/es/overdose/index.html").is_file()
    change(project, "overdose", DANGER, GONE)
    capsys.readouterr()
    assert build(project, "critical: [danger], below: leave-out", "--strict") == 0
    assert "es “overdose” is left out: a critical" in capsys.readouterr().err
    assert not (project / "site/es/overdose").exists()
    assert (project / "site/en/overdose/index.html").is_file()
    for path in (project / "site").rglob("*"):
        if path.suffix in {".html", ".json", ".xml", ".js"}:
            assert "es/overdose" not in path.read_text(encoding="utf-8").replace(
                "locales/es/LC_MESSAGES/overdose", ""
            ), path
    help_page = page(project, "es/help/index.html")
    assert 'href="../../en/overdose/index.html#signs"' in help_page
    assert "md-nav__link" in help_page
    assert "Sobredosis" not in help_page
    assert main(["verify"]) == 0


def test_verify_tells_a_page_that_should_have_been_left_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, "") == 0
    change(project, "overdose", DANGER, GONE)
    text = settings("critical: [danger], below: leave-out")
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["verify"]) == 1
    told = capsys.readouterr().out
    assert "site/es/overdose/index.html:1: error: The policy leaves this leaflet out" in told
    assert "A translation that readers must not see is on the page" in told


@pytest.mark.parametrize("below", ["english", "leave-out"])
def test_a_language_below_the_minimum_is_not_listed(
    project: Path, capsys: pytest.CaptureFixture[str], below: str
) -> None:
    assert build(project, "") == 0
    assert 'hreflang="es"' in page(project, "index.html")
    capsys.readouterr()
    publish = f"minimum_coverage: 99, below: {below}"
    assert build(project, publish, "--strict") == 0
    assert capsys.readouterr().err.startswith("locales/es: es is ")
    assert 'hreflang="es"' not in page(project, "index.html")
    assert 'hreflang="es"' not in page(project, "en/overdose/index.html")
    assert "es/sitemap.xml" not in page(project, "sitemap.xml")
    assert (project / "site/es").exists() == (below == "english")
    if below == "english":
        assert '<html lang="en"' in page(project, "es/overdose/index.html")
    assert main(["verify"]) == 0
    assert build(project, publish, "en") == 0
    assert (project / "site/es").exists() == (below == "english")


def test_a_language_that_is_left_out_cannot_be_built_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, "") == 0
    before = page(project, "es/overdose/index.html")
    capsys.readouterr()
    assert build(project, "minimum_coverage: 99, below: leave-out", "es") == 1
    assert capsys.readouterr().err.startswith("locales/es: es is left out: readers see ")
    assert page(project, "es/overdose/index.html") == before
    assert main(["handout", "es"]) == 2
    assert capsys.readouterr().err.startswith("locales/es: es is left out")


def test_the_start_page_is_never_left_out_alone(project: Path) -> None:
    source = project / "source/index.md"
    source.write_text(f"{source.read_text()}\nCall 911 now.\n", encoding="utf-8")
    assert build(project, "critical: [number], below: leave-out", "--strict") == 0
    assert '<html lang="en"' in page(project, "es/index.html")
    assert '<html lang="es"' in page(project, "es/overdose/index.html")


def test_mkdocs_makes_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    change(project, "overdose", DANGER, GONE)
    assert build(project, "critical: [danger], below: leave-out", "-d", "ours") == 0
    mkdocs_build(load_config("mkdocs.yml", site_dir=str(project / "theirs")))
    ours, theirs = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.html")}
        for folder in (project / "ours", project / "theirs")
    )
    assert ours == theirs
    records = [json.loads((project / each / "publication.json").read_text()) for each in
               ("ours", "theirs")]  # fmt: skip
    assert records[0]["locales"] == records[1]["locales"]


def test_status_tells_what_is_held_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "overdose", DANGER, GONE)
    text = settings("critical: [danger], below: leave-out")
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    line = str(decided(project).held["overdose"])
    assert main(["status"]) == 0
    assert f"Held back by the policy “publish”.\n{line}\n" in capsys.readouterr().out
    assert main(["status", "--format", "json"]) == 0
    (spanish,) = json.loads(capsys.readouterr().out)["locales"]
    (held,) = spanish["held_back"]
    assert held["below"] == "leave-out"
    assert f"{held['path']}:{held['line']}: {held['reason']}" == line
    overdose = next(each for each in spanish["domains"] if each["domain"] == "overdose")
    assert overdose["held_back"] == held
    assert (overdose["published"], overdose["held_back_messages"]) == (0, 5)
    assert main(["status", "--format", "html"]) == 0
    html = capsys.readouterr().out
    assert "<h2>Held back</h2>" in html
    assert 'class="held"' in html
    (project / "mkdocs.yml").write_text(settings(""), encoding="utf-8")
    assert main(["status"]) == 0
    assert "Held back" not in capsys.readouterr().out
