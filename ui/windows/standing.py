"""How the connections stand, as the frame of the window says it."""

from __future__ import annotations

from app.domain.overview import Overview
from ui.models.filters import group
from ui.models.words import counted


def waiting(overview: Overview) -> dict[str, int]:
    """Count what waits for a person, by the page where it does."""
    found = dict.fromkeys(("ready", "attention", "changed"), 0)
    for glance in overview.glances:
        for chip in found:
            found[chip] += group(glance.tallies, chip).count
    return {
        "review": found["ready"],
        "problems": found["attention"] + found["changed"],
    }


def health(overview: Overview) -> tuple[str, str, str]:
    """Say whether all are signed in: the words, the glyph and the tone."""
    if not overview.glances:
        return "", "", "quiet"
    out = [g.connection.name for g in overview.glances if not g.signed_in]
    if out:
        words = f"Sign-in to Xero needed: {', '.join(out)}"
        return words, "warning", "attention"
    left = [g.calls_left for g in overview.glances if g.calls_left is not None]
    calls = f" · {counted(min(left), 'Xero call')} left" if left else ""
    return f"Signed in{calls}", "check-circle", "posted"


def title(page: str, overview: Overview | None) -> str:
    """Name the window after what it shows."""
    parts = [page, "Vouch"]
    if overview is not None and overview.practice:
        parts.insert(1, "Practice company")
    return " \N{EM DASH} ".join(parts)
