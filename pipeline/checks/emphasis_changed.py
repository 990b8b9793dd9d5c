"""The translation emphasizes more or fewer words than the source, or in another way.

Why: Emphasis tells the reader what matters most: “do **not** leave the person alone”.

Bad:
    msgid  "Do **not** leave the person alone."
    msgstr "No deje sola a la persona."

Good:
    msgid  "Do **not** leave the person alone."
    msgstr "**No** deje sola a la persona."
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Fact, Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "links"

_NAMES = {"em": "*emphasis*", "strong": "**strong emphasis**"}


def find(pair: Pair) -> Iterator[Problem]:
    """Yield one problem where emphasis was lost, added or changed."""
    links = pair.links
    differences = links.of("emphasis")
    if not differences or links.marks:
        return
    lost = [d.source for d in differences if d.source]
    won = [d.target for d in differences if d.target]
    parts = [f"lost {_counted(lost)}"] if lost else []
    parts += [f"added {_counted(won)}"] if won else []
    yield Problem(
        f"The translation {' and '.join(parts)}.",
        "Emphasize the words that say what the emphasized English words say.",
        tuple(fact.text for fact in lost),
        tuple(fact.text for fact in won),
    )


def _counted(facts: Iterable[Fact]) -> str:
    counts = Counter(fact.value for fact in facts)
    return ", ".join(f"{_NAMES[kind]} ({counts[kind]}×)" for kind in sorted(counts))
