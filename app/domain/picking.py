"""The tracking that one tag or one person's choice gives a line."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.books import TrackingCategory
from app.domain.problems import Code, Problem


@dataclass(frozen=True, slots=True)
class Tracked:
    """The tracking that one tag gives a line; ``pair`` is None for none."""

    pair: tuple[str, str] | None = None
    problems: tuple[Problem, ...] = ()


def picked(category: TrackingCategory | None, name: str, option: str) -> Tracked:
    """An option that a person picked, by its own name."""
    if not option:
        return Tracked()
    found = [x for x in category.options if x.name == option] if category else []
    about = f"{name}: {option}"
    if category is None or not found:
        said = f"Option “{option}” of {name}, chosen by hand, is not in Xero."
        return Tracked(problems=(Problem(Code.TAG_UNKNOWN, said, about),))
    if not (category.active and any(x.active for x in found)):
        said = f"Option “{option}” of {name} is archived in Xero."
        return Tracked(problems=(Problem(Code.TAG_ARCHIVED, said, about),))
    return Tracked((category.name, option))
