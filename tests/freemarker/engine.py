"""Renders a template with the real FreeMarker engine, many cases in one JVM."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

JAR = Path("/usr/share/java/freemarker.jar")
SOURCE = Path(__file__).with_name("Render.java")

Model = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server may have set FreeMarker up, and in how many pieces it renders."""

    handler: str = "abort"
    classic: bool = False
    locale: str = "en-US"
    version: str = "2.3.31"
    pieces: int = 1
    stripping: bool = True
    wrapper: str = "default"
    output: str = "plain"


class Rendering(msgspec.Struct, frozen=True):
    """What was written, and the exception that ended it, if one did."""

    text: str
    error: str


@dataclass(frozen=True, slots=True)
class Engine:
    """The compiled program, in a folder of its own."""

    folder: Path

    def render(
        self,
        template: str,
        models: Sequence[Model],
        cases: Sequence[tuple[int, Settings]],
    ) -> list[Rendering]:
        """Render ``template`` once for each case: a model's number and the settings."""
        jobs = {
            "models": models,
            "cases": [{"model": n, **asdict(settings)} for n, settings in cases],
        }
        paths = [self.folder / name for name in ("template", "jobs", "answers")]
        paths[0].write_text(template, encoding="utf-8")
        paths[1].write_text(json.dumps(jobs), encoding="utf-8")
        flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"]
        _run(
            ["java", *flags, "-cp", f"{JAR}:{self.folder}", "Render", *map(str, paths)]
        )
        answers = paths[2].read_bytes()
        return [msgspec.json.decode(x, type=Rendering) for x in answers.splitlines()]


def why_absent() -> str:
    """Say what is missing for the engine to run here; empty where nothing is."""
    if not JAR.is_file():
        return f"FreeMarker is not installed: {JAR} (Debian: libfreemarker-java)"
    if not (shutil.which("javac") and shutil.which("java")):
        return "no JDK is installed: javac, java (Debian: default-jdk-headless)"
    return ""


def compiled(folder: Path) -> Engine:
    """Compile the program into ``folder``."""
    _run(
        ["javac", "-encoding", "UTF-8", "-cp", str(JAR), "-d", str(folder), str(SOURCE)]
    )
    return Engine(folder)


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - a command of our own making
        command, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
