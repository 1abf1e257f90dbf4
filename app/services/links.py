"""Addresses that open a journal in Xero."""

from __future__ import annotations

from urllib.parse import quote

from app.domain.books import Organisation


def journal_link(organisation: Organisation, xero_id: str) -> str:
    """The address of a manual journal; ``""`` where there is none yet.

    With a short code the address also switches to the organisation (facts: Xero, 7;
    the journal page itself is documented, the switching for it is inferred).
    """
    if not xero_id:
        return ""
    page = f"/Journal/View.aspx?invoiceID={xero_id}"
    if not organisation.short_code:
        return f"https://go.xero.com{page}"
    code = quote(organisation.short_code, safe="")
    return (
        "https://go.xero.com/organisationlogin/default.aspx"
        f"?shortcode={code}&redirecturl={quote(page, safe='')}"
    )
