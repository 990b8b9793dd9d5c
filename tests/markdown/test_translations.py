"""What translators may write: nothing of it breaks the page, and what can be shown is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import anchors, unclosed
from site_with_everything import Site

from pipeline.extract import leaflet_messages
from pipeline.leaflets import parse_leaflet
from pipeline.markdown.blocks import Block

SITE = Site()
PAGE = """\
# Head {#h}

Call **911** ![alt](a.png).

- Tight
- [ ] Task

| a | b |
| --- | --- |
| c | d { title="Shown" } |

!!! note "Title"
    Body

=== "Tab"
    Content

<div title="t"><p>Raw <b>x</b> y</p><select><option>One</option></select></div>

<div markdown>
<table><tr><td title="z">Hello <b>x</b> y</td></tr></table>
</div>

Term
:   Meaning

Reference[^1] TDD [l][r]

[^1]: Footnote

*[TDD]: meaning

[r]: x.md "Title of a link"
"""
BAD = (
    *("", " ", "\x02wzxhzdk:0\x03", "\x02klzzwxh:0001\x03", "<b>x", "x</b>", "</div>", "</p>x"),
    *("<script>", "<div>x</div>", "<!-- x", "x -->", '"><b>', "<", "<?php", "<![CDATA[x", "<b x='"),
    *(
        "x\n\n# head",
        "- x",
        "> q",
        "| a | b |",
        "```\nx",
        "    code",
        ":   x",
        "{#id}",
        "x {: #h }",
    ),
    *("[^1]", "[^9]", "*[x]: y", "\"quote' <", '[a](b "c', "&lt;b&gt;", "\\", "`", "**x", "$$"),
    *("[TOC]", "/// note\nx\n///", '=== "x"', "!!! note", "[x](javascript:1)", "{==x", "++x"),
)


@pytest.mark.parametrize("msgstr", BAD)
def test_no_translation_breaks_the_page(msgstr: str) -> None:
    html = SITE.render(PAGE, lambda block: block.put(msgstr))
    assert unclosed(html) == []


@given(st.text(alphabet="<>/b&\"'`*_[](){}#!|:=-+$\\\n\x02\x03 x1", max_size=12))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_characters_break_the_page(msgstr: str) -> None:
    html = SITE.render(PAGE, lambda block: block.put(msgstr))
    assert unclosed(html) == []


@pytest.mark.parametrize("msgstr", ["", "<b>x", "</div>", "<script>x</script>"])
def test_a_translation_that_cannot_be_shown_falls_back(msgstr: str) -> None:
    written: list[bool] = []
    html = SITE.render("Call 911.", lambda block: written.append(block.put(msgstr)))
    assert written == [False]
    assert html == '<p><span class="leaflet-fallback" dir="ltr" lang="en">Call 911.</span></p>'


@pytest.mark.parametrize(
    ("source", "msgstr", "html"),
    [
        ("Call **911**.", "Llame al *911*.", "<p>Llame al <em>911</em>.</p>"),
        ("Call 911.", '<bdi dir="ltr">911</bdi> x', '<p><bdi dir="ltr">911</bdi> x</p>'),
        ("a <wait> b", "b <wait> a", "<p>b <wait> a</p>"),
        ("<p>Call <b>911</b></p>", "<b>911</b>: &", "<p><b>911</b>: &amp;</p>"),
        ("<p>Call <b>911</b></p>", "<i>911</i>", "<p>&lt;i&gt;911&lt;/i&gt;</p>"),
        ("<p>Call <b>911</b></p>", "</b>911<b>", "<p>&lt;/b&gt;911&lt;b&gt;</p>"),
        ("<p title=Call></p>", 'a "b" <c>', '<p title="a &quot;b&quot; &lt;c&gt;"></p>'),
    ],
)
def test_translations(source: str, msgstr: str, html: str) -> None:
    assert SITE.render(source, lambda block: block.put(msgstr)) == html


def test_anchors_do_not_depend_on_translations() -> None:
    text = '## Call 911\n\n## Wait {#wait}\n\n## Call 911\n\n=== "One"\n    x\n\n=== "One"\n    y\n'
    html = SITE.render(text, lambda block: block.put("救命 {#own .x}"))
    assert anchors(html) == anchors(SITE.english(text))
    assert "wait" in anchors(html)
    assert "call-911_1" in anchors(html)


def _short_forms(**forms: str) -> str:
    def visit(block: Block) -> None:
        if block.msgctxt == "abbreviation":
            block.put(forms[block.msgid])
        elif block.role == "paragraph":
            block.put(f"{forms['A1']} {forms['B2']}")

    return SITE.render("A1 B2\n\n*[A1]: first\n*[B2]: second\n", visit)


def test_short_forms_change_places() -> None:
    html = _short_forms(A1="B2", B2="A1")
    assert html == '<p><abbr title="first">B2</abbr> <abbr title="second">A1</abbr></p>'


def test_two_short_forms_become_one() -> None:
    html = _short_forms(A1="C3", B2="C3")
    both = '<abbr title="first / second">C3</abbr>'
    assert html == f"<p>{both} {both}</p>"


def test_an_empty_short_form_changes_nothing() -> None:
    html = SITE.render("A1\n\n*[A1]: first\n", lambda block: block.put(""))
    assert '<abbr title="first">A1</abbr>' in html


def test_footnotes_keep_their_numbers_where_a_translation_turns_them_around() -> None:
    text = "One[^a] two[^b]\n\n[^a]: First\n[^b]: Second\n"
    html = SITE.render(
        text, lambda block: block.put(block.msgid.replace("One[^a] two[^b]", "[^b] [^a]"))
    )
    assert html.index(">2</a>") < html.index(">1</a>")
    assert '<a class="footnote-ref" href="#fn:b">2</a>' in html


def test_front_matter() -> None:
    text = (
        "---\ntitle: Overdose\nauthor: Somebody\ndescription: >\n  What to do.\n---\n# Overdose\n"
    )
    messages = list(leaflet_messages(parse_leaflet(text, "page.md", "page"), SITE.plain))
    found = [(message.msgid, [place.line for place in message.locations]) for message in messages]
    assert found == [("Overdose", [2]), ("What to do.", [4]), ("Overdose", [7])]
