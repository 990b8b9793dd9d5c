"""Leaflets made of plain text, Word and HTML: nothing lost, nothing run, doubts told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from projects import write_project

from pipeline.cli import main
from pipeline.errors import ExchangeError
from pipeline.importing.glue import part_words
from pipeline.importing.leaflet import import_leaflet, slug_of
from pipeline.importing.pieces import ITEM, PARAGRAPH, TITLE, Piece
from pipeline.importing.plain_text import read_plain_text
from pipeline.importing.same_facts import require_same
from pipeline.importing.to_markdown import to_markdown
from pipeline.importing.visible import visible_lines
from pipeline.project import read_project
from pipeline.terms import read_glossary, read_term_base

SHEET = """\
Heroin Abuse and Withdrawal

What is withdrawal?

Withdrawal can last
7 days.Naloxone ends an overdose.

You may have:
 •  chills
 •  cramps that last for
    2 nights
      -  or longer
   • fear

What to do
1. Call 911.
2) Rest.

For referrals:1-800-662-4357 or text 988.

o Bring 2 tablets
"""

LEAFLET = """\
---
title: Heroin Abuse and Withdrawal
sources:
- title: Imported from sheet.txt
---

# Heroin Abuse and Withdrawal

## What is withdrawal?

Withdrawal can last 7 days. Naloxone ends an overdose.

You may have:

- chills
- cramps that last for 2 nights
    - or longer
- fear

## What to do

1. Call 911.
2. Rest.

For referrals: 1-800-662-4357 or text 988.

- Bring 2 tablets
"""

DOUBTS = """\
sheet.txt:1: no description yet; search engines show it, so write one
sheet.txt:3: taken for a heading
sheet.txt:5: “days.Naloxone” ran together; a space was put between
sheet.txt:13: an odd indent; look whether the list is right
sheet.txt:15: taken for a heading of the list below it
sheet.txt:19: “referrals:1-800-662-4357” ran together; a space was put between
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, content: str | bytes) -> str:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def test_a_discharge_sheet_becomes_a_leaflet(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", write("sheet.txt", SHEET)]) == 1
    captured = capsys.readouterr()
    assert captured.out == "source/heroin-abuse-and-withdrawal.md: written\n"
    assert captured.err == DOUBTS
    made = project / "source/heroin-abuse-and-withdrawal.md"
    assert made.read_text(encoding="utf-8") == LEAFLET
    assert main(["extract"]) == 0


def test_importing_never_overwrites(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project / "source/overdose.md").read_bytes()
    assert main(["import", write("sheet.txt", "Overdose\n\nText here.\n")]) == 2
    assert "there is a leaflet source/overdose.md already" in capsys.readouterr().err
    assert main(["import", "sheet.txt", "--slug", "../overdose"]) == 2
    assert "is no name for a leaflet" in capsys.readouterr().err
    assert main(["import", "sheet.txt", "--slug", "site"]) == 2
    assert main(["import", "sheet.txt", "sheet.txt", "--slug", "x"]) == 2
    assert (project / "source/overdose.md").read_bytes() == before
    assert sorted(path.name for path in (project / "source").iterdir()) == [
        "index.md",
        "overdose.md",
        "terms.csv",
    ]
    assert main(["import", "sheet.txt", "--slug", "overdose-2", "--dry-run"]) == 1
    assert not (project / "source/overdose-2.md").exists()


PAGE = """\
<html><head><title>t</title><style>p{}</style></head><body onload="x()"><h1>Flu &amp; cold</h1>
<p>Call <b>911</b>, <a href="javascript:alert(1)">here</a> or
<a href="https://nida.nih.gov/a(b)" onclick="x()">there</a>.<script>alert(1)</script></p>
<ul><li>Rest 3 days<ul><li>Sleep</li></ul></li><li>Give naloxone</li></ul>
<table><tr><th>Drug</th><th>Dose</th></tr><tr><td>naloxone</td><td>4 mg</td></tr></table>
<p>5 &lt; 6 &lt;b&gt; *x* {: onclick=y} [a](b)</p><p>--8&lt;-- "mkdocs.yml"</p>
<p>&lt;!-- i18n:skip --&gt;</p><p>!!! danger</p><p>1. one</p><img src="file:///x" alt="A nurse">
<svg><text>hidden</text></svg></body></html>
"""

MADE_OF_PAGE = r"""
# Flu & cold

Call **911**, here or
[there](https://nida.nih.gov/a%28b%29).

- Rest 3 days
    - Sleep
- Give naloxone

| Drug | Dose |
| --- | --- |
| naloxone | 4 mg |

5 < 6 &lt;b> \*x\* \{: onclick=y\} \[a\](b)

&#45;&#45;8<-- "mkdocs.yml"

&lt;!-- i18n:skip -->

\!!! danger

1\. one
"""


def test_a_web_page_becomes_a_leaflet_without_its_programs(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", write("page.html", PAGE)]) == 1
    text = (project / "source/flu-cold.md").read_text(encoding="utf-8")
    assert text.partition("---\n\n")[2] == MADE_OF_PAGE.lstrip()
    shown = capsys.readouterr().err
    for doubt in (
        "page.html:2: a link was left out: “javascript:alert(1)”",
        "page.html:3: <script> was left out",
        "page.html:7: a picture was left out (“A nurse”)",
        "page.html:8: <svg> was left out",
    ):
        assert doubt in shown
    assert main(["extract"]) == 0


def docx(body: str, **parts: str) -> bytes:
    """Return a small Word document."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override '
        f'PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body>'
        "</w:document>",
        **{name.replace("__", "/"): text for name, text in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_word_document_becomes_a_leaflet(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = paragraph("Asthma") + paragraph("Call 911 if you use your inhaler 2 times.")
    assert main(["import", write("a.docx", docx(body))]) == 1
    text = (project / "source/asthma.md").read_text(encoding="utf-8")
    assert text.endswith("\n# Asthma\n\nCall 911 if you use your inhaler 2 times.\n")
    assert "a.docx:1: no main heading; the first line was taken" in capsys.readouterr().err


HOSTILE = [
    ("x.pdf", "%PDF", "“.pdf” is no format to import"),
    ("x.txt", "", "holds no leaflet"),
    ("x.txt", "Title\n", "holds no leaflet"),
    ("x.txt", b"\xff\xfeT\0", "x.txt:1: no text in UTF-8"),
    ("x.txt", b"Title\n\nCaf\xe9\n", "x.txt:3: no text in UTF-8"),
    ("x.html", "<p></p>", "holds no text"),
    ("x.docx", "no package", "x.docx:"),
    ("x.docx", b"PK\x03\x04 broken", "no Word document (.docx)"),
    ("x.docx", docx("")[:-30], "no Word document (.docx)"),
    (
        "x.docx",
        docx("", **{"word__styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "x.docx:word/styles.xml: declares XML entities",
    ),
    ("x.docx", docx(paragraph("A" * 70_000_000)), "that is no leaflet"),
    ("x.docx", docx("", **{f"word__{i}.txt": "" for i in range(2001)}), "that is no leaflet"),
    ("missing.txt", None, "missing.txt: cannot be read: No such file"),
]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    HOSTILE,
    ids=[f"{i} {case[2]}" for i, case in enumerate(HOSTILE)],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str | bytes | None,
    message: str,
) -> None:
    if content is not None:
        write(name, content)
    assert main(["import", name]) == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert shown.count("\n") == 1
    assert len(list((project / "source").iterdir())) == 3


def test_a_leaflet_that_lost_a_fact_is_not_written(project: Path) -> None:
    config = read_project(project / "mkdocs.yml")
    glossary = read_glossary(config, read_term_base(config), config.source_locale)
    said = ["Call 911.", "Take 2 tablets of naloxone."]

    def check(markdown: str, lines: list[str] | None = None) -> list[str]:
        return require_same(said, lines or said, markdown, Markdown(), glossary, "x")

    assert check("Call **911**.\n\n- Take 2 tablets of naloxone.") == []
    with pytest.raises(ExchangeError, match="would change the text: “Call911"):
        check("Call 991.\n\nTake 2 tablets of naloxone.")
    with pytest.raises(ExchangeError, match="would lose or change “2 tablet"):
        check("Call 911.\n\nTake 2\n\ntablets of naloxone.")
    with pytest.raises(ExchangeError, match="would lose or change “988”"):
        check("Call 911.\n\nTake 2 tablets of naloxone.", [*said, "Call 988."])


GLUED = [
    ("referrals:1-800-662-4357", "referrals: 1-800-662-4357"),
    ("call1-800-662-4357", "call 1-800-662-4357"),
    ("Rest.Call 911.", "Rest. Call 911."),
    ("See www.nida.Gov.Call", "See www.nida.Gov.Call"),
    ("at 10:30", "at 10:30"),
    ("http://a.Bc", "http://a.Bc"),
    ("U.S.Government", "U.S.Government"),
]


@pytest.mark.parametrize(("text", "parted"), GLUED)
def test_only_what_surely_runs_together_is_parted(text: str, parted: str) -> None:
    assert part_words(text)[0] == parted


@pytest.mark.parametrize(
    ("title", "stem", "slug"),
    [
        ("Heroin: what to do!", "x", "heroin-what-to-do"),
        ("Don't panic", "x", "dont-panic"),
        ("Café", "x", "cafe"),
        ("心肺复苏", "cpr sheet", "cpr-sheet"),
        ("../../etc", "x", "etc"),
        ("¿?", "¿?", "leaflet"),
    ],
)
def test_a_slug_is_a_plain_name(title: str, stem: str, slug: str) -> None:
    assert slug_of(title, stem) == slug


def test_numbers_that_do_not_count_from_one_stay_text() -> None:
    draft = read_plain_text("T\n\n3. Call.\n4. Rest.\n")
    assert to_markdown(draft.pieces) == "# T\n\n3\\. Call.\n\n4\\. Rest.\n"
    assert "do not count up from 1" in draft.doubts[0].text


MARKS = "*_`[](){}<>#+-.!|~=:&\\\"'/?;8^ \n\tab1Z9•"
LINES = st.lists(
    st.text(st.sampled_from(MARKS), max_size=14)
    | st.sampled_from(
        (
            '--8<-- "x"',
            "!!! note",
            "??? x",
            "[TOC]",
            "{: #a }",
            "<!-- i18n:skip -->",
            "&lt;b",
            "---",
        )
    ),
    max_size=6,
).map("\n".join)
EVERYTHING = ["tables", "attr_list", "abbr", "admonition", "def_list", "footnotes", "fenced_code"]
EVERYTHING += ["md_in_html", "pymdownx.details", "pymdownx.snippets", "pymdownx.tabbed"]


@settings(deadline=None, max_examples=150)
@given(LINES)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    pieces = [Piece(TITLE, "T", 1)]
    for line in text.split("\n"):
        if words := " ".join(line.split()):
            pieces += [Piece(PARAGRAPH, words, 1), Piece(ITEM, words, 1)]
    html = Markdown(extensions=EVERYTHING).convert(to_markdown(pieces))
    expected = "".join(piece.text for piece in pieces)
    shown = "".join(visible_lines(html))
    assert "".join(filter(str.isalnum, shown)) == "".join(filter(str.isalnum, expected))


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("any"))


@settings(deadline=None, max_examples=60)
@given(text=LINES)
def test_any_file_is_imported_whole(config: Path, text: str) -> None:
    """No letter is lost: `import_leaflet` compares, and would refuse."""
    file = config.with_name("any.txt")
    file.write_text(f"Title\n\nText\n{text}", encoding="utf-8")
    assert import_leaflet(read_project(config), file, "any.txt").slug == "title"
