"""A site with every Markdown extension that Material's users switch on, and its pages."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from markdown import Markdown
from material.extensions.emoji import to_svg, twemoji
from pymdownx.slugs import slugify
from pymdownx.superfences import fence_code_format

from pipeline.markdown.anchors import Anchors
from pipeline.markdown.blocks import Block
from pipeline.markdown.extension import LeafletsExtension
from pipeline.markdown.parse import new_markdown

FIXTURES = Path(__file__).parent.parent / "fixtures" / "markdown"
SNIPPETS = FIXTURES / "snippets"

EXTENSIONS = [
    "toc",
    "tables",
    "fenced_code",
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "meta",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
]

CONFIGS: dict[str, Any] = {
    "toc": {"permalink": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.emoji": {"emoji_index": twemoji, "emoji_generator": to_svg},
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span"},
    "pymdownx.snippets": {"base_path": [str(SNIPPETS)], "check_paths": True},
    "pymdownx.superfences": {
        "custom_fences": [{"name": "mermaid", "class": "mermaid", "format": fence_code_format}]
    },
    "pymdownx.tabbed": {"alternate_style": True, "slugify": slugify(case="lower")},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.blocks.tab": {"alternate_style": True, "slugify": slugify(case="lower")},
}

VARIANTS: dict[str, tuple[Sequence[str], dict[str, Any]]] = {
    "everything": ((), {}),
    "smarty, and other settings of the same extensions": (
        ("smarty",),
        {
            "footnotes": {"USE_DEFINITION_ORDER": False},
            "pymdownx.arithmatex": {},
            "pymdownx.critic": {"mode": "accept"},
            "pymdownx.highlight": {"linenums": True, "linenums_style": "table"},
            "pymdownx.tabbed": {"alternate_style": False},
            "pymdownx.blocks.tab": {},
            "pymdownx.tasklist": {"clickable_checkbox": True},
        },
    ),
}


def reader(variant: str = "everything") -> Markdown:
    """A parser as the site has it, without this project's extension."""
    more, configs = VARIANTS[variant]
    return new_markdown([*EXTENSIONS, *more], {**CONFIGS, **configs})


class Site:
    """Renders pages as they are, and with this project's extension in between."""

    def __init__(self, variant: str = "everything"):
        more, configs = VARIANTS[variant]
        self.plain = reader(variant)
        self._found: list[Anchors] = []
        self._extension = LeafletsExtension(on_anchors=self._found.append)
        self._ours = Markdown(
            extensions=[*EXTENSIONS, *more, self._extension],
            extension_configs={**CONFIGS, **configs},
        )

    def english(self, text: str) -> str:
        """The page's HTML as Python-Markdown makes it without us."""
        return self.plain.reset().convert(text)

    def render(self, text: str, visit: Callable[[Block], None]) -> str:
        """The page's HTML after each message was visited, with the anchors of the English page."""
        self._extension.visit = self._extension.anchors = None
        self._ours.reset().convert(text)
        self._extension.anchors = self._found.pop()
        self._extension.visit = lambda blocks: [visit(block) for block in blocks] and None
        html = self._ours.reset().convert(text)
        self._found.clear()
        return html
