"""The program as the command line sees it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from threading import Event

import click

from app.bootstrap import found_place
from app.cli import connect, past, practice, reports
from app.cli.session import Exit, Invocation, exit_of, print_json
from app.errors import AppError
from app.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="vouch")
def vouch() -> None:
    """Expense reports from Expensify into Xero, each journal exactly once.

    Without a verb the window opens.
    """


for command in (
    connect.connect,
    connect.setup,
    reports.sync,
    reports.list_,
    reports.show,
    reports.post,
    reports.hold,
    reports.release,
    reports.elsewhere,
    past.history,
    practice.practice,
):
    vouch.add_command(command)


def main(arguments: Sequence[str], open_window: Callable[[Sequence[str]], int]) -> int:
    """Run one verb where the environment says; returns the exit status.

    ``open_window`` is for the one verb that has a window.
    """
    stop = Event()
    before = signal.signal(signal.SIGINT, _stopping(stop))
    try:
        return answered(arguments, Invocation(found_place, stop, open_window))
    finally:
        signal.signal(signal.SIGINT, before)


def answered(arguments: Sequence[str], invocation: Invocation) -> int:
    """Run one verb; says in words what went wrong, and returns the exit status."""
    as_json = "--json" in arguments
    try:
        status = vouch.main(
            list(arguments), prog_name="vouch", standalone_mode=False, obj=invocation
        )
    except click.ClickException as error:
        error.show(sys.stderr)
        return Exit.WRONG_USAGE
    except click.Abort:
        return Exit.NEEDS_A_PERSON
    except AppError as error:
        return _said(error, as_json=as_json)
    return int(status or Exit.DONE)


def _said(error: AppError, *, as_json: bool) -> int:
    if as_json:
        kind = type(error).__name__.removesuffix("Error")
        words = {"title": error.title, "detail": error.detail, "advice": error.advice}
        print_json({"error": {"kind": kind} | words})
    click.echo(error.sentence, err=True)
    return exit_of(error)


def _stopping(stop: Event) -> Callable[[int, object], None]:
    """Stop after the request in flight; a second Ctrl+C ends the program at once."""

    def stopping(_signal: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    return stopping
