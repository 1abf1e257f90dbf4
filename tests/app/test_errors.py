"""Failures that are shown to people: their words, and how they are related."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app import errors
from app.errors import (
    AppError,
    BusyError,
    CancelledError,
    ConflictError,
    DisconnectedError,
    InputError,
    KeyLockedError,
    LostAnswerError,
    OfflineError,
    ParkedError,
    RefusedError,
    SignInNeededError,
    StoreError,
    gravest,
)


def _family(
    kind: type[AppError], depth: int = 0
) -> Iterator[tuple[int, type[AppError]]]:
    yield depth, kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _family(child, depth + 1)


KINDS = [kind for _, kind in _family(AppError)]


def _made(kind: type[AppError], detail: str) -> AppError:
    if kind is ParkedError:
        return ParkedError(detail, resumes=datetime(2026, 9, 1, tzinfo=UTC))
    return kind(detail)


def test_the_picture_of_the_family_is_true() -> None:
    drawn = re.findall(r"^( *)\* (\w+)", errors.__doc__ or "", re.MULTILINE)

    assert sorted((len(indent) // 2, name) for indent, name in drawn) == sorted(
        (depth, kind.__name__) for depth, kind in _family(AppError)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_speaks_in_sentences(kind: type[AppError]) -> None:
    error = _made(kind, "Something particular happened")

    assert error.sentence.startswith(f"{kind.title}. Something particular happened.")
    assert error.sentence.endswith((".", error.advice))
    assert "  " not in error.sentence


@pytest.mark.parametrize("kind", KINDS)
def test_titles_and_advice_are_plain(kind: type[AppError]) -> None:
    assert re.fullmatch(r"[A-Z][^.]*[a-z]", kind.title)
    assert re.fullmatch(r"(?:[A-Z][^.]*\.(?: |$))*", kind.advice)


def test_a_failure_without_detail_still_says_what_it_is() -> None:
    error = OfflineError()

    assert str(error) == "No connection"
    assert error.sentence == f"No connection. {OfflineError.advice}"


def test_a_question_keeps_its_mark() -> None:
    assert InputError("Which one?").sentence == "That cannot be used. Which one?"


def test_busy_may_know_for_how_long() -> None:
    assert BusyError("Slow down.", retry_after=2.5).retry_after == 2.5
    assert BusyError().retry_after is None


def test_the_day_limit_says_when_it_ends() -> None:
    resumes = datetime(2026, 9, 1, tzinfo=UTC)

    assert ParkedError("Used up.", resumes=resumes).resumes == resumes


def test_a_disconnected_organisation_needs_a_sign_in() -> None:
    assert issubclass(DisconnectedError, SignInNeededError)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("graver", "other"),
    [
        (CancelledError(), StoreError()),
        (StoreError(), SignInNeededError()),
        (SignInNeededError(), OfflineError()),
        (KeyLockedError(), BusyError()),
        (DisconnectedError(), RefusedError()),
        (LostAnswerError(), RefusedError()),
        (OfflineError(), ConflictError()),
    ],
)
def test_of_two_failures_the_graver_is_spoken_of(
    graver: AppError, other: AppError, *, turned: bool
) -> None:
    both = [other, graver] if turned else [graver, other]

    assert gravest(both) is graver
