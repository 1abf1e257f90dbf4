"""What every verb needs: the services, a terminal, and an exit status."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from threading import Event
from typing import Any

import click

from app.bootstrap import Place, Services, build
from app.cli.grids import Grid
from app.domain.runs import Progress
from app.errors import (
    OUT_OF_REACH,
    SIGN_IN,
    AppError,
    ConflictError,
    InputError,
    StoreError,
    gravest,
)
from app.logs import start as start_log
from app.ports.running import Tell


class Exit(IntEnum):
    """How a verb ends."""

    DONE = 0
    NEEDS_A_PERSON = 1
    WRONG_USAGE = 2
    SIGN_IN_NEEDED = 3
    OUT_OF_REACH = 4
    STORE_UNUSABLE = 5


_EXITS: tuple[tuple[tuple[type[AppError], ...], Exit], ...] = (
    ((InputError,), Exit.WRONG_USAGE),
    ((ConflictError,), Exit.NEEDS_A_PERSON),
    (SIGN_IN, Exit.SIGN_IN_NEEDED),
    (OUT_OF_REACH, Exit.OUT_OF_REACH),
    ((StoreError,), Exit.STORE_UNUSABLE),
)


_WORST_LAST = (
    Exit.DONE,
    Exit.NEEDS_A_PERSON,
    Exit.WRONG_USAGE,
    Exit.OUT_OF_REACH,
    Exit.SIGN_IN_NEEDED,
    Exit.STORE_UNUSABLE,
)
"""What may go away by itself is less bad than a sign-in that somebody has to do."""


def exit_of(error: AppError) -> Exit:
    """The exit status that a failure ends with."""
    for kinds, status in _EXITS:
        if isinstance(error, kinds):
            return status
    return Exit.NEEDS_A_PERSON


@dataclass(frozen=True, slots=True)
class Invocation:
    """How this call of the program finds its place, is stopped, opens a window."""

    find_place: Callable[[], Place]
    stop: Event
    open_window: Callable[[Sequence[str]], int]


@dataclass
class Session:
    """One verb at work; builds the services when it first needs them."""

    invocation: Invocation
    as_json: bool
    status: Exit = Exit.DONE
    _failures: dict[str, AppError] = field(default_factory=dict)

    @property
    def stop(self) -> Event:
        """Set when the user wants to stop."""
        return self.invocation.stop

    @cached_property
    def place(self) -> Place:
        """Where this verb works."""
        return self.invocation.find_place()

    @cached_property
    def services(self) -> Services:
        """The wired use cases."""
        return build(self.place, self.stop)

    def answer(self, document: object, *answers: str | Grid) -> None:
        """Print the answer: one JSON document, or sentences and tables."""
        if self.as_json:
            print_json(document)
            return
        for each in answers:
            if isinstance(each, str):
                click.echo(each)
            elif sys.stdout.isatty():
                from app.cli.drawing import draw_grid  # noqa: PLC0415 - takes its time

                draw_grid(each, sys.stdout)
            else:
                sys.stdout.writelines(f"{line}\n" for line in each.plain())

    def say(self, words: str) -> None:
        """A message for people; never on standard output of a JSON answer."""
        click.echo(words, err=True)

    def needs_a_person(self) -> None:
        """End with the status that says so."""
        self.ends(Exit.NEEDS_A_PERSON)

    def ends(self, status: Exit) -> None:
        """End with this status, unless something worse is known already."""
        self.status = max(self.status, status, key=_WORST_LAST.index)

    def failed_in_part(self, error: AppError, of: str = "") -> None:
        """End with the status of what kept a part from being done; the rest was.

        It is said once, in the end, after the name of what it kept from it: ``of``.
        """
        self._failures[f"{of}: {error.sentence}" if of else error.sentence] = error
        wrong = isinstance(error, InputError)  # in a part: the verb itself made sense
        self.ends(Exit.NEEDS_A_PERSON if wrong else exit_of(error))

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Say what failed; what ends the verb is the gravest of it, also of before."""
        try:
            yield
        except AppError as error:
            worst = gravest([error, *self._failures.values()])
            self._failures[error.sentence] = error
            self._say_failures(worst.sentence)
            if worst is error:
                raise
            raise worst from error
        self._say_failures()

    def _say_failures(self, but: str = "") -> None:
        for words, failure in self._failures.items():
            if failure.sentence != but:
                self.say(words)

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """A progress bar on a terminal, a line now and then elsewhere."""
        if not sys.stderr.isatty():
            yield _Lines(self)
            return
        from app.cli.drawing import bar  # noqa: PLC0415 - takes its time

        with bar(sys.stderr) as tell:
            yield tell

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Keep a log; in the end let the store go, where it was opened."""
        log = start_log(self.place.home.logs)
        try:
            yield
        finally:
            if "services" in self.__dict__:
                self.services.close()
            logging.getLogger().removeHandler(log)
            log.close()


class _Lines:
    """Tells progress in lines: each step once, and how far it is now and then."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._step = ""
        self._at = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        step, _, _far = progress.words.partition(",")
        if step == self._step and now - self._at < _SECONDS:
            return
        count = f" {progress.done} of {progress.of}" if progress.of else ""
        self._session.say(f"{progress.words if step == self._step else step}{count} …")
        self._step, self._at = step, now


_SECONDS = 5.0


def print_json(document: object) -> None:
    """One JSON document on standard output, in UTF-8 whatever the locale."""
    encoder = json.JSONEncoder(ensure_ascii=False)
    _write(encoder.iterencode(document))


def print_array(documents: Iterable[dict[str, Any]]) -> None:
    """A JSON array of many documents, written as they come."""
    _write(_array(documents))


def _array(documents: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "["
    mark = "\n"
    for document in documents:
        yield mark + json.dumps(document, ensure_ascii=False)
        mark = ",\n"
    yield "\n]"


def _write(parts: Iterable[str]) -> None:
    stream = sys.stdout.buffer
    for part in parts:
        stream.write(part.encode("utf-8", "backslashreplace"))
    stream.write(b"\n")
    stream.flush()
