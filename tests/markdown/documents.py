"""Generated Markdown: every kind of block, in every kind of block, with every kind of markup."""

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "call",
        "911",
        "now",
        "naloxone",
        "pills",
        "Wait",
        "TDD",
        "don't",
        "2.5",
        "mg",
        "élan",
        "救命",
        "a_b",
        "1-800-662-4357",
        "C#",
        "&",
    ]
)

_PAIRS = ["**{}**", "*{}*", "_{}_", "~~{}~~", "=={}==", "^^{}^^", "`{}`", "<b>{}</b>"]
_PAIRS += ["++ctrl+{}++", "[{}](help.md)", "![{}](a.png)"]
_ATOMS = [
    "[link](help.md)",
    '[link](help.md "Title of a link")',
    '![alt text](a.png "Title of an image")',
    "[by reference][ref]",
    "[^1]",
    "[^unknown]",
    "<br>",
    '<span title="Tooltip">raw</span>',
    "<https://example.org>",
    "https://example.org/path",
    ":smile:",
    ":material-phone:",
    "&nbsp;",
    "&lt;",
    "\\*",
    "\\`",
    "$x^2$",
    "`` ` ``",
    "#!py print(1)",
    "{++added++}",
    "{--deleted--}",
    "{~~old~>new~~}",
    "<!-- remark -->",
    "<!-- i18n:comment Inside. -->",
    "[TOC]",
    "*[x]: y",
    "\\",
    "| cell |",
    "1. ",
    "- ",
    "<",
    ">",
    '"quoted"',
    "  \nsecond line",
    "\nnext line",
]

phrases = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
atoms = st.sampled_from(_ATOMS)
pairs = st.builds(str.format, st.sampled_from(_PAIRS), phrases)
texts = st.lists(phrases | pairs | atoms, min_size=1, max_size=5).map(" ".join)
lines = texts.map(lambda text: " ".join(text.split()))
lists_of_attributes = st.sampled_from(
    [
        "{ .a }",
        "{: #anchor }",
        '{ title="Shown" }',
        "{ data-toc-label='Short' .b }",
        "{ {x} }",
        "{}",
        "{title=Bare}",
    ]
)


def indented(text: str, by: str = "    ") -> str:
    """Text under a list item or in a box."""
    return "\n".join(by + line if line else "" for line in text.split("\n"))


def _leaf() -> st.SearchStrategy[str]:
    level = st.sampled_from(["#", "##", "######"])
    return st.one_of(
        texts,
        st.builds("{}\n{}".format, texts, lists_of_attributes),
        st.builds("{} {}".format, level, lines),
        st.builds("{} {} {}".format, level, lines, lists_of_attributes),
        st.builds("{} {} ## {}".format, level, phrases, lists_of_attributes),
        st.builds("{}\n---".format, lines),
        st.builds("{}{} |".format, st.just("| a | b |\n| --- | :-: |\n| c { .a } | "), lines),
        st.builds("| {} | {} |\n| --- | --- |".format, phrases, lines),
        st.builds("{}\n{}\n:   {}".format, phrases, phrases, lines),
        st.builds("{}\n\n:   {}\n\n    {}".format, phrases, lines, lines),
        st.builds("<div title='{}'><p>{}</p><img alt=Photo></div>".format, phrases, lines),
        st.builds("<table><tr><td>{}<td><b>{}</b> {}</table>".format, phrases, phrases, lines),
        st.builds("<details><summary>{}</summary>\n{}\n</details>".format, phrases, texts),
        st.builds("<p>{}<!-- i18n:comment Raw. -->{} &amp; <i>{}".format, lines, phrases, phrases),
        st.builds('<div markdown><table><td title="Shown">{}</table></div>'.format, lines),
        st.builds("<p markdown='span'>{}</p>".format, lines),
        st.builds("```py title='{}'\n# {}\n```".format, st.just("file"), phrases),
        st.builds("```\n{}\n```".format, phrases),
        st.builds("```mermaid\n{}\n```".format, phrases),
        phrases.map(indented),
        st.builds("$$\n{}\n$$".format, phrases),
        st.builds("*[TDD]: {}".format, phrases),
        st.builds("[^1]: {}".format, texts),
        st.builds("[^1]:\n    {}\n\n    {}".format, lines, lines),
        st.builds('[ref]: help.md "{}"'.format, phrases),
        st.builds("<!-- i18n:comment {} -->".format, phrases),
        st.builds("<!-- i18n:context {} -->".format, phrases),
        st.just("<!-- remark -->"),
        st.just("[TOC]"),
        st.just("---"),
        st.builds("/// html | p\n{}\n///".format, lines),
        st.just("/// caption\nCaption\n///"),
    )


def _nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    tight = st.lists(inner, min_size=1, max_size=2).map("\n".join)
    deep = body.map(indented)
    marker = st.sampled_from(["-   ", "*   ", "1.  ", "-   [ ] ", "-   [x] "])
    box = st.sampled_from(
        [
            "!!! note",
            '!!! danger "Title"',
            '!!! tip ""',
            "??? note",
            '???+ note "Opens"',
            '=== "Tab"',
            '===! "New tab"',
            "!!! danger inline end",
        ]
    )
    block = st.sampled_from(
        ["note | Title", "details | Title", "tab | Label", "html | div", "define"]
    )
    return st.one_of(
        st.builds("{}{}\n{}".format, marker, lines, deep),
        st.builds("{}{}\n\n{}".format, marker, lines, deep),
        st.builds("{}{}\n    {}\n{}{}".format, marker, lines, lists_of_attributes, marker, lines),
        st.builds("{}{}\n{}".format, marker, lines, tight.map(indented)),
        st.builds("{}\n{}".format, box, deep),
        st.builds("{}\n\n{}".format, box, deep),
        body.map(lambda text: indented(text, "> ")),
        st.builds('<div class="card" markdown>\n\n{}\n\n</div>'.format, body),
        st.builds("/// {}\n{}\n///".format, block, body),
        st.builds("[^1]: {}\n\n{}".format, lines, deep),
    )


documents = st.lists(st.recursive(_leaf(), _nest, max_leaves=6), min_size=1, max_size=5).map(
    "\n\n".join
)
