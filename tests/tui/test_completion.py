"""Completion, asked of the shells themselves: of those that are installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tui.cli import parser
from tui.completion import completion

#: What each shell runs to print the completions of the words in ``$@``, one a line; ``$0`` is the script.
_ASK = {
    "bash": """
        source "$0"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _shtab_lateral
        printf "%s\\n" "${COMPREPLY[@]}"
    """,
    "fish": """
        source $argv[1]
        complete -C (string join -- " " $argv[2..-1]) | string replace -r "\\\\t.*" ""
        true
    """,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shells stand: a folder, a file and the scripts."""
    made = tmp_path_factory.mktemp("completion")
    (made / "news").mkdir()
    (made / "newer.md").touch()
    for shell in ("bash", "zsh", "fish"):
        (made / shell).write_text(completion(parser(), shell), encoding="utf-8")
    return made


def _run(shell: str, folder: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {
        "bash": ["--norc", "--noprofile", "-c", script, *arguments],
        "fish": ["--no-config", "-c", script, *arguments],
        "zsh": ["-f", "-c", script, *arguments],
    }[shell]
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    return subprocess.run(
        [found, *clean],
        check=True,
        cwd=folder,
        env={"PATH": str(Path(found).parent), "HOME": str(folder), "LANG": "C.UTF-8"},
        text=True,
        capture_output=True,
    )


def _offered(shell: str, folder: Path, *words: str) -> set[str]:
    answer = _run(shell, folder, _ASK[shell], str(folder / shell), *words)
    assert answer.stderr == ""
    return {line.strip().rstrip("/") for line in answer.stdout.splitlines() if line.strip()}


@pytest.mark.parametrize("shell", _ASK)
def test_a_shell_offers_commands_options_and_choices(shell: str, folder: Path) -> None:
    commands = {"add", "compare", "feeds", "fetch", "index", "search", "serve", "show", "state", "topics"}
    assert commands <= _offered(shell, folder, "lateral", "")
    assert {"--format", "--output", "--strictness"} <= _offered(shell, folder, "lateral", "compare", "--")
    formats = _offered(shell, folder, "lateral", "compare", "--format", "")
    assert formats == {"text", "markdown", "html", "json"}


@pytest.mark.parametrize("shell", _ASK)
def test_a_shell_offers_files_where_files_are_taken(shell: str, folder: Path) -> None:
    assert _offered(shell, folder, "lateral", "compare", "ne") == {"news", "newer.md"}
    assert _offered(shell, folder, "lateral", "add", "newer.md", "ne") == {"news", "newer.md"}
    assert _offered(shell, folder, "lateral", "index", "--corpus", "ne") == {"news"}
    assert not _offered(shell, folder, "lateral", "search", "ne")


def test_fish_says_nothing_behind_a_value_that_is_true_of_its_option(folder: Path) -> None:
    script = "source $argv[1]; complete -C 'lateral search --sort n'"
    assert _run("fish", folder, script, str(folder / "fish")).stdout == "newest\n"


@pytest.mark.parametrize("how", ["source ./zsh", 'eval "$(<./zsh)"'])
def test_zsh_registers_it_once_it_completes_and_says_so_before(how: str, folder: Path) -> None:
    before = _run("zsh", folder, how)
    assert (before.stdout, before.stderr.count("\n")) == ("", 1)
    assert "compinit" in before.stderr
    after = _run("zsh", folder, f"autoload -Uz compinit && compinit -u -D; {how}; print $_comps[lateral]")
    assert (after.stdout, after.stderr) == ("_shtab_lateral\n", "")
