"""Xero's limits: calls at once, a minute and a day, counted for each organisation."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.practice.xero.clock import Clock

API = "/api.xro/2.0"

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


class Caps(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is allowed; None is no limit."""

    concurrent: int | None = 5
    minute: int | None = 60
    day: int | None = 5000
    app_minute: int | None = 10_000


_UNLIMITED = 99_999


class _Window:
    """A fixed window of time that begins with the first call after the last one."""

    def __init__(self, length: timedelta) -> None:
        self._length = length
        self._since: datetime | None = None
        self.used = 0

    def at(self, now: datetime) -> _Window:
        """Begin anew when the time is over (or the clock was set back)."""
        since = self._since
        if since is None or not since <= now < since + self._length:
            self._since, self.used = now, 0
        return self

    def left(self, cap: int | None) -> int:
        return _UNLIMITED if cap is None else max(cap - self.used, 0)

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds until the window is over, at least one."""
        remaining = (self._since or now) + self._length - now
        return max(-(-remaining // timedelta(seconds=1)), 1)


class Meter:
    """What one organisation has used."""

    def __init__(self) -> None:
        self.minute = _Window(_MINUTE)
        self.day = _Window(_DAY)
        self.going_on = 0


class Limits:
    """The caps in force and what has been used of them."""

    def __init__(self, tenants: Collection[str], clock: Clock) -> None:
        self._tenants = tenants
        self._clock = clock
        self.caps = Caps()
        self.reset()

    def reset(self) -> None:
        """Begin every window anew."""
        self._meters = {tenant: Meter() for tenant in self._tenants}
        self._app_minute = _Window(_MINUTE)

    def meter(self, tenant: str) -> Meter | None:
        """Give what an organisation has used; None for one that is not known."""
        return self._meters.get(tenant)

    def exceeded(self, meter: Meter) -> tuple[str, int | None] | None:
        """Name the limit that the next call would break, and when to come back."""
        now, caps = self._clock(), self.caps
        if caps.concurrent is not None and meter.going_on >= caps.concurrent:
            return "concurrent", None
        for name, window, cap in (
            ("day", meter.day, caps.day),
            ("minute", meter.minute, caps.minute),
            ("appminute", self._app_minute, caps.app_minute),
        ):
            if not window.at(now).left(cap):
                return name, window.seconds_left(now)
        return None

    def count(self, meter: Meter) -> None:
        """Count one call."""
        for window in (meter.day, meter.minute, self._app_minute):
            window.used += 1

    def remaining(self, meter: Meter) -> dict[str, str]:
        """Write the headers that tell what is left."""
        now, caps = self._clock(), self.caps
        return {
            "X-DayLimit-Remaining": str(meter.day.at(now).left(caps.day)),
            "X-MinLimit-Remaining": str(meter.minute.at(now).left(caps.minute)),
            "X-AppMinLimit-Remaining": str(
                self._app_minute.at(now).left(caps.app_minute)
            ),
        }


class LimitedApi:
    """ASGI middleware: refuses what is over a limit, and tells what is left."""

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the call if it is one on an organisation of ours."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        tenant = Headers(scope=scope).get("xero-tenant-id", "").lower()
        is_api = scope["path"].startswith(API)
        meter = self._limits.meter(tenant) if is_api else None
        if meter is None:
            await self._app(scope, receive, _with_headers(send, {}))
            return
        if exceeded := self._limits.exceeded(meter):
            headers = self._limits.remaining(meter)
            refusal = _too_many(*exceeded)
            await refusal(scope, receive, _with_headers(send, headers))
            return
        self._limits.count(meter)
        headers = self._limits.remaining(meter)
        meter.going_on += 1
        try:
            await self._app(scope, receive, _with_headers(send, headers))
        finally:
            meter.going_on -= 1


def _too_many(problem: str, seconds: int | None) -> Response:
    headers = {"X-Rate-Limit-Problem": problem}
    if seconds is not None:
        headers["Retry-After"] = str(seconds)
    return Response(status_code=429, headers=headers)


def _with_headers(send: Send, headers: dict[str, str]) -> Send:
    """Put what is left, and Xero's own number for the call, on every answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            mutable = MutableHeaders(scope=message)
            mutable["Xero-Correlation-Id"] = str(uuid.uuid4())
            for name, value in headers.items():
                mutable[name] = value
        await send(message)

    return sending
