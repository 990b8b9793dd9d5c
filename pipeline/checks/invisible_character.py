"""The text has an invisible character that its script does not need.

Why: A zero-width space or a soft hyphen inside a word hides it from search, and shows as a gap or
a box in some fonts. Scripts that need joiners (Arabic, Devanagari, …) or mark where words end
(Khmer, Thai, …) may have them, and so may emoji.

Bad:
    msgid  "Give naloxone."
    msgstr "Administre nalo\u200bxona."    # a zero-width space after “nalo”

Good:
    msgid  "Give naloxone."
    msgstr "Administre naloxona."
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "unprintable"

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2064\u3164\ufeff\uffa0]"
    # joiners are part of emoji (UTS 51): 👩‍⚕️
    "|(?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])[\u200c\u200d]"
)
_JOINERS = "\u200c\u200d"
_WORD_ENDS = "\u200b\u2060"
_JOINING = "Arab Beng Cakm Deva Gujr Guru Knda Mlym Mtei Orya Sinh Syrc Taml Telu"
_UNSPACED = "Khmr Laoo Mymr Thai Tibt"
_NEEDED: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_JOINING.split(), _JOINERS)
    | dict.fromkeys(_UNSPACED.split(), _JOINERS + _WORD_ENDS)
    | {"Hebr": "\u034f", "Mong": "\u180b\u180c\u180d\u180e\u180f"}
)
"""What the scripts need (Unicode 15, chapters 9, 12, 13 and 16)."""


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each invisible character that neither the script nor the source has."""
    target = pair.target
    if target.isprintable():
        return
    needed = _NEEDED.get(pair.target_glossary.locale.script, "")
    for match in _INVISIBLE.finditer(target):
        character = match[0]
        if character in needed or character in pair.source:
            continue
        name = unicodedata.name(character)
        yield Problem(
            f"There is an invisible character: U+{ord(character):04X} {name}.",
            "Delete it.",
            (),
            (f"U+{ord(character):04X}",),
            None,
            match.span(),
        )
