"""What is known once an errand of the assistant came back."""

from __future__ import annotations

from dataclasses import replace

from app.domain.beginning import Beginning
from app.domain.books import Books
from app.domain.expenses import Workspace
from app.domain.situation import Situation, Survey
from ui.models.words import counted
from ui.workers.beginning import BeginningWish, ReadWorkspaces, TryExpensify


def learnt(
    given: Situation, errand: BeginningWish, result: tuple[object, ...]
) -> Situation:
    """``given`` with what came of ``errand``."""
    if isinstance(errand, TryExpensify | ReadWorkspaces):
        found = tuple(x for x in result if isinstance(x, Workspace))
        known = replace(given.known, expensify=True)
        return replace(given, known=known, workspaces=found)
    for one in result:
        if isinstance(one, Beginning):
            given = replace(given, begun=one)
        if isinstance(one, Survey):
            given = replace(given, surveys={**given.surveys, one.pair: one})
        if isinstance(one, Books):
            given = _with_books(given, one)
    return given


def pair_words(given: Situation) -> str:
    """Which workspace posts where, and how many are still to be set up."""
    pair = given.begun.pair
    if pair is None:
        return ""
    workspace = given.workspace(pair.workspace_id)
    organisation = given.organisation(pair.organisation_id)
    if workspace is None and given.survey is not None:
        workspace = given.survey.workspace
    names = (
        workspace.name if workspace else "",
        organisation.name if organisation else "",
    )
    said = " \N{RIGHTWARDS ARROW} ".join(filter(None, names))
    more = len(given.begun.pairs) - 1
    return f"{said}, then {counted(more, 'more', 'more')}" if more else said


def _with_books(given: Situation, books: Books) -> Situation:
    organisation = books.organisation
    known = tuple(
        organisation if each.id == organisation.id else each
        for each in given.known.organisations
    )
    surveys = {
        pair: replace(survey, books=books)
        if pair.organisation_id == organisation.id
        else survey
        for pair, survey in given.surveys.items()
    }
    known_ = replace(given.known, organisations=known)
    return replace(given, known=known_, surveys=surveys)
