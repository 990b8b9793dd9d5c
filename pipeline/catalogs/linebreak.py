"""Where a line may break, as GNU gettext's tools see it.

The rules are those of UAX 14 for Unicode 14.0, as GNU libunistring 1.0 applies them: Thai, Lao,
Khmer and Burmese, for which they want a dictionary, are not broken, and a line may break before an
HTML tag that follows punctuation (`Help.</p>`: LB29 is left out).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.catalogs.characters import LETTERS, classes

# No break between these, not even after spaces.
_INSEPARABLE = (
    ("*", "WJ CL CP1 CP2 EX IS SY"),  # LB11, LB13
    ("OP1 OP2", "*"),  # LB14
    ("QU", "OP1 OP2"),  # LB15
    ("CL", "NS"),  # LB16
    ("B2", "B2"),  # LB17
)

# No break between these, but after spaces.
_ADJACENT = (
    ("WJ GL QU BB", "*"),  # LB11, LB12, LB19, LB21
    ("*", "QU BA HY NS IN"),  # LB19, LB21, LB22
    ("SY", "HL"),  # LB21b
    ("AL HL", "NU"),  # LB23
    ("NU", "AL HL"),  # LB23
    ("PR", "ID1 ID2 EB EM"),  # LB23a
    ("ID1 ID2 EB EM", "PO"),  # LB23a
    ("PR PO", "AL HL"),  # LB24
    ("AL HL", "PR PO"),  # LB24
    ("CL CP1 CP2 NU", "PO PR"),  # LB25
    ("PO PR", "OP1 OP2 NU"),  # LB25
    ("HY IS NU SY", "NU"),  # LB25
    ("JL", "JL JV H2 H3"),  # LB26
    ("JV H2", "JV JT"),  # LB26
    ("JT H3", "JT"),  # LB26
    ("JL JV JT H2 H3", "PO"),  # LB27
    ("PR", "JL JV JT H2 H3"),  # LB27
    ("AL HL", "AL HL"),  # LB28
    ("AL HL NU", "OP1"),  # LB30
    ("CP1", "AL HL NU"),  # LB30
    ("EB ID2", "EM"),  # LB30b
)


def opportunities(text: str) -> list[int]:
    """Return the offsets before which a line of the text may break, in ascending order."""
    letters = classes(text)
    if _SPECIAL.search(letters):
        return _step_by_step(letters)
    return [match.end() for match in _break().finditer(letters)]


def _step_by_step(letters: str) -> list[int]:
    found = []
    state = _START
    for offset, letter in enumerate(letters):
        state = state[letter]
        if state.breaks:
            found.append(offset)
    return found


def _pairs(rules: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, str]]:
    every = " ".join(LETTERS)
    return frozenset(
        (before, after)
        for left, right in rules
        for before in left.replace("*", every).split()
        for after in right.replace("*", every).split()
    )


_NEVER = _pairs(_INSEPARABLE)
_UNSPACED = _pairs(_ADJACENT) | {(name, "GL") for name in LETTERS if name not in ("BA", "HY")}
_MORE_THAN_PAIRS = frozenset({"BK", "CM", "HL", "RI", "SP", "ZW", "ZWJ"})
"""Classes for which more counts than the two characters around a break, and spaces."""


def _one_of(names: Iterable[str]) -> str:
    return f"[{''.join(re.escape(LETTERS[name]) for name in sorted(names))}]"


@functools.cache  # not at once: most commands write no catalog
def _break() -> re.Pattern[str]:
    """Return an expression, for the letters of classes, that ends where a line may break."""
    names = [name for name in LETTERS if name not in _MORE_THAN_PAIRS]
    alike: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    for before in names:
        spaced = frozenset(after for after in names if (before, after) not in _NEVER)
        close = frozenset(after for after in spaced if (before, after) not in _UNSPACED)
        alike.setdefault((spaced, close), []).append(before)
    (after, letters), *others = sorted(alike.items(), key=lambda group: "AL" not in group[1])
    word = _one_of(letters)
    rest = "|".join(_way(group, *after) for after, group in others if after[0])
    return re.compile(f"(?<!{word}){_way(letters, *after)}|(?!{word})(?:{rest})")


def _way(group: list[str], spaced: frozenset[str], close: frozenset[str]) -> str:
    """Return what matches one of a group, and spaces, before what it may be parted from."""
    run = "" if close.intersection(group) else "++"
    behind = f"|(?={_one_of(close)})" if close else ""
    return f"{_one_of(group)}{run}(?:{LETTERS['SP']}+(?={_one_of(spaced)}){behind})"


_SPECIAL = re.compile(_one_of(_MORE_THAN_PAIRS - {"SP"}))


class _Seen(NamedTuple):
    """What of the text so far decides whether a line may break before the next character."""

    last: str = "BK"  # class of the last character that is neither space nor combining
    spaced: bool = False  # whether spaces followed it
    previous: str = "BK"  # class of the character before; HL-BA is a hyphen after Hebrew
    flags: int = 0  # whether an odd number of regional indicators went before: half a flag

    def breaks_before(self, name: str) -> bool:
        """Apply LB4 to LB31 between what was seen and a character of class `name`."""
        if self.last == "BK" or name in ("BK", "SP", "ZW"):
            return False
        if self.last == "ZW":
            return True
        if name in ("CM", "ZWJ"):
            return self.spaced
        if self.previous in ("ZWJ", "HL-BA"):  # LB8a, LB21a
            return False
        if self.last == name == "RI":  # LB30a
            return self.spaced or not self.flags
        pair = (self.last, name)
        return pair not in _NEVER and (self.spaced or pair not in _UNSPACED)

    def after(self, name: str) -> _Seen:
        """Return what is seen after a further character of class `name`."""
        if name == "BK":
            return _Seen()
        hyphen = self.previous == "HL" and name in ("HY", "BA")
        previous = "HL-BA" if hyphen else name
        if name == "SP":
            return _Seen(self.last, True, previous)
        if name in ("CM", "ZWJ"):
            alone = self.spaced or self.last in ("BK", "ZW")  # LB10
            return _Seen("AL" if alone else self.last, False, previous)
        return _Seen(name, False, previous, (self.flags + 1) % 2 if name == "RI" else 0)


class _State(dict[str, "_State"]):
    """A state of the automaton that `_Seen` makes, by the letter of the character that leads on.

    A way on is worked out when it is first gone; a table of all of them would slow the start.
    """

    __slots__ = ("breaks", "seen")

    def __init__(self, seen: _Seen, breaks: bool):
        super().__init__()
        self.seen = seen
        self.breaks = breaks

    def __missing__(self, letter: str) -> _State:
        name = _NAMES[letter]
        self[letter] = state = _state(self.seen.after(name), self.seen.breaks_before(name))
        return state


@functools.cache
def _state(seen: _Seen, breaks: bool) -> _State:
    return _State(seen, breaks)


_NAMES = {letter: name for name, letter in LETTERS.items()}
_START = _state(_Seen(), False)
