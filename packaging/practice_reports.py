"""Makes ordinary expense reports for the practice company, always the same ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from practice_words import WORDS, Words

from tests import oracle

Raw = dict[str, Any]

FIRST = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
LAST = datetime(2026, 11, 20, tzinfo=UTC)
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TAX_CODES = {
    "VAT 23%": ("id_VAT_23", 230),
    "VAT 13.5%": ("id_VAT_135", 135),
    "VAT 9%": ("id_VAT_9", 90),
    "Zero": ("id_VAT_0", 0),
    "Exempt": ("id_EXEMPT", 0),
}
MONTHS = {
    "quillmere": {5: 16, 6: 48, 7: 52, 8: 52, 9: 6, 10: 4, 11: 2},
    "farravale": {5: 26, 6: 29, 7: 30, 8: 26, 9: 4, 10: 3, 11: 2},
}


class Writer:
    """Writes ordinary reports of one company, every one different."""

    def __init__(self, name: str, policy: Raw) -> None:
        self._name = name
        self._chance = Random(f"practice company {name}")  # noqa: S311 - only play
        self._policy = policy
        self._codes = {
            oracle.text(x["name"]): x.get("glCode", "") for x in policy["categories"]
        }
        self.words: Words = WORDS[name]

    def reports(self) -> Iterator[Raw]:
        """Write the ordinary reports, month by month."""
        names = list(self.words.odd_names)
        for month, count in MONTHS[self._name].items():
            for number in range(count):
                odd = (
                    names.pop() if names and month > FIRST.month and number % 3 else ""
                )
                yield self._report(self._moment(month), odd)

    def _moment(self, month: int) -> datetime:
        day = self._chance.randint(3 if month == FIRST.month else 1, 28)
        second = self._chance.randint(7 * 3600, 19 * 3600)
        return min(
            datetime(2026, month, day, tzinfo=UTC) + timedelta(seconds=second), LAST
        )

    def _report(self, approved: datetime, odd: str) -> Raw:
        person = self._chance.choice(self.words.people)
        cards = self._chance.choices(((False,), (True,), (False, True)), (60, 22, 18))[
            0
        ]
        created = max(FIRST, approved - timedelta(hours=self._chance.randint(50, 300)))
        submitted = created + (approved - created) / 2
        paid = approved + timedelta(hours=self._chance.randint(20, 160))
        is_paid = False in cards and paid < LAST and not self._once_in(3)
        number = self._chance.randrange(62**8, 62**9)
        approver = self._chance.choice(self.words.approvers)
        report = {
            "reportID": "R00" + base62(number),
            "oldReportID": str(number),
            "reportName": odd or self._name_of(approved, person),
            "policyID": self._policy["id"],
            "policyName": oracle.text(self._policy["name"]),
            "currency": self._policy["outputCurrency"],
            "total": 0,
            "status": "Reimbursed" if is_paid else "Approved",
            "accountEmail": email(person, self.words.domain),
            "accountID": 10_000_000 + self.words.people.index(person) * 7919,
            "submitterEmail": email(person, self.words.domain),
            "submitter": named(person),
            "managerEmail": email(approver, self.words.domain),
            "manager": named(approver),
            "approvers": [
                {
                    "email": email(approver, self.words.domain),
                    "date": written(approved),
                    **named(approver),
                }
            ],
            "created": written(created),
            "submitted": written(submitted),
            "approved": written(approved),
            "reimbursed": written(paid) if is_paid else "",
            "isACHReimbursed": False,
            "entryID": "",
            "employeeCustomField1": "",
            "employeeCustomField2": "",
            "customField": {},
            "transactionList": [],
        }
        if not self.words.entities:
            report["type"] = "expense"
        count = self._chance.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 11))
        report["transactionList"] = [
            self._expense(report, created, self._chance.choice(cards))
            for _ in range(count)
        ]
        return settled(report)

    def _name_of(self, approved: datetime, person: str) -> str:
        return self._chance.choice(self.words.names).format(
            month=f"{approved:%B}", year=approved.year, first=person.partition(" ")[0]
        )

    def _expense(self, report: Raw, created: datetime, by_card: bool) -> Raw:  # noqa: FBT001
        category, cost = self._chance.choice(list(self.words.costs.items()))
        minor = self._chance.randint(cost.low, cost.high)
        if self._once_in(20):
            minor = -minor
        spent = created - timedelta(days=self._chance.randint(0, 24))
        number = str(self._chance.randrange(10**18, 9 * 10**18))
        levels = [self._chance.choice(level) for level in self.words.levels]
        expense = {
            "transactionID": number,
            "reportID": report["reportID"],
            "type": "expense",
            "merchant": self._chance.choice(cost.merchants),
            "modifiedMerchant": "",
            **same_currency(minor, report["currency"]),
            "created": f"{spent:%Y-%m-%d}",
            "modifiedCreated": "",
            "inserted": written(spent + timedelta(hours=2)),
            "category": self._respelt(category),
            "categoryGlCode": self._codes[category],
            **self._tags([self._respelt(level) for level in levels]),
            "comment": "",
            "reimbursable": not by_card,
            "billable": self._once_in(10),
            **taxed(minor, cost.tax),
            "mcc": "",
            "cardNumber": "XXXXXXXXXXXX4821" if by_card else "",
            "attendees": [],
            "receiptObject": self._receipt(number),
        }
        self._vary(expense, minor)
        return expense

    def _vary(self, expense: Raw, minor: int) -> None:
        """Now and then edit the amount, spend abroad, or leave ``0`` unwritten."""
        if self._once_in(16):
            expense["amount"] = minor + self._chance.choice((-40, 75, 1000))
            expense["modifiedAmount"] = minor
            expense["comment"] = "Amount put right after a look at the receipt"
        elif self._once_in(16):
            currency = self._chance.choice(list(self.words.abroad))
            rate, merchants = self.words.abroad[currency]
            expense.update(foreign(minor, currency, rate) | taxed(0, ""))
            expense["merchant"] = self._chance.choice(merchants)
        elif self._once_in(50):
            expense["modifiedAmount"] = self._chance.choice(("", None))

    def _respelt(self, name: str) -> str:
        if self._once_in(50):
            return name.lower() + " "
        return f" {name}" if self._once_in(100) else name

    def _once_in(self, times: int) -> bool:
        return self._chance.randrange(times) == 0

    def _tags(self, levels: Sequence[str]) -> Raw:
        return tags(*levels) if any(x.strip() for x in levels) else tags()

    def _receipt(self, number: str) -> Raw:
        if self._once_in(12):
            return {}
        name = f"{self._chance.randrange(16**12):012x}.jpg"
        url = f"https://www.expensify.com/receipts/{name}"
        return {"url": url, "type": "jpg", "transactionID": number}


def base62(number: int) -> str:
    """Write a number the way Expensify writes its report ids."""
    digits = ""
    while number:
        number, digit = divmod(number, 62)
        digits = BASE62[digit] + digits
    return digits


def email(person: str, domain: str) -> str:
    """Make an address of a person's plain letters."""
    letters = "".join(x if x.isascii() and x.isalpha() else "." for x in person.lower())
    return ".".join(filter(None, letters.split("."))) + "@" + domain


def named(person: str) -> Raw:
    """Write a name in the three fields that Expensify sends."""
    first, _, last = person.partition(" ")
    return {"firstName": first, "lastName": last, "fullName": person}


def written(moment: datetime) -> str:
    """Write a time the way Expensify does."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def same_currency(minor: int, currency: str) -> Raw:
    """Write an amount in the report's own currency."""
    return {
        "amount": minor,
        "convertedAmount": minor,
        "modifiedAmount": 0,
        "currency": currency,
        "currencyConversionRate": 1,
    }


def foreign(minor: int, currency: str, rate: int) -> Raw:
    """Write an amount in another currency, ``rate`` ten-thousandths of ours."""
    return {
        "amount": minor * 10_000 // rate,
        "convertedAmount": minor,
        "modifiedAmount": 0,
        "currency": currency,
        "currencyConversionRate": rate / 10_000,
    }


def taxed(minor: int, name: str) -> Raw:
    """Write the tax contained in an amount, or none."""
    code, rate = TAX_CODES.get(name, ("", 0))
    return {
        "hasTax": bool(rate),
        "taxAmount": round(minor * rate / (1000 + rate)),
        "taxRate": rate / 10,
        "taxName": name,
        "taxCode": code,
    }


def tags(*levels: str) -> Raw:
    """Write tag levels both ways, joined and apart."""
    first, second = [*levels, "", ""][:2]
    joined = [x.replace("\\", "\\\\").replace(":", "\\:") for x in (first, second)]
    apart = {"ntag1": first, "ntag1GlCode": "", "ntag2": second, "ntag2GlCode": ""}
    return {"tag": ":".join(joined).rstrip(":") if first or second else ""} | apart


def settled(report: Raw) -> Raw:
    """Make the total fit the expenses."""
    known = (oracle.amount(x, report["currency"]) for x in report["transactionList"])
    report["total"] = sum(x or 0 for x in known)
    return report
