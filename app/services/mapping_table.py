"""A mapping as a table for a spreadsheet, and back as changes to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.books import Books
from app.domain.mapping_changes import Change, Kind
from app.domain.mapping_view import MappingView
from app.errors import InputError
from app.services.mapping_words import target

HEADINGS = ("Kind", "Level", "Expensify", "Code", "Xero", "Xero name", "Tax type")
_NEEDED = ("Kind", "Expensify", "Xero")
_REQUIRED = "required"


def rows(view: MappingView) -> Iterator[tuple[str, ...]]:
    """Every source, mapped or not, in the order of the page."""
    books = view.books
    for x in view.categories:
        account = x.rule.account if x.rule else ""
        tax = x.rule.tax_type if x.rule else ""
        yield _row(Kind.CATEGORY, x.name, account, books, code=x.gl_code, tax=tax)
    for level in view.levels:
        to = level.rule.tracking_category if level.rule else ""
        must = _REQUIRED if level.rule and level.rule.required else ""
        named = f"Level {level.level}"
        yield _row(Kind.LEVEL, named, to, books, level=level.level, tax=must)
        for tag in level.tags:
            option = tag.option.name if tag.option and tag.renamed else ""
            yield _row(Kind.TAG, tag.name, option, books, level=level.level)
    for rate in view.taxes:
        name = rate.code or rate.name
        yield _row(Kind.TAX, name, rate.tax_type, books)


def changes(
    table: Sequence[Sequence[str]], misses: list[str]
) -> Iterable[tuple[int, Change]]:
    """The changes that a table asks for, each with its line; adds to ``misses``."""
    if not table:
        raise InputError("The file is empty.")
    heads = {name.strip().casefold(): at for at, name in enumerate(table[0])}
    lacking = [name for name in _NEEDED if name.casefold() not in heads]
    if lacking:
        raise InputError(f"The file has no column “{lacking[0]}”.")
    for number, cells in enumerate(table[1:], 2):
        said = {
            name: cells[at].strip() if at < len(cells) else ""
            for name, at in heads.items()
        }
        if not any(said.values()):
            continue
        change = _change(said)
        if change is None:
            misses.append(f"Row {number} is not understood: {' · '.join(cells)}")
        else:
            yield number, change


def _change(said: Mapping[str, str]) -> Change | None:
    kinds = {kind.value: kind for kind in Kind}
    kind = kinds.get(said["kind"].casefold())
    level = said.get("level", "")
    leveled = kind in {Kind.LEVEL, Kind.TAG}
    if kind is None or (leveled and not level.isdecimal()):
        return None
    if not said["expensify"] and kind is not Kind.LEVEL:
        return None
    tax = said.get("tax type", "")
    return Change(
        kind,
        f"Level {level}" if kind is Kind.LEVEL else said["expensify"],
        said["xero"],
        int(level) if leveled else 0,
        (tax or None) if kind is Kind.CATEGORY else None,
        kind is Kind.LEVEL and tax.casefold() == _REQUIRED,
    )


def _row(  # noqa: PLR0913 - the cells of a row
    kind: Kind,
    source: str,
    to: str,
    books: Books,
    *,
    level: int = 0,
    code: str = "",
    tax: str = "",
) -> tuple[str, ...]:
    name = target(kind, to, books) if to else ""
    name = name.removeprefix(f"{to} ").removesuffix(f" ({to})")
    return (kind.value, str(level or ""), source, code, to, name, tax)
