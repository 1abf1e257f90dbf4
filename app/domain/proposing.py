"""Where the mapping of a new company could go, with reasons, for a person to accept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.books import TrackingCategory
from app.domain.likeness import Likeness
from app.domain.mapping import key
from app.domain.mapping_changes import Change, Kind
from app.domain.mapping_view import LevelView, MappingView
from app.domain.mapping_viewing import mapping_view
from app.domain.setup import Connection, ConnectionId, Setup, SetupVersion
from app.domain.situation import Survey
from app.domain.suggesting import Suggester

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
    """All that suggests itself: what concerns every line, then the heaviest first."""
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
    return (*_levels(view), *_taxes(view), *found)


def unsuggested(view: MappingView) -> int:
    """How many categories are spent on, unmapped, and suggest nothing."""
    return sum(
        x.rule is None and x.suggestion is None and x.count > 0 for x in view.categories
    )


def _levels(view: MappingView) -> Iterator[Proposal]:
    """Tag levels by name; one that no name speaks for, by its tags."""
    taken = {key(x.tracking.name) for x in view.levels if x.tracking}
    for level in view.levels:
        found = None if level.rule else _filled(level, view, taken)
        if found is None:
            continue
        taken.add(key(found.target))
        name = level.name or "Tags"
        shown = f"Tags of level {level.level}: {name}" if level.name else name
        yield Proposal(
            Change(Kind.LEVEL, name, found.target, level.level),
            shown,
            f"Tracking {found.target}",
            found.reason,
            found.confidence,
            sum(tag.minor for tag in level.tags),
            sum(tag.count for tag in level.tags),
        )


def _taxes(view: MappingView) -> Iterator[Proposal]:
    names = {rate.tax_type: rate.name for rate in view.books.tax_rates}
    for tax in view.taxes if view.inclusive else ():
        found = None if tax.tax_type else tax.suggestion
        if found is not None:
            yield Proposal(
                Change(Kind.TAX, tax.code or tax.name, found.target),
                f"Tax {tax.name or tax.code}",
                names.get(found.target, found.target),
                found.reason,
                found.confidence,
                tax.minor,
                tax.count,
            )


def _filled(level: LevelView, view: MappingView, taken: set[str]) -> Likeness | None:
    """The tracking category of a level that no other level fills."""
    named = level.suggestion
    if named is not None and key(named.target) not in taken:
        return named
    free = [t for t in view.books.tracking if t.active and key(t.name) not in taken]
    found = [like for like in (_by_tags(level, t) for t in free) if like]
    return max(found, key=lambda x: (x.confidence, x.target), default=None)


def _by_tags(level: LevelView, tracking: TrackingCategory) -> Likeness | None:
    options = {key(x.name) for x in tracking.options if x.active}
    known = sum(key(tag.name) in options for tag in level.tags)
    if not known or known / len(level.tags) < _LEAST_SHARE:
        return None
    said = f"{known} of {len(level.tags)} tags are options of it"
    sure = round(_SURE_BY_TAGS * known / len(level.tags))
    return Likeness(tracking.name, said, sure)
