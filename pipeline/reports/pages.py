"""What was found on built pages, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

from pipeline.reports.json import VERSION, finding_as_json
from pipeline.reports.text import lines
from pipeline.verify.site import Verified


def render_text(verified: Verified) -> str:
    """Return each finding with both texts, and a line with the figures."""
    blocks = ["\n".join(lines(finding)) for finding in verified.findings]
    figures = _figures(verified)
    total = "{errors} errors on {pages} pages in {languages} languages.".format(**figures)
    return "\n".join([*blocks, total]) + "\n"


def render_json(verified: Verified) -> str:
    """Return `{"version": 1, "findings": […], "summary": {…}}`; findings are those of `check`."""
    report = {
        "version": VERSION,
        "findings": [finding_as_json(finding) for finding in verified.findings],
        "summary": _figures(verified),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _figures(verified: Verified) -> dict[str, Any]:
    return {
        "pages": verified.pages,
        "languages": verified.languages,
        "errors": len(verified.findings),
    }
