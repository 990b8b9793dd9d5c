"""Kill `leaflets build` and `leaflets update` again and again, and look at what stands then.

    python benchmarks/kill.py [build|update …] [--points 1000] [--seed 7]

Half of the points are calls: the process is killed (SIGKILL) right before its n-th call that would
change a file or a folder, with n spread over all such calls of a whole run. The others are moments,
spread over the time that a whole run takes. Every third build is done by two processes of its own;
there the call may be one of these, and the command has to end in one line and exit status 2.

Each time the site, or each catalog, has to be byte for byte the old or the new one. After every
fifth time, or as often as `--heal` says, the next run has to end well, with the new one, and leave
nothing beside it; the times between, the next run is killed on what the last one left.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from projects import OVERDOSE, SPANISH_TERMS, translate, write_project  # noqa: E402

from pipeline.cli import main as leaflets  # noqa: E402

CHANGES = {
    *("os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"),
    *("os.truncate", "os.utime", "ctypes.dlsym"),
}
"""Audit events of calls that change files; the last comes before two folders change places."""

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

PO = "locales/es/LC_MESSAGES/overdose.po"

Snapshot = Mapping[str, bytes]


class TornError(Exception):
    """Neither the old nor the new one stands, or the next run did not heal it."""


def snapshot(folder: Path) -> Snapshot:
    """Return all files below a folder by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Sites:
    """A project in two states: the site of the one is built where that of the other stands."""

    def __init__(self, root: Path) -> None:
        self._root = root
        write_project(root, locales__es__terms_csv=SPANISH_TERMS)
        run(["init", "es"], root)
        self._at = 0
        self._snapshots = []
        for _ in range(2):
            self._turn()
            run(self.command(0), root)
            (root / "site" / ".nojekyll").touch()
            self._snapshots.insert(0, snapshot(root / "site"))

    def command(self, number: int) -> list[str]:
        """Return the command to kill."""
        return ["build", "-q", "-j", "2" if number % 3 == 2 else "1"]

    def begin(self) -> None:
        """Change the project, so that its site is to be built anew, where it is not anyway."""
        if self.state() == "new":
            self._turn()

    def state(self) -> str:
        """Tell whether the old or the new site stands."""
        found = snapshot(self._root / "site")
        if found == self._snapshots[1 - self._at]:
            return "old"
        if found == self._snapshots[self._at]:
            return "new"
        expected = self._snapshots[self._at]
        names = sorted(found.keys() ^ expected.keys()) or sorted(
            name for name in found if found[name] != expected[name]
        )
        raise TornError(f"the site is torn: {len(found)} files; {', '.join(names[:5])}")

    def leftovers(self) -> list[str]:
        """Return what stands beside the site."""
        found = [*self._root.glob(".site.*"), *(self._root / ".cache").rglob(".*.json.*")]
        return [path.name for path in found]

    def _turn(self) -> None:
        self._at = 1 - self._at
        text = OVERDOSE.replace(
            "Slow breathing", ("Slow breathing", "Very slow breathing")[self._at]
        )
        (self._root / "source/overdose.md").write_text(text, encoding="utf-8")
        translate(self._root / PO, {"Signs": ("Señales", "Signos")[self._at]})


class Catalogs:
    """A project whose templates are newer than its catalogs."""

    LEAFLETS = 12

    def __init__(self, root: Path) -> None:
        self._root = root
        write_project(root, locales__es__terms_csv=SPANISH_TERMS)
        for at, word in enumerate(("good", "better")):
            for number in range(self.LEAFLETS):
                said = "\n\n".join(f"Sentence {number}-{i} says {word} to all." for i in range(5))
                text = f"---\ntitle: Leaflet {number}\n---\n\n{said}\n"
                (root / "source" / f"leaflet-{number}.md").write_text(text, encoding="utf-8")
            run(["extract", "-q"], root)
            if at == 0:
                run(["init", "es", "-q"], root)
        self._before = self._catalogs()
        run(["update", "-q"], root)
        self._after = self._catalogs()

    def command(self, _: int) -> list[str]:
        """Return the command to kill."""
        return ["update", "-q"]

    def begin(self) -> None:
        """Put the old catalogs back."""
        for name, content in self._before.items():
            (self._root / "locales/es" / name).write_bytes(content)

    def state(self) -> str:
        """Tell whether the catalogs are old, new, or some of them old and some new."""
        found = {name: each for name, each in self._catalogs().items() if name[-3:] == ".po"}
        if found.keys() != self._after.keys():
            raise TornError(f"a catalog is missing: {len(found)} of {len(self._after)}")
        torn = [n for n, each in found.items() if each not in (self._before[n], self._after[n])]
        if torn:
            raise TornError(f"torn: {', '.join(torn)}")
        if found == self._after:
            return "new"
        return "old" if found == self._before else "some old, some new"

    def leftovers(self) -> list[str]:
        """Return what stands beside the catalogs."""
        found = [*(self._root / "locales").rglob(".*"), *self._root.glob(".locales.*")]
        return [path.name for path in found]

    def _catalogs(self) -> dict[str, bytes]:
        return {
            name: content
            for name, content in snapshot(self._root / "locales/es/").items()
            if not name.endswith(".csv")
        }


SUBJECTS: Mapping[str, Callable[[Path], Sites | Catalogs]] = {"build": Sites, "update": Catalogs}


def start(argv: Sequence[str], root: Path, told: Path, before: Callable[[], None]) -> int:
    """Run a command in a copy of this process; return its process id."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    descriptor = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.chdir(root)
    before()
    status = 3
    try:
        status = leaflets(argv)
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os._exit(status)


def run(argv: Sequence[str], root: Path) -> None:
    """Run a command to its end, which has to be a good one."""
    told = root.with_name("told")
    status = wait(start(argv, root, told, lambda: None))
    if status:
        text = told.read_text(encoding="utf-8")
        raise TornError(f"leaflets {' '.join(argv)} ended with {status}: {text}")


def wait(pid: int) -> int:
    """Return the exit status of a process, below 0 where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def counting(at: int, tally: Path) -> Callable[[], None]:
    """Return what kills a process before its call number `at`, or counts its calls if that is 0."""

    def begin() -> None:
        file = tally.open("wb", buffering=0)
        calls = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal calls
            opens = event == "open" and isinstance(flags := arguments[2], int) and flags & WRITES
            if event not in CHANGES and not opens:
                return
            calls += 1
            if calls == at:
                os.kill(os.getpid(), signal.SIGKILL)
            if not at:
                file.write(b".")

        sys.addaudithook(hook)

    return begin


def points(count: int, calls: int, chance: random.Random) -> Iterator[tuple[int, float]]:
    """Yield by turns a call, counted from 1, and a moment, as a share of a whole run."""
    every: list[int] = []
    for number in range(count):
        if number % 2:
            yield 0, chance.random()
            continue
        if not every:
            every = chance.sample(range(1, calls + 1), calls)
        yield every.pop(), 0.0


def warm(root: Path) -> None:
    """Read and import here what every run needs, so that it begins with it."""
    compiled = functools.cache(Environment.compile)
    Environment.compile = lambda *args, **kwargs: compiled(*args, **kwargs)  # type: ignore[method-assign]
    write_project(root)
    settings = str(root / "mkdocs.yml")
    with contextlib.redirect_stdout(None):
        for command in (["extract"], ["update"], ["build", "-j", "1"]):
            leaflets([*command, "-q", "-f", settings])


def measure(name: str, root: Path, count: int, seed: int, heal: int) -> Counter[str]:
    """Kill a command so many times; return how often what stood.

    Raises `TornError` at the first point where something is wrong.
    """
    root.mkdir()
    subject = SUBJECTS[name](root)
    tally, told = root.with_name("tally"), root.with_name("told")
    subject.begin()
    before = time.perf_counter()
    wait(start(subject.command(0), root, told, counting(0, tally)))
    seconds = time.perf_counter() - before
    calls = tally.stat().st_size
    found: Counter[str] = Counter({"calls of a whole run": calls})
    for number, (call, share) in enumerate(points(count, calls, random.Random(seed))):  # noqa: S311
        subject.begin()
        hook = counting(call, tally) if call else lambda: None
        pid = start(subject.command(number), root, told, hook)
        if not call:
            time.sleep(share * seconds)
            os.kill(pid, signal.SIGKILL)
        try:
            found[ended(wait(pid), told)] += 1
            found[subject.state()] += 1
            found["left something to clear up"] += bool(subject.leftovers())
            if (number + 1) % heal and number + 1 < count:
                continue
            run(subject.command(number), root)
            found["healed"] += 1
            if subject.state() != "new" or subject.leftovers():
                raise TornError(f"not healed: {subject.leftovers()}")
        except TornError as error:
            where = f"call {call}" if call else f"{share:.4f} of the run"
            raise TornError(f"{name}, point {number}, {where}: {error}") from None
    return found


def ended(status: int, told: Path) -> str:
    """Tell how a run ended."""
    if status == -signal.SIGKILL:
        return "killed"
    text = told.read_text(encoding="utf-8")
    if status == 2 and text.count("\n") == 1 and "ended from outside" in text:
        return "lost a process of its own"
    if status == 0:
        return "was done before"
    raise TornError(f"ended with {status}: {text}")


def main() -> int:
    """Kill, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("commands", nargs="*", help="build, update (default: both)")
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--heal", type=int, default=5, metavar="N", help="after every N points")
    arguments = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = "1790000000"
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        warm(Path(folder))
    for name in arguments.commands or SUBJECTS:
        with tempfile.TemporaryDirectory(prefix="kill-") as folder:
            try:
                root = Path(folder) / "project"
                found = measure(name, root, arguments.points, arguments.seed, arguments.heal)
            except TornError as error:
                print(error)
                return 1
        print(f"{name}: {arguments.points} points, nothing torn")
        for what, count in sorted(found.items()):
            print(f"{count:>8}  {what}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
