"""Where the mapping of a new company could go, with reasons, for a person to accept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.books import TrackingCategory
from app.domain.mapping import key
from app.domain.mapping_changes import Change, Kind
from app.domain.mapping_view import LevelView, MappingView, mapping_view
from app.domain.setup import Connection, ConnectionId, Setup, SetupVersion
from app.domain.situation import Survey
from app.domain.suggesting import Suggester

_SAME_NAME = 95
_LEAST_SHARE = 0.5
_SURE_BY_TAGS = 90


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change to look at: from what to what, why, and how sure (0 to 100).

    ``minor`` and ``count`` weigh it by what was spent lately.
    """

    change: Change
    source: str
    target: str
    reason: str
    confidence: int
    minor: int = 0
    count: int = 0


def view_of(survey: Survey, setup: Setup) -> MappingView:
    """The mapping of a connection that is not there yet."""
    nobody = ConnectionId("")
    pair, workspace = survey.pair, survey.workspace
    connection = Connection(
        nobody, workspace.name, pair.workspace_id, pair.organisation_id
    )
    version = SetupVersion(nobody, 1, setup)
    made = mapping_view(connection, version, survey.books, workspace, survey.spending)
    suggester = Suggester(survey.books.accounts, survey.precedents)
    return made(survey.since, survey.until, suggester)


def proposals(view: MappingView) -> tuple[Proposal, ...]:
    """Everything that suggests itself: the heaviest categories first, then tags."""
    names = {a.code: a.name for a in view.books.accounts if a.code}
    found = []
    for category in view.categories:
        suggested = category.suggestion
        if suggested is not None:
            target = f"{suggested.account} {names.get(suggested.account, '')}".strip()
            change = Change(Kind.CATEGORY, category.name, suggested.account)
            found.append(
                Proposal(
                    change,
                    category.name,
                    target,
                    suggested.reason,
                    suggested.confidence,
                    category.minor,
                    category.count,
                )
            )
    return (*found, *_levels(view))


def unsuggested(view: MappingView) -> int:
    """How many categories are spent on, unmapped, and suggest nothing."""
    return sum(
        x.rule is None and x.suggestion is None and x.count > 0 for x in view.categories
    )


def _levels(view: MappingView) -> Iterator[Proposal]:
    free = [t for t in view.books.tracking if t.active]
    filled = {key(x.tracking.name) for x in view.levels if x.tracking}
    free = [t for t in free if key(t.name) not in filled]
    for level in view.levels:
        ranked = [(*_fits(level, t), t) for t in free] if level.rule is None else []
        sure, reason, tracking = max(ranked, key=lambda x: x[0], default=(0, "", None))
        if tracking is None or not sure:
            continue
        free.remove(tracking)
        name = level.name or "Tags"
        shown = f"Tags of level {level.level}: {level.name}" if level.name else name
        change = Change(Kind.LEVEL, name, tracking.name, level.level)
        minor, count = (
            sum(x.minor for x in level.tags),
            sum(x.count for x in level.tags),
        )
        target = f"Tracking {tracking.name}"
        yield Proposal(change, shown, target, reason, sure, minor, count)


def _fits(level: LevelView, tracking: TrackingCategory) -> tuple[int, str]:
    """How sure a level fills a tracking category, and why."""
    if level.name and key(level.name) == key(tracking.name):
        return _SAME_NAME, "same name"
    options = {key(x.name) for x in tracking.options if x.active}
    tags = [key(x.name) for x in level.tags]
    known = sum(tag in options for tag in tags)
    if not tags or known / len(tags) < _LEAST_SHARE:
        return 0, ""
    said = f"{known} of {len(tags)} tags are options of it"
    return round(_SURE_BY_TAGS * known / len(tags)), said
