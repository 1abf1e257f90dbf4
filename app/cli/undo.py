"""Verbs that take back what was posted, or post it anew: reverse, replay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from app.cli.options import Day, connection_option, named_postings, verb
from app.cli.outcomes import outcome_document, replay_document, replay_table
from app.cli.present import postings_table
from app.cli.previews import plan_document, plans_table
from app.cli.session import Session
from app.cli.settling import settle
from app.domain.differences import Replay
from app.domain.postings import How, PostingId
from app.domain.reversing import Outcome, ReversalPlan
from app.domain.setup import ConnectionId
from app.errors import AppError, InputError

how_option = click.option(
    "--how",
    type=click.Choice([How.VOID.value, How.MIRROR.value]),
    help="Void it (a draft is deleted), or mirror it by a journal on another day.",
)
on_option = click.option(
    "--on", type=Day(), help="The day of the mirror; today, or the first open day."
)


@click.command()
@click.argument("reports", nargs=-1, required=True)
@how_option
@on_option
@click.option("--preview", is_flag=True, help="Only show what would be done.")
@connection_option
@verb
def reverse(  # noqa: PLR0913 - the options of a verb
    session: Session,
    reports: tuple[str, ...],
    how: str | None,
    on: date | None,
    preview: bool,  # noqa: FBT001 - a flag of the command line
    connection: str | None,
) -> None:
    """Undo posted journals; schedules leave their reports alone afterwards."""
    chosen = _chosen(how, on)
    wanted = _settled(session, reports, connection)
    reversal = session.services.reversal
    if preview:
        _foresee(session, reversal.plan(wanted, chosen, on))
        return
    failures: list[AppError] = []
    with session.progress() as tell:
        outcomes = reversal.undo(
            wanted, chosen, on, tell=tell, stop=session.stop, failed=failures.append
        )
    _answer(session, "reversed", outcomes, failures)


@click.command()
@click.argument("reports", nargs=-1, required=True)
@how_option
@on_option
@click.option("--preview", is_flag=True, help="Only show then beside now.")
@connection_option
@verb
def replay(  # noqa: PLR0913 - the options of a verb
    session: Session,
    reports: tuple[str, ...],
    how: str | None,
    on: date | None,
    preview: bool,  # noqa: FBT001 - a flag of the command line
    connection: str | None,
) -> None:
    """Undo posted journals and post what comes out today, in one go."""
    chosen = _chosen(how, on)
    wanted = _settled(session, reports, connection)
    again = session.services.replay
    if preview:
        _show(session, [again.preview(x, chosen, on) for x in wanted])
        return
    failures: list[AppError] = []
    with session.progress() as tell:
        outcomes = again.run(
            wanted, chosen, on, tell=tell, stop=session.stop, failed=failures.append
        )
    _answer(session, "replayed", outcomes, failures)


@click.command("void-copies")
@click.argument("reports", nargs=-1, required=True)
@connection_option
@verb
def void_copies(
    session: Session, reports: tuple[str, ...], connection: str | None
) -> None:
    """Void the second copies of journals that Xero holds twice."""
    wanted = _settled(session, reports, connection)
    failures: list[AppError] = []
    with session.progress() as tell:
        outcomes = session.services.surplus.void(
            wanted, tell=tell, stop=session.stop, failed=failures.append
        )
    _answer(session, "voided", outcomes, failures)


def _chosen(how: str | None, on: date | None) -> How | None:
    if how == How.VOID and on is not None:
        raise InputError("A journal is voided as it is; only a mirror has a day.")
    return How(how) if how else None


def _settled(
    session: Session, reports: Sequence[str], connection: str | None
) -> list[PostingId]:
    """The postings of these reports, after what was interrupted is settled."""
    named = named_postings(session, list(dict.fromkeys(reports)), connection)
    settle(session)
    return [posting.id for posting in named]


def _answer(
    session: Session,
    done: str,
    outcomes: Sequence[Outcome],
    failures: Sequence[AppError],
) -> None:
    names = _names(session)
    organisations = session.services.review.organisations()
    fine = [outcome for outcome in outcomes if not outcome.refusal]
    documents = [
        outcome_document(
            outcome,
            names[outcome.posting.connection_id],
            organisations.get(outcome.posting.organisation_id),
        )
        for outcome in outcomes
    ]
    title = f"{len(fine)} of {len(outcomes)} {done}"
    table = postings_table([outcome.posting for outcome in outcomes], title)
    session.answer({done: len(fine), "reports": documents}, table)
    for outcome in outcomes:
        if outcome.refusal:
            session.say(f"{outcome.posting.report_id}: {outcome.refusal}")
            session.needs_a_person()
    for failure in failures:
        session.failed_in_part(failure)


def _names(session: Session) -> dict[ConnectionId, str]:
    return {c.id: c.name for c in session.services.review.connections()}


def _foresee(session: Session, plans: Sequence[ReversalPlan]) -> None:
    names = _names(session)
    session.answer([plan_document(x, names) for x in plans], plans_table(plans))
    if any(plan.why_not for plan in plans):
        session.needs_a_person()


def _show(session: Session, replays: Sequence[Replay]) -> None:
    names = _names(session)
    documents = [replay_document(x, names[x.posting.connection_id]) for x in replays]
    tables = [replay_table(each) for each in replays]
    session.answer(documents[0] if len(documents) == 1 else documents, *tables)
    for each in replays:
        if each.why_not:
            session.say(f"{each.posting.report_id}: {each.why_not}")
            session.needs_a_person()
