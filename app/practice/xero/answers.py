"""Answers of the accounting API: envelopes, errors, and what is not JSON at all."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from app.practice.xero.dates import ms_time

PROVIDER = "Vouch practice"
JSON = "application/json; charset=utf-8"
XML = "text/xml; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, not yet written as JSON or XML; text is a page for people."""

    status: int
    content: Mapping[str, Any] | str
    headers: Mapping[str, str] = field(default_factory=dict)

    def rendered(self, *, as_json: bool) -> tuple[bytes, str]:
        """Write the body and name its type."""
        if isinstance(self.content, str):
            return self.content.encode(), HTML
        if as_json:
            return msgspec.json.encode(self.content), JSON
        return _xml(self.status, self.content), XML


class RefusalError(Exception):
    """A request that is answered with an error."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def success(
    now: datetime, name: str, elements: Sequence[object], **more: object
) -> Answer:
    """Wrap what was asked for in Xero's envelope."""
    envelope = {
        "Id": str(uuid.uuid4()),
        "Status": "OK",
        "ProviderName": PROVIDER,
        "DateTimeUTC": ms_time(now).replace("+0000", ""),
    }
    return Answer(200, envelope | more | {name: elements})


def validation_failed(elements: Sequence[object]) -> Answer:
    """Refuse the whole request for what is wrong with some of its elements."""
    return _error(
        10, "ValidationException", "A validation exception occurred", Elements=elements
    )


def invalid(message: str) -> Answer:
    """Refuse a request as a whole, with no element to blame."""
    return _error(10, "ValidationException", message)


def post_data_invalid(message: str) -> Answer:
    """Refuse a body that cannot be read."""
    return _error(14, "PostDataInvalidException", message)


def query_unreadable(message: str) -> Answer:
    """Refuse a filter or an order that cannot be read."""
    return _error(16, "QueryParseException", message)


def unauthorised(detail: str) -> Answer:
    """Refuse a call without a token that is good."""
    return _problem(401, "Unauthorized", detail)


def forbidden(detail: str) -> Answer:
    """Refuse a call into an organisation, or to something, that was not allowed."""
    return _problem(403, "Forbidden", detail)


def not_found() -> Answer:
    """Say, in a page for people, that there is no such thing."""
    return Answer(404, "The resource you're looking for cannot be found")


def _error(number: int, kind: str, message: str, **more: object) -> Answer:
    return Answer(
        400, {"ErrorNumber": number, "Type": kind, "Message": message, **more}
    )


def _problem(status: int, title: str, detail: str) -> Answer:
    return Answer(
        status,
        {
            "Type": None,
            "Title": title,
            "Status": status,
            "Detail": detail,
            "Instance": str(uuid.uuid4()),
        },
    )


def _xml(status: int, content: Mapping[str, Any]) -> bytes:
    """Write the plain fields; whoever wants the rest must ask for JSON."""
    root = "Response" if status < 400 else "ApiException"  # noqa: PLR2004 - HTTP
    fields = "".join(
        f"<{name}>{escape(str(value))}</{name}>"
        for name, value in content.items()
        if isinstance(value, str | int)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><{root}>{fields}</{root}>'.encode()
