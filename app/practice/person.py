"""Plays the person who signs in to the practice Xero and lets the program in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from app.practice.addresses import PracticeAddresses, PracticeError
from app.practice.forms import Form, forms

EMAIL = "bookkeeper@example.org"
PASSWORD = "practice"  # noqa: S105 - any word is let in here

_ALERT = re.compile(r'role="alert">([^<]*)')
_PAGES = 8
_TIMEOUT = 30.0


def sign_in(
    addresses: PracticeAddresses,
    authorize_url: str,
    *,
    organisation: str = "",
    email: str = EMAIL,
) -> str:
    """Go through the pages behind ``authorize_url`` and say yes.

    Gives the address that the browser is sent back to, with the code in it; that
    address itself is not asked for. Without ``organisation`` what the page suggests
    is let in.
    """
    asked = parse_qs(urlsplit(authorize_url).query)
    comes_back_to = asked.get("redirect_uri", [""])[0]
    browser = _Browser(addresses.xero_login_url)
    typed = {"email": email, "text": email, "password": PASSWORD}
    url, body = authorize_url, None
    for _ in range(_PAGES):
        page = browser.page(url, body)
        if page.leads_to.startswith(f"{comes_back_to}?"):
            return page.leads_to
        url, body = page.leads_to, None
        if not url:
            form = _form(page)
            url = urljoin(page.url, form.action)
            body = form.filled(typed, organisation)
    raise PracticeError(f"no end after {_PAGES} pages")


@dataclass(frozen=True, slots=True)
class _Page:
    url: str
    status: int
    leads_to: str
    text: str


class _Browser:
    """As much of a browser as it takes: cookies, and redirects left to the caller."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._cookies: SimpleCookie = SimpleCookie()

    def page(self, url: str, body: Mapping[str, str] | None) -> _Page:
        """Fetch a page of the practice Xero, and of nobody else's."""
        parts = urlsplit(url)
        if parts.netloc != self._host:
            raise PracticeError(f"the sign-in leads to {parts.netloc}")
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        cookies = "; ".join(f"{x.key}={x.value}" for x in self._cookies.values())
        headers = {"Cookie": cookies} if cookies else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(self._host, timeout=_TIMEOUT)
        try:
            connection.request(
                "GET" if body is None else "POST",
                target,
                urlencode(body) if body is not None else None,
                headers,
            )
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                self._cookies.load(cookie)
            leads_to = urljoin(url, answer.headers.get("Location") or "")
            text = answer.read().decode("utf-8", "replace")
        except (OSError, HTTPException) as error:
            raise PracticeError(
                f"the practice Xero does not answer: {error}"
            ) from error
        finally:
            connection.close()
        moved = "Location" in answer.headers
        return _Page(url, answer.status, leads_to if moved else "", text)


def _form(page: _Page) -> Form:
    """Choose the form to go on with; a page without one has bad news."""
    found = next((form for form in forms(page.text) if form.agreeing), None)
    if found is None:
        said = _ALERT.search(page.text)
        words = said[1] if said else "a page that asks nothing"
        raise PracticeError(f"the sign-in ends with {page.status}: {words}")
    return found
