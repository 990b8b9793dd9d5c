"""The ready-made CI: valid, pinned, without rights it does not need, and doing what it says."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from projects import SPANISH_TERMS, translate, write_project

from pipeline.checks.registry import all_checks
from pipeline.cli import main, parser

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
GITLAB = ROOT / "docs" / "gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
SCHEMAS = {
    **dict.fromkeys(WORKFLOWS, "vendor.github-workflows"),
    ACTION: "vendor.github-actions",
    GITLAB: "vendor.gitlab-ci",
}
OVERDOSE = "locales/es/LC_MESSAGES/overdose.po"


def name(path: Path) -> str:
    return path.name


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def scripts(node: Any) -> Iterator[str]:
    """Yield every shell script of a CI file."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "run":
                yield value
            elif key in ("script", "before_script"):
                yield "\n".join(value)
            else:
                yield from scripts(value)
    elif isinstance(node, list):
        for value in node:
            yield from scripts(value)


def commands(path: Path) -> Iterator[list[str]]:
    """Yield the arguments of every call of `leaflets` in a CI file."""
    for script in scripts(load(path)):
        for line in script.replace("\\\n", " ").splitlines():
            for call in re.findall(r"\bleaflets\"? +([^|<>;&]+)", line):
                yield [word for word in shlex.split(call) if word not in ("--", "${locales[@]}")]


@pytest.mark.parametrize("path", SCHEMAS, ids=name)
def test_files_are_valid(path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[path], path]
    if path == GITLAB:
        command += ["--data-transform", "gitlab-ci"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=name)
def test_actions_are_pinned_by_hash(path: Path) -> None:
    for used in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8")):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used)


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=name)
def test_no_script_holds_an_expression(path: Path) -> None:
    """Its value would be read as shell (script injection)."""
    assert [script for script in scripts(load(path)) if "${{" in script] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_workflows_read_only_and_keep_no_token(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\$\{\{[^}]*secrets|secrets:", text)
    assert "pull_request_target" not in text
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    written = {key for job in workflow["jobs"].values() for key in job.get("permissions", {})}
    assert written == ({"pages", "id-token"} if path.stem.startswith("publish") else set())


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION, GITLAB, HOOKS], ids=name)
def test_every_command_exists(path: Path) -> None:
    if path == HOOKS:
        called = [shlex.split(hook["entry"])[1:] for hook in load(path)]
    else:
        called = list(commands(path))
    assert called
    for arguments in called:
        filled = ["error" if word == "$FAIL_ON" else word for word in arguments]
        assert parser().parse_args(filled).command == arguments[0]


def test_the_hook_is_for_the_files_of_locales() -> None:
    (hook,) = load(HOOKS)
    files = sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "locales").rglob("*")
        if path.is_file()
    )
    chosen = [file for file in files if re.search(hook["files"], file)]
    assert {Path(file).suffix for file in chosen} == {".csv", ".po"}
    assert [file for file in files if file.endswith(".po") and file not in chosen] == []
    assert not [file for file in chosen if file.startswith("locales/templates/")]


def test_the_translators_guide_names_what_exists() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = guide.partition("| finding | usually means |")[2].partition("\n\n")[0]
    named = re.findall(r"`([a-z-]+)`", rows)
    assert len(named) > 10
    assert set(named) <= set(all_checks())
    for call in re.findall(r"^leaflets (.+?)(?:  +#.*)?$", guide, re.MULTILINE):
        assert parser().parse_args(shlex.split(call))
    for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", guide):
        assert (ROOT / target).is_file(), target


@pytest.fixture
def pull_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as GitHub checks out a pull request: its merge into the base.

    The change names a wrong number, has a program and settings of its own, and a symbolic link.
    """
    root = tmp_path / "work"
    settings = write_project(root, locales__es__terms_csv=SPANISH_TERMS)
    for command in (["extract"], ["init", "es"], ["update"]):
        assert main([*command, "-f", str(settings)]) == 0
    for variable in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{variable}_NAME", "A")
        monkeypatch.setenv(f"{variable}_EMAIL", "a@example.org")
    monkeypatch.setenv("RUNNER_TEMP", str(tmp_path))

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "base")
    git("checkout", "-qb", "change")
    translate(root / OVERDOSE, {"Call 911 right away. Give naloxone.": "Llame al 112. Dé naloxona"})
    (root / "locales" / "es" / "LC_MESSAGES" / "secret.po").symlink_to(tmp_path / "secret")
    (tmp_path / "secret").write_text("not for readers", encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    (root / "Makefile").write_text("$(error code of the change)\n", encoding="utf-8")
    git("add", "-A")
    git("commit", "-qm", "change")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "merge", "change")
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="the runners of the workflow have bash")
def test_a_pull_request_is_checked_by_the_program_of_its_base(pull_request: Path) -> None:
    steps = {step["name"]: step for step in load(WORKFLOWS[0])["jobs"]["check"]["steps"]}

    def run(step: str) -> subprocess.CompletedProcess[str]:
        folder = pull_request / steps[step].get("working-directory", ".")
        script = ["bash", "-e", "-o", "pipefail", "-c", steps[step]["run"]]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path}
        return subprocess.run(
            script, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    laid = run("Lay the texts of the change over the base")
    assert laid.returncode == 0, laid.stderr
    base = pull_request / "base"
    assert not (base / "Makefile").exists()
    assert "plugins:" in (base / "mkdocs.yml").read_text(encoding="utf-8")
    link = base / "locales" / "es" / "LC_MESSAGES" / "secret.po"
    assert not link.is_symlink()

    program = base / ".venv" / "bin" / "leaflets"
    program.parent.mkdir(parents=True)
    program.symlink_to(shutil.which("leaflets", path=str(Path(sys.executable).parent)) or "")

    annotated = run("Annotate what the change touches")
    assert annotated.returncode != 0
    assert annotated.stderr.startswith("locales/es/LC_MESSAGES/secret.po:")
    assert "not for readers" not in annotated.stdout + annotated.stderr

    for folder in (pull_request, base):
        (folder / "locales" / "es" / "LC_MESSAGES" / "secret.po").unlink()
    subprocess.run(["git", "commit", "-qa", "--amend", "-m", "merge"], cwd=pull_request, check=True)
    annotated = run("Annotate what the change touches")
    assert annotated.returncode != 0
    assert f"::error file={OVERDOSE},line=" in annotated.stdout
    assert "index.po" not in annotated.stdout

    checked = run("Check everything")
    lines = checked.stdout.splitlines()
    assert checked.returncode == 1
    assert lines[0].removeprefix("::stop-commands::") == lines[-1].strip(":")
    assert any(line.startswith(f"{OVERDOSE}:") for line in lines[1:-1])


@pytest.mark.skipif(sys.platform == "win32", reason="the runners of the workflow have bash")
def test_languages_built_by_a_matrix_are_the_site_of_one_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run the scripts of the workflow, each job in its own checkout of the commit."""
    jobs = load(ROOT / ".github" / "workflows" / "publish-matrix.yml")["jobs"]
    origin = tmp_path / "origin"
    settings = write_project(
        origin, locales__es__terms_csv=SPANISH_TERMS, locales__fr__terms_csv=SPANISH_TERMS
    )
    for command in (["extract"], ["init", "es", "fr"], ["update"]):
        assert main([*command, "-q", "-f", str(settings)]) == 0
    translate(origin / OVERDOSE, {"Signs": "Señales"})

    def git(*arguments: str) -> None:
        person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *person, *arguments], cwd=origin, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "base", "--date", "@1790000000")

    def checkout(name: str) -> Path:
        folder = tmp_path / name
        git("clone", "-q", str(origin), str(folder))
        program = folder / ".venv" / "bin" / "leaflets"
        program.parent.mkdir(parents=True)
        program.symlink_to(shutil.which("leaflets", path=str(Path(sys.executable).parent)) or "")
        return folder

    def run(job: str, step: str, folder: Path, **variables: str) -> None:
        script = next(each["run"] for each in jobs[job]["steps"] if each.get("name") == step)
        environment = {**os.environ, **variables}
        command = ["bash", "-e", "-o", "pipefail", "-c", script]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    output = tmp_path / "output"
    joined = checkout("joined")
    run(
        "plan",
        "List the languages in groups",
        joined,
        GITHUB_OUTPUT=str(output),
        GROUPS_AT_MOST="2",
    )
    key, _, groups = output.read_text(encoding="utf-8").strip().partition("=")
    assert (key, json.loads(groups)) == ("groups", ["es", "fr", "en"])
    for index, group in enumerate(json.loads(groups)):
        machine = checkout(f"machine{index}")
        run("build", "Build these languages", machine, LOCALES=group)
        shutil.copytree(machine / "part", joined / "parts" / f"part-{index}")
    run("join", "Join them into one site, and verify it", joined)

    whole = checkout("whole")
    stamp = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=whole, check=True, capture_output=True, text=True
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp.stdout.strip())
    assert main(["build", "-q", "-j", "1", "-f", str(whole / "mkdocs.yml")]) == 0
    compared = subprocess.run(
        ["diff", "-r", whole / "site", joined / "site"], capture_output=True, text=True, check=False
    )
    assert compared.returncode == 0, compared.stdout
