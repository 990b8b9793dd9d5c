"""Links and markup: addresses, link targets, HTML, code, placeholders, emphasis.

A translation may move them and translate what they enclose; what they are must stay.
"""

from pipeline.facts.links.compare import compare_links, source_address
from pipeline.facts.links.find import find_links, may_link, open_marks
from pipeline.facts.links.hosts import imitates, strange_letters

__all__ = [
    "compare_links",
    "find_links",
    "imitates",
    "may_link",
    "open_marks",
    "source_address",
    "strange_letters",
]
