"""The program as the command line sees it."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event

import click

from app.bootstrap import found_place
from app.cli import (
    background,
    changing,
    checks,
    closing,
    connect,
    digests,
    past,
    practice,
    reports,
    schedules,
    syncing,
    undo,
)
from app.cli.sections import EPILOG, Sections
from app.cli.session import Exit, Invocation, exit_of, print_json
from app.errors import AppError, CancelledError
from app.version import VERSION


@click.group(
    cls=Sections,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EPILOG,
)
@click.version_option(VERSION, prog_name="vouch")
def vouch() -> None:
    """Expense reports from Expensify into Xero, each journal exactly once.

    Without a verb the window opens.
    """


for command in (
    connect.connect,
    connect.setup,
    syncing.sync,
    reports.list_,
    reports.show,
    reports.post,
    changing.change,
    reports.hold,
    reports.release,
    reports.elsewhere,
    past.history,
    practice.practice,
    undo.reverse,
    undo.replay,
    undo.void_copies,
    checks.check,
    schedules.schedule,
    digests.digest,
    background.background_,
    closing.close,
    checks.backup,
    checks.restore,
):
    vouch.add_command(command)


def main(arguments: Sequence[str], open_window: Callable[[Sequence[str]], int]) -> int:
    """Run one verb where the environment says; returns the exit status.

    ``open_window`` is for the one verb that has a window.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with stopped_by_ctrl_c() as stop:
        return answered(arguments, Invocation(found_place, stop, open_window))


def answered(arguments: Sequence[str], invocation: Invocation) -> int:
    """Run one verb; says in words what went wrong, and returns the exit status."""
    as_json = "--json" in arguments
    try:
        status = vouch.main(
            list(arguments), prog_name="vouch", standalone_mode=False, obj=invocation
        )
    except click.ClickException as error:
        if as_json:
            _print_error("Usage", "Wrong usage", error.format_message())
        error.show(sys.stderr)
        return Exit.WRONG_USAGE
    except click.Abort:
        return _said(CancelledError(), as_json=as_json)
    except AppError as error:
        return _said(error, as_json=as_json)
    return int(status or Exit.DONE)


def _said(error: AppError, *, as_json: bool) -> int:
    if as_json:
        kind = type(error).__name__.removesuffix("Error")
        _print_error(kind, error.title, error.detail, error.advice)
    click.echo(error.sentence, err=True)
    return exit_of(error)


def _print_error(kind: str, title: str, detail: str, advice: str = "") -> None:
    words = {"kind": kind, "title": title, "detail": detail, "advice": advice}
    print_json({"error": words})


@contextmanager
def stopped_by_ctrl_c() -> Iterator[Event]:
    """Stop after the request in flight; a second Ctrl+C ends the program at once."""
    stop = Event()

    def stopping(_signal: int, _frame: object) -> None:
        if stop.is_set():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is ending already
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, stopping)
    yield stop
    if not stop.is_set():
        signal.signal(signal.SIGINT, before)
