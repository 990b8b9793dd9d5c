"""The README's commands are those of the program, and its promises about help hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_commands_is_complete() -> None:
    listed = re.findall(r"^\| `leaflets (\w+)", README, re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_and_the_common_options(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    assert f"example: leaflets {command}" in shown
    for option in ("--config-file", "--quiet", "--verbose"):
        assert option in shown


def test_the_pictures_exist() -> None:
    for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / target).is_file(), target


def test_the_layers_are_those_of_the_package() -> None:
    listed = set(re.findall(r"`(\w+)/?`", README.partition("| layer | modules |")[2]))
    parts = {
        path.name.removesuffix(".py")
        for path in (ROOT / "pipeline").iterdir()
        if not path.name.startswith("_") and path.name != "py.typed"
    }
    assert listed == parts


def test_help_starts_without_loading_what_it_does_not_need() -> None:
    code = "import sys; from pipeline.cli import parser; parser(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"mkdocs", "markdown", "babel", "polib", "phonenumbers", "yaml"}
    assert not heavy & set(run.stdout.split())
