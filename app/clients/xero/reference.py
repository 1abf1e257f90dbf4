"""An organisation's reference data as Xero tells it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

import msgspec

from app.clients.xero.dates import day
from app.clients.xero.wire import decoded
from app.domain.books import (
    Account,
    AccountCode,
    Organisation,
    OrganisationId,
    TaxRate,
    TrackingCategory,
    TrackingOption,
)
from app.errors import BrokenAnswerError

T = TypeVar("T")

_ACTIVE = "ACTIVE"
_MOST_DIGITS = 15


class _Organisation(msgspec.Struct, rename="pascal"):
    name: str | None = None
    base_currency: str | None = None
    country_code: str | None = None
    short_code: str | None = None
    period_lock_date: str | None = None
    end_of_year_lock_date: str | None = None
    timezone: str | None = None


class _Organisations(msgspec.Struct, rename="pascal"):
    organisations: list[_Organisation] | None = None


class _Account(msgspec.Struct, rename="pascal"):
    id: str = msgspec.field(name="AccountID")
    code: str | None = None
    name: str | None = None
    type: str | None = None
    klass: str | None = msgspec.field(default=None, name="Class")
    status: str | None = None
    system_account: str | None = None
    tax_type: str | None = None


class _Accounts(msgspec.Struct, rename="pascal"):
    accounts: list[_Account] | None = None


class _TaxRate(msgspec.Struct, rename="pascal"):
    tax_type: str | None = None
    name: str | None = None
    status: str | None = None
    effective_rate: Decimal | None = None
    can_apply_to_assets: bool | None = None
    can_apply_to_equity: bool | None = None
    can_apply_to_expenses: bool | None = None
    can_apply_to_liabilities: bool | None = None
    can_apply_to_revenue: bool | None = None


class _TaxRates(msgspec.Struct, rename="pascal"):
    tax_rates: list[_TaxRate] | None = None


class _Option(msgspec.Struct, rename="pascal"):
    id: str = msgspec.field(name="TrackingOptionID")
    name: str | None = None
    status: str | None = None


class _Category(msgspec.Struct, rename="pascal"):
    id: str = msgspec.field(name="TrackingCategoryID")
    name: str | None = None
    status: str | None = None
    options: list[_Option] | None = None


class _Categories(msgspec.Struct, rename="pascal"):
    tracking_categories: list[_Category] | None = None


def organisation(content: bytes, organisation_id: OrganisationId) -> Organisation:
    """The organisation, under the id it is asked for by."""
    found = _listed(decoded(content, _Organisations).organisations, "organisation")
    if len(found) != 1 or not found[0].base_currency:
        raise BrokenAnswerError("Xero did not tell the organisation's base currency.")
    told = found[0]
    return Organisation(
        id=organisation_id,
        name=told.name or "",
        base_currency=found[0].base_currency,
        country=told.country_code or "",
        short_code=told.short_code or "",
        period_lock=day(told.period_lock_date) if told.period_lock_date else None,
        year_lock=day(told.end_of_year_lock_date)
        if told.end_of_year_lock_date
        else None,
        timezone=told.timezone or "",
    )


def accounts(content: bytes) -> tuple[Account, ...]:
    """Accounts, archived ones too."""
    return tuple(
        Account(
            id=told.id,
            code=AccountCode(told.code or ""),
            name=told.name or "",
            kind=told.type or "",
            klass=told.klass or "",
            active=told.status == _ACTIVE,
            system=told.system_account or "",
            tax_type=told.tax_type or "NONE",
        )
        for told in _listed(decoded(content, _Accounts).accounts, "accounts")
    )


def merged(known: Iterable[Account], changed: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts that are known, with those that have changed in their place."""
    by_id = {x.id: x for x in known} | {x.id: x for x in changed}
    return tuple(by_id.values())


def tax_rates(content: bytes) -> tuple[TaxRate, ...]:
    """Tax rates, deleted ones too."""
    return tuple(
        TaxRate(
            tax_type=told.tax_type or "",
            name=told.name or "",
            active=told.status == _ACTIVE,
            applies=_applies(told),
            rate=_percent(told.effective_rate),
        )
        for told in _listed(decoded(content, _TaxRates).tax_rates, "tax rates")
    )


def tracking(content: bytes) -> tuple[TrackingCategory, ...]:
    """Tracking categories with their options, archived ones too."""
    found = decoded(content, _Categories).tracking_categories
    return tuple(
        TrackingCategory(
            id=told.id,
            name=told.name or "",
            active=told.status == _ACTIVE,
            options=tuple(
                TrackingOption(x.id, x.name or "", x.status == _ACTIVE)
                for x in told.options or ()
            ),
        )
        for told in _listed(found, "tracking categories")
    )


def _listed(found: list[T] | None, what: str) -> list[T]:
    if found is None:
        raise BrokenAnswerError(f"Xero's answer holds no list of {what}.")
    return found


def _applies(told: _TaxRate) -> frozenset[str]:
    by_class = {
        "ASSET": told.can_apply_to_assets,
        "EQUITY": told.can_apply_to_equity,
        "EXPENSE": told.can_apply_to_expenses,
        "LIABILITY": told.can_apply_to_liabilities,
        "REVENUE": told.can_apply_to_revenue,
    }
    return frozenset(klass for klass, applies in by_class.items() if applies)


def _percent(rate: Decimal | None) -> str:
    """The rate without zeros at its end; nothing for what cannot be one."""
    if rate is None or not rate.is_finite() or abs(rate.adjusted()) > _MOST_DIGITS:
        return ""
    text = f"{rate:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
