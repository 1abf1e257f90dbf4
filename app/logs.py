"""The log file: for the person who will read it, and without a secret in it."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.errors import StoreError

logger = logging.getLogger(__name__)

_SIZE = 1_000_000
_FILES = 5
_LINE = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"

_HIDDEN = "[hidden]"
_NAMES = (
    r"(?:token|secret|passphrase|password|verifier|challenge|assertion"
    r"|partner_?user_?id|authorization|(?<=[?&\"'])(?:code|state))"
)
_IS = r"(?:\\?[\"']|%22)?\s*(?:=|:|%3A|%3D)[\s+]*"
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|(?:%22|\\\")?(?:(?!%22|\\\")[^\s\"'&,;})\]])+)"
_SECRETS = (
    (re.compile(r"\b(Bearer|Basic)(?:\s+|%20|\+)[^\s\"',;]+", re.IGNORECASE), r"\1 "),
    (re.compile(rf"({_NAMES}{_IS}){_VALUE}", re.IGNORECASE), r"\1"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), ""),  # a signed token, anywhere
)


def start(folder: Path, name: str = "vouch") -> logging.Handler:
    """Log into ``folder`` from now on, and nowhere else.

    What libraries tell is kept from warnings upwards. A file grows to a megabyte, five
    are kept.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _File(
            folder / f"{name}.log",
            maxBytes=_SIZE,
            backupCount=_FILES - 1,
            encoding="utf-8",
        )
    except OSError as error:
        cause = f"The log in {folder} cannot be written: {error.strerror}."
        raise StoreError(cause) from error
    handler.setFormatter(_Discreet(_LINE))
    logging.getLogger().addHandler(handler)
    for ours in ("app", "ui"):
        logging.getLogger(ours).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    return handler


def diary(folder: Path, words: str) -> None:
    """Write a line with its time into ``schedule.log``, for people to read.

    It tells what ran by itself; nothing is lost where it cannot be written.
    """
    file = folder / "schedule.log"
    line = f"{datetime.now().astimezone():%d %b %Y %H:%M:%S}  {discreet(words)}\n"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _SIZE:
            file.replace(file.with_suffix(".log.1"))
        with file.open("a", encoding="utf-8") as opened:
            opened.write(line)
    except OSError as error:
        logger.warning("%s cannot be written: %s", file, error.strerror)


def discreet(text: str) -> str:
    """The text without tokens, secrets and sign-in codes."""
    for pattern, kept in _SECRETS:
        text = pattern.sub(kept + _HIDDEN, text)
    return text


class _Discreet(logging.Formatter):
    """Hides secrets in the whole of what is written, tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        """Override."""
        return discreet(super().format(record))


class _File(RotatingFileHandler):
    """Goes on with the same file where another process keeps it from being moved."""

    def doRollover(self) -> None:  # noqa: N802 - the library's name
        """Override."""
        try:
            super().doRollover()
        except PermissionError:
            self.stream = self._open()
