"""How a leaflet fares on a phone: Lighthouse's scores, and the bytes of a first visit.

    python benchmarks/lighthouse.py [--runs N] [--page SLUG] [LOCALE_TAG…]

The site is built, and served compressed on this machine as GitHub Pages would. Lighthouse runs with
its defaults, which are those of a middling phone on slow 4G, and the median of the runs counts. The
figures go to `benchmarks/lighthouse.json`. Needs Node.js with `npm`, and Chromium. The exit status
is 1 where a score is below 95, where a first visit without search weighs more than 150 kB, or where
a request leaves the site.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from peers import ROOT, npm_peer, program
from served import served_site

LIGHTHOUSE = "12.8.2"  # the last that Node.js 20 runs
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
SEARCH = ("/search/", "/workers/search.")
RESULTS = ROOT / "benchmarks" / "lighthouse.json"
LEAST_SCORE = 95
MOST_BYTES = 150_000


def chromium() -> str:
    """Return the path of the browser that the tests use too."""
    tools = [sys.executable, ROOT / ".ci" / "tools.py", "--find", "browser"]
    found = subprocess.run(tools, capture_output=True, text=True, check=False)
    if found.returncode:
        raise SystemExit(found.stderr.strip())
    return found.stdout.strip()


def audit(url: str, browser: str, folder: Path) -> dict[str, Any]:
    """Run Lighthouse once on a page, and return its report."""
    script = npm_peer("lighthouse", LIGHTHOUSE) / "cli" / "index.js"
    report = folder / "report.json"
    flags = "--headless=new"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags += " --no-sandbox"  # Chromium refuses to start its sandbox as root
    options = ["--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}"]
    subprocess.run(
        [program("node", "run Lighthouse"), script, url, *options],
        env={**os.environ, "CHROME_PATH": browser},
        check=True,
    )
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if "runtimeError" in found:
        raise SystemExit(f"{url}: {found['runtimeError']['message']}")
    return found


def requests(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the requests of a report that went over the network."""
    items: list[dict[str, Any]] = report["audits"]["network-requests"]["details"]["items"]
    return [item for item in items if item["url"].startswith("http")]


def figures(reports: list[dict[str, Any]], host: str) -> dict[str, Any]:
    """Return the medians of several reports of one page, and what its first visit transfers."""

    def median(values: list[float]) -> int:
        return round(statistics.median(values))

    sent = [r for r in requests(reports[0]) if not any(part in r["url"] for part in SEARCH)]
    scores = {
        name: median([100 * report["categories"][name]["score"] for report in reports])
        for name in CATEGORIES
    }
    times = {
        f"{name} (ms)": median([report["audits"][name]["numericValue"] for report in reports])
        for name in TIMES
    }
    shifts = [report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports]
    return {
        **scores,
        **times,
        "cumulative-layout-shift": round(max(shifts), 4),
        "bytes without search": sum(item["transferSize"] for item in sent),
        "bytes with search": sum(item["transferSize"] for item in requests(reports[0])),
        "requests to other hosts": sum(
            urlsplit(item["url"]).netloc != host for report in reports for item in requests(report)
        ),
    }


def falls_short(page: dict[str, Any]) -> bool:
    """Whether a page misses one of the limits."""
    return (
        any(page[name] < LEAST_SCORE for name in CATEGORIES)
        or page["bytes without search"] > MOST_BYTES
        or page["requests to other hosts"] > 0
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tags", nargs="*", default=["ar", "en", "zh-Hans"], metavar="LOCALE_TAG")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--page", default="overdose")
    arguments = parser.parse_args()
    browser = chromium()
    npm_peer("lighthouse", LIGHTHOUSE)
    pages: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as name:
        (project := Path(name) / "project").mkdir()
        with served_site(project) as address:
            for tag in sorted(arguments.tags):
                path = f"{tag}/{arguments.page}/"
                reports = [
                    audit(address + path, browser, Path(name)) for _ in range(arguments.runs)
                ]
                pages[path] = figures(reports, urlsplit(address).netloc)
    environment = reports[0]["environment"]
    versions = {
        "lighthouse": LIGHTHOUSE,
        "browser": environment["hostUserAgent"],
        "speed of the machine (Lighthouse's benchmarkIndex)": environment["benchmarkIndex"],
    }
    results = {"versions": versions, "runs": arguments.runs, "pages": pages}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    for figure in next(iter(pages.values())):
        print(f"{figure:30}", *(f"{page[figure]:>9}" for page in pages.values()))
    print(f"{'':30}", *(f"{path.partition('/')[0]:>9}" for path in pages))
    return 1 if any(map(falls_short, pages.values())) else 0


if __name__ == "__main__":
    raise SystemExit(main())
