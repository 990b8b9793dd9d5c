"""Turn MkDocs' settings for the project into those for one locale's site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from pipeline import interface
from pipeline.build.edition import Edition
from pipeline.build.language import language_words
from pipeline.build.nav_items import THEME as NAVIGATION
from pipeline.build.nav_items import may_share
from pipeline.build.offline import add_offline_page
from pipeline.build.shared import share_templates
from pipeline.interface import THEME_KEYS, theme_words
from pipeline.project import SITE_DOMAIN

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

THEME = Path(__file__).with_name("theme")
"""The templates that are laid over Material's own."""

STATIC = Path(__file__).with_name("static")
"""The files that every built site holds, whatever its theme."""

STYLESHEET = "assets/leaflets.css"


def localize(config: MkDocsConfig, edition: Edition) -> None:
    """Change settings in place: folder, address, names, theme language, labels of extensions."""
    locale = edition.locale
    config.site_dir = str(Path(config.site_dir) / locale.tag)
    if config.site_url:
        config.site_url = urljoin(config.site_url.rstrip("/") + "/", f"{locale.tag}/")
    for key in ("site_name", "site_description", "copyright"):
        if config[key]:
            config[key] = edition.plain(edition.site_word(config[key]))
    config.extra_css = [STYLESHEET, *config.extra_css]
    _add_folders(config, STATIC)
    if config.theme.name == "material":
        _localize_material(config, edition)
    if not edition.is_source:
        _localize_extensions(config.mdx_configs, config.markdown_extensions, edition)


def _localize_material(config: MkDocsConfig, edition: Edition) -> None:
    locale = edition.locale
    english = theme_words("en")
    translated = {
        key: edition.translate(SITE_DOMAIN, english[key], f"theme:{key}") or ""
        for key in THEME_KEYS
        if key in english and not edition.is_source
    }
    config.theme["leaflet_words"] = language_words(locale, translated)
    if may_share(config.theme):
        _add_folders(config, NAVIGATION)
    _add_folders(config, THEME)
    add_offline_page(config, edition)
    config.theme["language"] = locale.tag
    config.theme["direction"] = locale.direction
    config.extra.setdefault("generator", False)  # a line in English that no page could mark
    config.extra["alternate"] = True  # the header shows our list; the head has its own addresses
    share_templates(config.theme)


def _add_folders(config: MkDocsConfig, *folders: Path) -> None:
    """Lay folders over the theme's own, below the project's `custom_dir`."""
    own = [config.theme.custom_dir] if config.theme.custom_dir else []
    others = [folder for folder in config.theme.dirs if folder not in own]
    config.theme.dirs[:] = [*own, *map(str, folders), *others]


def _localize_extensions(configs: dict[str, Any], names: list[Any], edition: Edition) -> None:
    """Translate the labels that Markdown extensions put into pages from their own settings."""
    if "toc" in names:
        toc = configs["toc"] = dict(configs.get("toc", {}))
        if "permalink_title" not in toc:
            toc["permalink_title"] = edition.site_word(interface.PERMALINK)
    if "footnotes" in names:
        footnotes = configs["footnotes"] = dict(configs.get("footnotes", {}))
        if "BACKLINK_TITLE" not in footnotes:
            footnotes["BACKLINK_TITLE"] = edition.site_word(interface.FOOTNOTE_BACK)
