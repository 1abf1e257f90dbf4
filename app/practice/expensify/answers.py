"""Answers as Expensify gives them: a refusal is an envelope under HTTP 200."""

from __future__ import annotations

from html import escape

import msgspec
from starlette.responses import HTMLResponse, Response

from app.practice.expensify.habits import Habits

_PAGE = (
    "<html><head><title>Apache Tomcat - Error report</title></head><body>"
    "<h1>HTTP Status {status} - {said}</h1><hr><p><b>type</b> Status report</p>"
    "</body></html>"
)
_PLAIN = "text/plain;charset=utf-8"


class RefusedError(Exception):
    """The job is not done, and the caller is told why."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code = code
        self.said = said


class PageError(Exception):
    """The server in front fell over the request, and shows a page for people."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = said


def page(error: PageError) -> Response:
    """Show the page."""
    said = escape(error.said)
    return HTMLResponse(_PAGE.format(status=error.status, said=said), error.status)


def envelope(error: RefusedError, habits: Habits) -> Response:
    """Say no, with a code that has had all these types."""
    kinds = {"number": int, "float": float, "text": str}
    content = {
        "responseMessage": error.said,
        "responseCode": kinds[habits.code](error.code),
    }
    return Response(msgspec.json.encode(content), media_type=_PLAIN)


def text(content: bytes) -> Response:
    """Answer with bare bytes."""
    return Response(content, media_type=_PLAIN)


def json(content: dict[str, object]) -> Response:
    """Answer a getter."""
    body = msgspec.json.encode({**content, "responseCode": 200})
    return Response(body, media_type="application/json")
