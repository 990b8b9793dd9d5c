"""The form of a leaflet's handout: its rows in English, with blanks for the other language."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.build.forms.blanks import Template


@dataclass(frozen=True, slots=True)
class PaperForm:
    """The rows of a handout as HTML, those of the emergency box apart, empty where it has none.

    `source_title` is the heading in English, `title` the one in the reader's language.
    """

    source_title: str
    title: Template
    box: Template
    rows: Template
