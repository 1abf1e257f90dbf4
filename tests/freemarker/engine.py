"""Renders a template with the real FreeMarker engine, many cases in one JVM."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    """The real engine, in one JVM that is warm after the first rendering."""

    process: subprocess.Popen[bytes]

    def render(
        self,
        template: str,
        models: Sequence[Model],
        cases: Sequence[tuple[int, Settings]],
    ) -> list[Rendering]:
        """Render ``template`` once for each case: a model's number and the settings."""
        jobs = {
            "template": template,
            "models": models,
            "cases": [{"model": n, **asdict(settings)} for n, settings in cases],
        }
        asking, answering = self.process.stdin, self.process.stdout
        assert asking is not None
        assert answering is not None
        asking.write(json.dumps(jobs).encode() + b"\n")
        asking.flush()
        return msgspec.json.decode(answering.readline(), type=list[Rendering])


def why_absent() -> str:
    """Say what is missing for the engine to run here; empty where nothing is."""
    if not JAR.is_file():
        return f"FreeMarker is not installed: {JAR} (Debian: libfreemarker-java)"
    if not (shutil.which("javac") and shutil.which("java")):
        return "no JDK is installed: javac, java (Debian: default-jdk-headless)"
    return ""


@contextmanager
def running(folder: Path) -> Iterator[Engine]:
    """Compile the program into ``folder`` and keep it running."""
    subprocess.run(  # noqa: S603 - a command of our own making
        ["javac", "-encoding", "UTF-8", "-cp", JAR, "-d", folder, SOURCE],  # noqa: S607
        check=True,
    )
    flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"]
    with subprocess.Popen(  # noqa: S603 - a command of our own making
        ["java", *flags, "-cp", f"{JAR}:{folder}", "Render"],  # noqa: S607
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield Engine(process)
