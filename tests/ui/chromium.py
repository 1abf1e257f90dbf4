"""A real Chromium that the system opens, driven from outside by ChromeDriver."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Self

import httpx

_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PATIENCE = 60.0
_PAUSE = 0.05


class Chromium:
    """Not started here: the system opens pages with it where ``surroundings`` hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port, self._driver_port = _free(), _free()
        self._command = folder / "browser"
        self._session = ""
        self._http = httpx.Client(
            base_url=f"http://127.0.0.1:{self._driver_port}",
            trust_env=False,
            timeout=_PATIENCE,
        )

    def __enter__(self) -> Self:
        profile, mark = self._folder / "profile", self._folder / "browser.pid"
        arguments = " ".join(_ARGUMENTS)
        self._command.write_text(
            f"#!/bin/sh\necho $$ > {mark}\nexec chromium {arguments} "
            f'--remote-debugging-port={self._port} --user-data-dir={profile} "$@" '
            ">/dev/null 2>&1\n",
            encoding="utf-8",
        )
        self._command.chmod(0o755)
        self._be_the_default()
        self._driver = subprocess.Popen(  # noqa: S603 - a fixed command
            ["chromedriver", f"--port={self._driver_port}"],  # noqa: S607
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()
        self._driver.terminate()
        self._driver.wait()
        mark = self._folder / "browser.pid"
        if mark.exists():
            _end(int(mark.read_text(encoding="utf-8")))

    @property
    def surroundings(self) -> dict[str, str]:
        """What makes it the default browser of a desktop, and of none."""
        return {
            "BROWSER": str(self._command),
            "HOME": str(self._folder),
            "XDG_CONFIG_HOME": str(self._folder),
            "XDG_DATA_HOME": str(self._folder),
        }

    def attach(self) -> None:
        """Take hold of the browser once the system has opened it."""
        _until(lambda: _listens(self._port) and _listens(self._driver_port))
        options = {"debuggerAddress": f"127.0.0.1:{self._port}"}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options}
        made = self._call("POST", "/session", capabilities={"alwaysMatch": wanted})
        self._session = f"/session/{made['sessionId']}"

    def type_into(self, what: str, text: str) -> None:
        """Type into the first such field."""
        self._call("POST", f"{self._find(what)}/value", text=text)

    def click(self, what: str) -> None:
        """Click on the first such element."""
        self._call("POST", f"{self._find(what)}/click")

    def text(self, what: str, until: str) -> str:
        """Read the first such element once it holds this."""
        read = ""

        def holds() -> bool:
            nonlocal read
            read = str(self._call("GET", f"{self._find(what)}/text"))
            return until in read

        _until(holds)
        return read

    def _be_the_default(self) -> None:
        entries = self._folder / "applications"
        entries.mkdir()
        (entries / "tried.desktop").write_text(
            f"[Desktop Entry]\nType=Application\nName=Tried\nExec={self._command} %u\n",
            encoding="utf-8",
        )
        schemes = "".join(
            f"x-scheme-handler/{scheme}=tried.desktop\n" for scheme in ("http", "https")
        )
        (self._folder / "mimeapps.list").write_text(
            f"[Default Applications]\n{schemes}", encoding="utf-8"
        )

    def _find(self, what: str) -> str:
        found: list[str] = []

        def there() -> bool:
            answer = self._http.post(
                f"{self._session}/element",
                json={"using": "css selector", "value": what},
            )
            if answer.is_success:
                found.append(answer.json()["value"][_ELEMENT])
            return bool(found)

        _until(there)
        return f"{self._session}/element/{found[0]}"

    def _call(self, method: str, path: str, **body: object) -> Any:  # noqa: ANN401
        answer = self._http.request(
            method, path, json=body if method == "POST" else None
        )
        assert answer.is_success, answer.text
        return answer.json()["value"]


def _until(true: Any) -> None:  # noqa: ANN401
    deadline = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError("the browser does not get there")
        time.sleep(_PAUSE)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end(process: int) -> None:
    try:
        os.kill(process, signal.SIGTERM)
    except ProcessLookupError:
        return
