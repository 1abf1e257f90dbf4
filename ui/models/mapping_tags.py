"""Tag levels and tracking categories as sources and targets, in words."""

from __future__ import annotations

from app.domain.mapping import key
from app.domain.mapping_changes import Kind
from app.domain.mapping_view import LevelView, MappingView, TagView
from ui.models.board import Fit, Source, Target
from ui.models.words import amount, counted

LEVEL_MARK = "level "


def tag_sources(view: MappingView) -> tuple[Source, ...]:
    """Every level and, under it, its tags."""
    found: list[Source] = []
    for level in view.levels:
        found.append(_level(level))
        if level.rule is not None:
            found.extend(_tag(x, level, view.currency) for x in level.tags)
    return tuple(found)


def tracking_targets(view: MappingView) -> tuple[Target, ...]:
    """Every tracking category and, under it, its options."""
    used = {key(x.rule.tracking_category): x.level for x in view.levels if x.rule}
    found: list[Target] = []
    for tracking in sorted(view.books.tracking, key=lambda t: not t.active):
        level = used.get(key(tracking.name), 0)
        note = f"level {level}" if level else "" if tracking.active else "archived"
        top = f"{LEVEL_MARK}{tracking.name}"
        found.append(
            Target(top, Kind.LEVEL, tracking.name, "", tracking.active, note, level)
        )
        found.extend(
            Target(
                f"{tracking.name}\n{option.name}",
                Kind.TAG,
                option.name,
                tracking.name,
                option.active and tracking.active and level > 0,
                "" if option.active else "archived",
                level,
            )
            for option in sorted(
                tracking.options, key=lambda x: (not x.active, key(x.name))
            )
        )
    return tuple(found)


def _level(level: LevelView) -> Source:
    rule = level.rule
    open_ = sum(1 for tag in level.tags if tag.problems)
    hint = counted(len(level.tags), "tag")
    if rule is not None and open_:
        hint += f", {open_} without an option that can be used"
    offer = level.suggestion
    fit = Fit.SUGGESTED if offer else Fit.IDLE
    if rule and level.tracking:
        fit = Fit.SETTLED if level.tracking.active else Fit.ARCHIVED
    return Source(
        key=f"{LEVEL_MARK}{level.level}",
        kind=Kind.LEVEL,
        subject=f"Level {level.level}",
        name=f"Level {level.level}" + (f": {level.name}" if level.name else ""),
        fit=fit,
        hint=hint,
        target=f"{LEVEL_MARK}{rule.tracking_category}" if rule else "",
        chip=rule.tracking_category if rule else "",
        trouble="" if rule else "Not used: no tracking category is filled by it",
        offer=offer.target if offer else "",
        offered=offer.target if offer else "",
        reason=offer.reason if offer else "",
        sure=offer.confidence if offer else 0,
        level=level.level,
        heading=True,
    )


def _tag(tag: TagView, level: LevelView, currency: str) -> Source:
    trouble = tag.problems[0].message if tag.problems else ""
    option = tag.option.name if tag.option else ""
    offer = tag.suggestion
    fit = Fit.SETTLED
    if tag.problems:
        fit = Fit.ARCHIVED if tag.option else Fit.SUGGESTED if offer else Fit.BARE
    reason = "given by you" if tag.renamed else "same name" if option else ""
    return Source(
        key=f"{tag.level} {key(tag.name)}",
        kind=Kind.TAG,
        name=tag.name,
        fit=fit,
        money=amount(tag.minor, currency) if tag.count else "",
        count=counted(tag.count, "expense") if tag.count else "",
        hint="" if tag.listed else "not in the workspace",
        target=f"{level.tracking.name}\n{option}" if option and level.tracking else "",
        chip=option,
        trouble=trouble,
        offer=offer.target if offer else "",
        offered=offer.target if offer else "",
        reason=offer.reason if offer else reason,
        sure=offer.confidence if offer else 0,
        weight=tag.minor,
        level=tag.level,
    )
