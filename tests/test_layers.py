"""The layers of the design: every module imports only from its own layer and those above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"

LAYERS = (
    {"errors", "model", "clock", "csvfile", "files", "lock", "settings_file"},
    {"locales", "policy", "project", "leaflets", "interface", "terms", "catalogs", "cache"},
    {"markdown", "facts"},
    {"checks", "waivers", "reviews", "verdicts", "validate", "publish", "mutate"},
    {
        *(
            "extract",
            "coverage",
            "gate",
            "source_checks",
            "templates",
            "update",
            "pseudo",
            "merging",
        ),
        *("signing", "status", "build", "interchange", "importing"),
    },
    {"verify", "recall"},
    {"reports"},
    {"mkdocs_plugin", "babel_extractor", "commands", "cli"},
)

ONLY = {
    "polib": {"catalogs"},
    "babel.messages": {"catalogs"},
    "mkdocs": {"build", "mkdocs_plugin"},
}
"""Libraries that only some parts may import."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, at the top or in a function, in full."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""
            if node.module == "pipeline":
                yield from (f"pipeline.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    """The module or package directly below `pipeline` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rank(name: str) -> int:
    found = [index for index, layer in enumerate(LAYERS) if name in layer]
    assert found, f"{name} is in no layer"
    return found[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_downhill(path: Path) -> None:
    own = part(path)
    for name in imports(path):
        if name.startswith("pipeline.") and name.split(".")[1] != "__version__":
            assert rank(name.split(".")[1]) <= rank(own), f"{path.name} imports {name}"
        for library, allowed in ONLY.items():
            if name == library or name.startswith(f"{library}."):
                assert own in allowed, f"{path.name} imports {name}"


def test_no_module_imports_in_a_circle() -> None:
    graph = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): {
            name for name in imports(path) if name.startswith("pipeline.")
        }
        for path in modules()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join([*trail, name])
        if name in done or name not in graph:
            return
        for each in sorted(graph[name]):
            visit(each, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())


def test_facts_and_checks_never_touch_the_disk() -> None:
    allowed = {"pipeline.project"}
    for path in modules():
        if part(path) in {"facts", "checks"}:
            assert not {"os", "pathlib", "shutil"} & set(imports(path)), path
            assert not allowed & set(imports(path)), path
