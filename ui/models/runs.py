"""What a run counted, in words."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.postings import State
from ui.models.words import number


def said(counts: Mapping[str, int]) -> str:
    """Say what was counted, nothing of what there was none of."""
    states = {state.value: state.words.lower() for state in State}
    found = [
        f"{number(count)} {states.get(name, name)}"
        for name, count in sorted(counts.items(), key=lambda item: -item[1])
        if count
    ]
    return ", ".join(found)
