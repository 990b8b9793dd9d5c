"""Feed made-up files to the commands, and tell which of them end in anything but a plain answer.

    python benchmarks/fuzz.py --minutes 10
    python benchmarks/fuzz.py --minutes 10 --engine atheris   # guided by coverage, where it runs

A catalog, a leaflet, a term base and the settings are made of pieces of hostile and honest files,
and of random bytes. A command may clean, complain or refuse; it may not end in a traceback, take
more than 5 seconds or 1 GiB. What does is told with its input, made as small as it goes.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import resource
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from projects import OVERDOSE, SETTINGS, SPANISH_TERMS, write_project  # noqa: E402

from pipeline.cli import main as leaflets  # noqa: E402

LONGEST = 5.0
"""Seconds that a command may take."""
LARGEST = 1 << 30
"""Bytes of memory that the process may reach."""

PO = "locales/es/LC_MESSAGES/overdose.po"


class Slow(BaseException):
    """The command took too long; no `except Exception` on the way catches this."""


def pieces() -> list[str]:
    """Return the texts of the hostile fixtures, from which new ones are made."""
    folder = ROOT / "tests" / "fixtures" / "hostile"
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))["words"]
    msgstrs = tomllib.loads((folder / "msgstr.toml").read_text(encoding="utf-8"))["case"]
    files = tomllib.loads((folder / "files.toml").read_text(encoding="utf-8"))["case"]
    found = [*words.values(), *(case["msgstr"] for case in msgstrs)]
    for case in files:
        found += [case.get("append", ""), case.get("content", ""), *case.get("replace", ())]
    short = {text for text in found if 0 < len(text) < 400}
    return sorted(short | set("\"'#~|:,;=[]{}()<>&*_`!\\\n\t -+/%@$^\0\x1b\u202e\u0301１٣"))


PIECES = st.sampled_from(pieces())


def mixed(*honest: str) -> st.SearchStrategy[bytes]:
    """Return files of honest lines, hostile pieces, text and bytes, in any order."""
    lines = sorted({line + "\n" for text in honest for line in text.split("\n")})
    part = st.one_of(
        st.sampled_from(lines).map(str.encode),
        PIECES.map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(max_size=20).map(str.encode),
        st.binary(max_size=8),
        st.tuples(PIECES, st.integers(2, 300)).map(
            lambda pair: (pair[0] * pair[1])[:3000].encode("utf-8", "surrogatepass")
        ),
    )
    return st.lists(part, max_size=30).map(b"".join)


def edited(honest: str) -> st.SearchStrategy[bytes]:
    """Return an honest file with pieces put in the place of others."""
    content = honest.encode()
    place = st.integers(0, len(content))
    edit = st.tuples(place, st.integers(0, 40), mixed(honest))

    def apply(edits: list[tuple[int, int, bytes]]) -> bytes:
        result = content
        for at, length, new in edits:
            result = result[:at] + new[:500] + result[at + length :]
        return result

    return st.lists(edit, min_size=1, max_size=4).map(apply)


class Fuzzer:
    """A project one of whose files is made up anew for each run of a command."""

    def __init__(self, root: Path):
        os.chdir(root)
        write_project(root, locales__es__terms_csv=SPANISH_TERMS)
        self._quietly(["extract"])
        self._quietly(["init", "es"])
        self.root = root
        self.runs = 0
        self.known: dict[str, tuple[str, bytes]] = {}
        catalog = (root / PO).read_text(encoding="utf-8")
        message = 'msgid "Call 911 right away. Give naloxone."\nmsgstr "Llame al 911."'
        terms = (root / "source/terms.csv").read_text(encoding="utf-8")
        self.targets: dict[str, tuple[str, list[str], st.SearchStrategy[bytes]]] = {
            "catalog": (PO, ["check"], edited(f"{catalog}\n{message}\n") | mixed(catalog, message)),
            "msgstr": (PO, ["check"], mixed("Llame al 911. Dé naloxona 5 mg.").map(_in(catalog))),
            "leaflet": ("source/overdose.md", ["extract"], edited(OVERDOSE) | mixed(OVERDOSE)),
            "terms": ("source/terms.csv", ["check"], edited(terms) | mixed(terms)),
            "forms": ("locales/es/terms.csv", ["check"], edited(SPANISH_TERMS)),
            "settings": ("mkdocs.yml", ["check"], edited(SETTINGS) | mixed(SETTINGS)),
        }

    def attempt(self, target: str, content: bytes) -> str:
        """Run a command over a file; return what went wrong, empty if nothing did."""
        name, command, _ = self.targets[target]
        path = self.root / name
        honest = path.read_bytes()
        self.runs += 1
        path.write_bytes(content)
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        try:
            self._quietly(command)
        except Slow:
            return f"more than {LONGEST:.0f} seconds"
        except MemoryError:
            return "no memory left"
        except SystemExit as error:
            return f"exit {error.code}"
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            path.write_bytes(honest)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        return f"{peak:,} bytes of memory" if peak > LARGEST else ""

    def test(self, target: str, number: int, examples: int) -> Callable[[], None]:
        """Return a Hypothesis test that fails for what is not known yet."""

        @seed(number)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        @given(self.targets[target][2])
        def test(content: bytes) -> None:
            problem = self.attempt(target, content)
            if problem and f"{target}: {problem}" not in self.known:
                raise AssertionError(f"{target}: {problem}\n{content!r}")

        return test

    def _quietly(self, command: list[str]) -> None:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            leaflets([*command, "-q"])


def _in(catalog: str) -> Callable[[bytes], bytes]:
    """Return a function that makes a text the translation of a message at a catalog's end."""

    def put(text: bytes) -> bytes:
        escaped = text.decode("utf-8", "replace").replace("\\", "\\\\").replace('"', '\\"')
        quoted = (
            escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "").replace("\4", "")
        )
        message = "Call 911 right away. Give naloxone 5 mg every 6 hours."
        return f'{catalog}\nmsgid "{message}"\nmsgstr "{quoted}"\n'.encode()

    return put


def by_hypothesis(fuzzer: Fuzzer, seconds: float, number: int) -> Iterator[str]:
    """Yield each new problem with the smallest input that shows it."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for target in fuzzer.targets:
            number += 1
            try:
                fuzzer.test(target, number, 100)()
            except AssertionError as error:
                problem, _, content = str(error).partition("\n")
                fuzzer.known[problem] = (target, content.encode())
                yield f"{problem}\n    {content}"
            if time.monotonic() >= ends:
                break


def by_atheris(fuzzer: Fuzzer, target: str, seconds: float) -> None:
    """Let atheris choose the inputs of one target by the code that they reach; ends the process."""
    import atheris

    atheris.instrument_all()
    test = fuzzer.test(target, 1, 1).hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds:.0f}"], test)
    atheris.Fuzz()


def main() -> int:
    """Fuzz for as long as is asked for; return 1 if something was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--engine", choices=("hypothesis", "atheris"), default="hypothesis")
    parser.add_argument("--target", help="of atheris alone: fuzz this one")
    parser.add_argument("--seed", type=int, help="of Hypothesis: make the same files again")
    arguments = parser.parse_args()
    number = secrets.randbelow(1 << 32) if arguments.seed is None else arguments.seed
    seconds = 60 * arguments.minutes

    def stop(number: int, frame: FrameType | None) -> None:
        raise Slow

    signal.signal(signal.SIGALRM, stop)
    with tempfile.TemporaryDirectory() as folder:
        fuzzer = Fuzzer(Path(folder))
        if arguments.engine == "hypothesis":
            for problem in by_hypothesis(fuzzer, seconds, number):
                print(problem, flush=True)
            print(f"{fuzzer.runs:,} runs, {len(fuzzer.known)} problems; --seed {number}")
            os.chdir(ROOT)
            return 1 if fuzzer.known else 0
        if arguments.target:
            by_atheris(fuzzer, arguments.target, seconds)
        share = str(arguments.minutes / len(fuzzer.targets))
        os.chdir(ROOT)
        script = [sys.executable, __file__, "--engine", "atheris", "--minutes", share, "--target"]
        results = [subprocess.run([*script, target]).returncode for target in fuzzer.targets]
        return 1 if any(results) else 0


if __name__ == "__main__":
    raise SystemExit(main())
