"""What was changed by hand in a journal, as the command line tells it."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.grids import counted, legible
from app.cli.present import Document
from app.domain.overrides import ByHand, Override, Redating, said
from app.domain.overview import Detail


def changes_document(override: Override | None) -> Document:
    """What was changed by hand, for a document; nothing for most reports."""
    if override is None or not override.changes:
        return {}
    return {"changes": [_document(x) for x in override.changes]}


def change_lines(detail: Detail) -> Iterator[str]:
    """What was changed by hand, one line each."""
    override = detail.override
    for made in override.changes if override else ():
        words = _words(made, detail)
        yield legible(f"Changed by hand: {words} ({made.who}: {made.why})")


def _words(made: ByHand, detail: Detail) -> str:
    if isinstance(made, Redating):
        return f"dated {made.on:%d %b %Y}"
    names = {str(code): name for code, name in detail.account_names.items()}
    expenses = counted(len(made.what.expenses), "expense")
    return f"{expenses}: {said(made.what, names)}"


def _document(made: ByHand) -> Document:
    about: Document = {"who": made.who, "at": made.at.isoformat(), "why": made.why}
    if isinstance(made, Redating):
        return {"date": made.on.isoformat(), **about}
    return {
        "expenses": list(made.what.expenses),
        "side": made.what.side.value,
        "account": made.what.account,
        "tax_type": made.what.tax_type,
        "tracking": [list(pair) for pair in made.what.tracking],
        **about,
    }
