"""What goes into a support bundle, and its writing, away from the window's thread."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from app.domain.overview import Overview
from app.errors import AppError
from app.logs import discreet
from app.support import Discretion, Piece, logs, write
from ui.workers.services import Services

_RULES = ("status", "date_rule", "lock_rule", "tax", "cash_basis")
_LISTS = ("categories", "tags", "tax_rates")
_TERMS = ("License-Expression", "License")
LIBRARIES = (
    *("alembic", "click", "cryptography", "httpcore", "httpx", "keyring", "msgspec"),
    "openpyxl",
    *("platformdirs", "PySide6-Addons", "PySide6-Essentials", "PySide6-WebEngine"),
    *("python-dateutil", "QtAwesome", "reportlab", "rich", "SQLAlchemy", "starlette"),
    *("tenacity", "tzdata", "tzlocal", "uvicorn", "XlsxWriter"),
)


@dataclass(frozen=True, slots=True)
class GatherSupport:
    """What a bundle would hold; answered by a tuple of Piece.

    ``names``: with names and amounts too. ``settings`` are the window's own.
    """

    logs: Path
    versions: str
    settings: tuple[tuple[str, str], ...]
    last_check: tuple[str, ...]
    names: bool = False


@dataclass(frozen=True, slots=True)
class WriteSupport:
    """Write a bundle; answered by its Path."""

    file: Path
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Licences:
    """Whose work is inside; answered by a tuple of Licence."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A library, its version and the licence it is used under."""

    library: str
    version: str
    terms: str


SupportQuestion = GatherSupport | WriteSupport | Licences


def support_answer(services: Services, asked: SupportQuestion) -> object:
    """Answer what is asked about support."""
    match asked:
        case GatherSupport():
            return gathered(services, asked)
        case WriteSupport(file, pieces):
            return write(file, pieces)
        case Licences():
            return tuple(licences())


def gathered(services: Services, asked: GatherSupport) -> tuple[Piece, ...]:
    """Gather every file of a bundle."""
    overview = services.overview.now()
    setup = services.setups.give_out()
    known = () if asked.names else (*_names(overview), *_people(services))
    hide = Discretion(known)
    hiding = (discreet,) if asked.names else (discreet, hide)
    pieces = [
        Piece("versions.txt", f"{asked.versions}\n{_libraries()}\n"),
        Piece("settings.txt", "".join(f"{k} = {v}\n" for k, v in asked.settings)),
        Piece("counts.json", _counts(overview)),
        Piece("rules.json", _rules(setup)),
        Piece("last-check.txt", "".join(f"{x}\n" for x in asked.last_check)),
        *logs(asked.logs, *hiding),
    ]
    if asked.names:
        pieces.append(Piece("set-up.json", setup))
    return tuple(pieces)


def licences() -> Iterator[Licence]:
    """Read what the libraries say of themselves; what is not here is left out."""
    for library in LIBRARIES:
        try:
            facts = metadata(library)
        except PackageNotFoundError:
            continue
        named = (facts[field] for field in _TERMS if field in facts)
        terms = next((terms for terms in named if terms), "")
        yield Licence(library, facts["Version"], terms.split("\n")[0])


def _libraries() -> str:
    return "\n".join(f"{x.library} {x.version}" for x in licences())


def _names(overview: Overview) -> Iterator[str]:
    for glance in overview.glances:
        yield glance.connection.name
        if glance.organisation is not None:
            yield glance.organisation.name


def _people(services: Services) -> Iterator[str]:
    """Name who is signed in; nobody where the key to that cannot be had."""
    try:
        sign_ins = services.connecting.sign_ins()
    except AppError:
        return
    for each in sign_ins:
        yield each.name
        yield from (tenant.name for tenant in each.tenants)


def _counts(overview: Overview) -> str:
    told = [
        {
            "connection": number,
            "signed in": glance.signed_in,
            "last sync": str(glance.last_sync or ""),
            "calls left": glance.calls_left,
            "postings": {s.value: t.count for s, t in sorted(glance.tallies.items())},
        }
        for number, glance in enumerate(overview.glances, 1)
    ]
    return json.dumps({"practice": overview.practice, "connections": told}, indent=2)


def _rules(setup: str) -> str:
    raws: list[dict[str, Any]] = json.loads(setup)["connections"]
    told = [
        {
            "connection": number,
            **{rule: raw["posting"].get(rule) for rule in _RULES},
            **{f"{kind} mapped": len(raw.get(kind, ())) for kind in _LISTS},
        }
        for number, raw in enumerate(raws, 1)
    ]
    return json.dumps(told, indent=2)
