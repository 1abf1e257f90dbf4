"""What the lines of a journal may name: accounts, tax rates, tracking, open periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.practice.xero.company import Record, XeroCompany

_CAN_APPLY = {
    "ASSET": "CanApplyToAssets",
    "EQUITY": "CanApplyToEquity",
    "EXPENSE": "CanApplyToExpenses",
    "LIABILITY": "CanApplyToLiabilities",
    "REVENUE": "CanApplyToRevenue",
}


@dataclass(frozen=True, slots=True)
class Account:
    """An account, as far as a journal line depends on it."""

    id: str
    code: str
    kind: str
    class_: str
    active: bool
    system: str
    tax_type: str | None


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax rate and the classes of account it may be used with."""

    type: str
    active: bool
    percent: Decimal
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Option:
    """A tracking option within its category."""

    id: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Category:
    """A tracking category, its options found by id and by name."""

    id: str
    name: str
    active: bool
    by_id: dict[str, Option]
    by_name: dict[str, Option]


@dataclass(frozen=True, slots=True)
class Chart:
    """One organisation's reference data, arranged for looking up."""

    currency: str
    period_lock: date | None
    year_lock: date | None
    accounts: dict[str, Account]
    codes: dict[str, Account]
    tax_rates: dict[str, TaxRate]
    categories: dict[str, Category]
    category_names: dict[str, Category]


def chart_of(company: XeroCompany) -> Chart:
    """Arrange a company's records."""
    accounts = [_account(x) for x in company.accounts]
    rates = [_tax_rate(x) for x in company.tax_rates]
    categories = [_category(x) for x in company.tracking_categories]
    return Chart(
        currency=company.organisation["BaseCurrency"],
        period_lock=_day(company.organisation.get("PeriodLockDate")),
        year_lock=_day(company.organisation.get("EndOfYearLockDate")),
        accounts={x.id: x for x in accounts},
        codes={x.code: x for x in accounts if x.code},
        tax_rates={x.type: x for x in rates},
        categories={x.id: x for x in categories},
        category_names={x.name.casefold(): x for x in categories},
    )


def _account(raw: Record) -> Account:
    return Account(
        id=raw["AccountID"],
        code=raw.get("Code") or "",
        kind=raw["Type"],
        class_=raw.get("Class") or "",
        active=raw.get("Status", "ACTIVE") == "ACTIVE",
        system=raw.get("SystemAccount") or "",
        tax_type=raw.get("TaxType"),
    )


def _tax_rate(raw: Record) -> TaxRate:
    return TaxRate(
        type=raw["TaxType"],
        active=raw.get("Status", "ACTIVE") == "ACTIVE",
        percent=Decimal(str(raw.get("EffectiveRate", 0))),
        classes=frozenset(x for x, field in _CAN_APPLY.items() if raw.get(field)),
    )


def _category(raw: Record) -> Category:
    options = sorted(map(_option, raw.get("Options", ())), key=lambda x: x.active)
    return Category(
        id=raw["TrackingCategoryID"],
        name=raw["Name"],
        active=raw.get("Status", "ACTIVE") == "ACTIVE",
        by_id={x.id: x for x in options},
        by_name={x.name.casefold(): x for x in options},
    )


def _option(raw: Record) -> Option:
    active = raw.get("Status", "ACTIVE") == "ACTIVE"
    return Option(raw["TrackingOptionID"], raw["Name"], active)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
