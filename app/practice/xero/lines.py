"""Turns the lines of an incoming journal into lines that Xero would keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from app.domain.money import minor_units, places
from app.practice.xero.chart import Account, Category, Chart, Option, TaxRate
from app.practice.xero.habits import Habits
from app.practice.xero.incoming import IncomingLine, IncomingTracking
from app.practice.xero.values import AmountTypes, Line

MAX_TRACKING = 2
_CLOSED_SYSTEM_ACCOUNTS = {"DEBTORS", "CREDITORS", "RETAINEDEARNINGS"}


@dataclass(slots=True)
class Remarks:
    """What Xero has to say about one journal, in the order it was noticed."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def refuse(self, message: str) -> None:
        """Note an error, once."""
        if message not in self.errors:
            self.errors.append(message)

    def warn(self, message: str) -> None:
        """Note a warning, once."""
        if message not in self.warnings:
            self.warnings.append(message)


class LineReader:
    """Reads lines against one chart of accounts."""

    def __init__(self, chart: Chart, habits: Habits, amount_types: AmountTypes) -> None:
        self._chart = chart
        self._habits = habits
        self._amount_types = amount_types

    def read(self, lines: Sequence[IncomingLine], remarks: Remarks) -> tuple[Line, ...]:
        """Read every line; what is wrong goes into ``remarks``."""
        return tuple(self._line(line, remarks) for line in lines)

    def _line(self, line: IncomingLine, remarks: Remarks) -> Line:
        if _is_blank(line):
            return Line(0, account="", description=line.description or "", blank=True)
        account = self._account(line, remarks)
        amount = self._amount(line, remarks)
        rate = self._tax_rate(line.tax_type, account, remarks)
        return Line(
            amount=amount,
            tax=self._tax(amount, rate),
            account=account.id if account else None,
            description=line.description or "",
            tax_type=line.tax_type or (account.tax_type if account else None),
            tracking=self._tracking(line.tracking or [], remarks),
        )

    def _amount(self, line: IncomingLine, remarks: Remarks) -> int:
        if line.line_amount is None:
            remarks.refuse("A line amount must be given for every journal line")
            return 0
        try:
            return minor_units(str(line.line_amount), self._chart.currency)
        except ValueError:
            decimals = places(self._chart.currency)
            remarks.refuse(
                f"The line amount {line.line_amount} must have"
                f" at most {decimals} decimal places"
            )
            return 0

    def _account(self, line: IncomingLine, remarks: Remarks) -> Account | None:
        if line.account_id is None and line.account_code is None:
            remarks.refuse("An account code must be given for every journal line")
            return None
        account = self._named_account(line)
        code = line.account_code or line.account_id
        if account is None and self._habits.unknown_account == "drop":
            remarks.warn(
                f"Account code '{code}' has been removed"
                " as it does not match a recognised account."
            )
        elif account is None or self._is_closed(account):
            remarks.refuse(
                f"Account code '{code}' is not a valid code for this document."
            )
        elif not account.active:
            remarks.refuse(
                f"Account code '{code}' has been archived, or has been deleted."
            )
        return account

    def _named_account(self, line: IncomingLine) -> Account | None:
        if line.account_id:
            return self._chart.accounts.get(line.account_id.lower())
        return self._chart.codes.get(str(line.account_code))

    def _is_closed(self, account: Account) -> bool:
        closed = account.kind == "BANK" or account.system in _CLOSED_SYSTEM_ACCOUNTS
        every = self._habits.refused_system_accounts == "all"
        return closed or (every and bool(account.system))

    def _tax_rate(
        self, wanted: str | None, account: Account | None, remarks: Remarks
    ) -> TaxRate | None:
        name = wanted or (account.tax_type if account else None)
        if name is None:
            return None
        rate = self._chart.tax_rates.get(name)
        if wanted and (rate is None or not rate.active):
            remarks.refuse(
                f"The TaxType code '{name}' does not exist or is not active."
            )
        elif wanted and rate and account and account.class_ not in rate.classes:
            remarks.refuse(
                f"The TaxType code '{name}' cannot be used"
                f" with account code '{account.code}'."
            )
        return rate

    def _tax(self, amount: int, rate: TaxRate | None) -> int:
        if rate is None or self._amount_types is AmountTypes.NO_TAX:
            return 0
        whole = Decimal(100)
        if self._amount_types is AmountTypes.INCLUSIVE:
            whole += rate.percent
        share = amount * rate.percent / whole
        return int(share.quantize(Decimal(1), ROUND_HALF_UP))

    def _tracking(
        self, wanted: Sequence[IncomingTracking], remarks: Remarks
    ) -> tuple[tuple[str, str], ...]:
        if len(wanted) > MAX_TRACKING:
            remarks.refuse("A journal line can have at most 2 tracking categories")
            return ()
        found = [self._option(tracking, remarks) for tracking in wanted]
        kept = tuple(
            (category.id, option.id) for category, option in filter(None, found)
        )
        if len(dict(kept)) < len(kept):
            remarks.refuse("A tracking category can be used once on a journal line")
        return kept

    def _option(
        self, wanted: IncomingTracking, remarks: Remarks
    ) -> tuple[Category, Option] | None:
        category = self._category(wanted)
        option = _named_option(category, wanted) if category else None
        named = wanted.option or wanted.tracking_option_id or ""
        if category is None or option is None:
            self._drop_or_refuse(
                self._habits.unknown_tracking,
                f"Tracking option '{named}'",
                "does not match a recognised tracking option.",
                remarks,
            )
            return None
        if (category.active and option.active) or (
            self._habits.archived_tracking == "accept"
        ):
            return category, option
        self._drop_or_refuse(
            self._habits.archived_tracking,
            f"Tracking option '{named}'",
            "has been archived, or has been deleted.",
            remarks,
        )
        return None

    def _category(self, wanted: IncomingTracking) -> Category | None:
        if wanted.tracking_category_id:
            return self._chart.categories.get(wanted.tracking_category_id.lower())
        return self._chart.category_names.get((wanted.name or "").casefold())

    @staticmethod
    def _drop_or_refuse(habit: str, what: str, why: str, remarks: Remarks) -> None:
        if habit == "drop":
            remarks.warn(f"{what} has been removed as it {why}")
        else:
            remarks.refuse(f"{what} {why}")


def _is_blank(line: IncomingLine) -> bool:
    """Tell a line that only says something."""
    return (
        not line.line_amount and line.account_id is None and line.account_code is None
    )


def _named_option(category: Category, wanted: IncomingTracking) -> Option | None:
    if wanted.tracking_option_id:
        return category.by_id.get(wanted.tracking_option_id.lower())
    return category.by_name.get((wanted.option or "").casefold())
