"""The person at the browser that Vouch opens: signs in, allows, and is sent back."""

from __future__ import annotations

import os
import sys

import httpx

from app.practice.addresses import PracticeAddresses
from app.practice.person import sign_in


def main(address: str) -> None:
    """Go through the pages behind an address, and to where they send the browser."""
    known = PracticeAddresses(
        expensify_url="",
        xero_login_url=os.environ["VOUCH_XERO_LOGIN_URL"],
        xero_identity_url="",
        xero_api_url="",
        control_url="",
        partner_user_id="",
        partner_user_secret="",
        xero_client_id="",
    )
    httpx.get(sign_in(known, address)).raise_for_status()


if __name__ == "__main__":
    main(sys.argv[1])
