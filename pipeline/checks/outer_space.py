"""The text begins or ends with a space or a line end that the source does not have.

Why: An outer space can join a word to what stands before it, or turn a paragraph into code.

Bad:
    msgid  "Call 911."
    msgstr " Llame al 911."

Good:
    msgid  "Call 911."
    msgstr "Llame al 911."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING


def find(pair: Pair) -> Iterable[Problem]:
    """Return each end of the text whose space differs from the source's."""
    source, target = pair.source, pair.target
    first = target[:1].isspace() == source[:1].isspace()
    if first and target[-1:].isspace() == source[-1:].isspace():
        return ()
    return _spaces(source, target) if target.strip() else ()


def _spaces(source: str, target: str) -> Iterator[Problem]:
    start = len(target) - len(target.lstrip())
    if bool(start) != source[:1].isspace():
        yield _problem("begins", bool(start), (0, max(start, 1)))
    end = len(target.rstrip())
    if (end < len(target)) != source[-1:].isspace():
        yield _problem("ends", end < len(target), (min(end, len(target) - 1), len(target)))


def _problem(where: str, added: bool, span: tuple[int, int]) -> Problem:
    if added:
        return Problem(f"The text {where} with a space.", "Delete it.", (), (), None, span)
    return Problem(
        f"The text {where} without the space of the English text.", "Add it.", (), (), None, span
    )
