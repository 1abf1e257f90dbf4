"""The lock files: every package pinned with its hashes, for every system at once."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable

from house import console
from house.environment import Environment

GROUPS = {"test.txt": ("build", "test"), "run.txt": ("build",)}
SOURCE_ONLY = ("xero-python",)  # published without a wheel; built by the pinned backend


def command(name: str, arguments: Iterable[str] = ()) -> tuple[str, ...]:
    """Write the arguments that make one lock file; the smaller follows the larger."""
    groups = [x for group in GROUPS[name] for x in ("--group", group)]
    sources = [x for package in SOURCE_ONLY for x in ("--no-binary", package)]
    agreeing = () if name == "test.txt" else ("--constraint", _path("test.txt"))
    return (
        *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
        *("--generate-hashes", "--no-emit-index-url", "--only-binary", ":all:"),
        *("--custom-compile-command", "python3 packaging/dev.py lock"),
        *("--output-file", _path(name), *groups, *sources, *agreeing, *arguments),
        "pyproject.toml",
    )


def make(environment: Environment, arguments: Iterable[str]) -> None:
    """Remake both files, keeping the versions that still fit unless told to upgrade."""
    arguments = tuple(arguments)
    uv = str(environment.program("uv"))
    for name in GROUPS:
        console.say(f"Locking {name}")
        made = subprocess.run(
            (uv, *command(name, arguments)), cwd=environment.checkout, check=False
        )
        if made.returncode:
            raise console.SetUpError(f"{name} could not be made.")


def _path(name: str) -> str:
    return f"packaging/locks/{name}"
