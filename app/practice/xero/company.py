"""The Xero side of a company folder: an organisation as Xero would answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class XeroCompany:
    """An organisation and its reference data, records in Xero's own field names.

    The lock dates are ISO days here; whoever changes a record changes a copy.
    """

    organisation: Record
    accounts: tuple[Record, ...]
    tax_rates: tuple[Record, ...]
    tracking_categories: tuple[Record, ...]

    @property
    def id(self) -> str:
        """The organisation's id, which is also the tenant's."""
        return str(self.organisation["OrganisationID"])

    @property
    def name(self) -> str:
        """The organisation's name, as people know it."""
        return str(self.organisation["Name"])


def read_company(folder: Path) -> XeroCompany:
    """Read ``xero.json`` of a company folder.

    OSError and msgspec.DecodeError say that there is none or that it is not one.
    """
    raw = msgspec.json.decode((folder / "xero.json").read_bytes(), type=_File)
    return XeroCompany(
        raw.organisation, raw.accounts, raw.taxRates, raw.trackingCategories
    )


class _File(msgspec.Struct):
    organisation: Record
    accounts: tuple[Record, ...]
    taxRates: tuple[Record, ...]  # noqa: N815 - the file's own names
    trackingCategories: tuple[Record, ...]  # noqa: N815
