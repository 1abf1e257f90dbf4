"""Where a person can look at a journal in Xero."""

from __future__ import annotations

from urllib.parse import urlencode

_PLACE = "https://go.xero.com"


def journal_link(short_code: str, xero_id: str) -> str:
    """Link to a manual journal, through its organisation if the short code is known.

    The plain link opens in whichever organisation the browser is in.
    """
    page = f"/Journal/View.aspx?{urlencode({'invoiceID': xero_id})}"
    if not short_code:
        return _PLACE + page
    query = urlencode({"shortcode": short_code, "redirecturl": page})
    return f"{_PLACE}/organisationlogin/default.aspx?{query}"
