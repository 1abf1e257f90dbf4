"""The line to one organisation: signed, paced, repeated where that is safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import httpx
from tenacity import Retrying

from app.clients.http import translated_errors
from app.clients.xero import refusals
from app.clients.xero.dates import since_header
from app.clients.xero.limits import OrganisationPacer
from app.domain.books import OrganisationId
from app.errors import LostAnswerError

_JSON = "application/json"
_LONGEST_KEY = 128


@dataclass(frozen=True, slots=True)
class Write:
    """A request that changes something; sent again it is the same to the byte."""

    method: str
    path: str
    body: bytes
    key: str

    def __post_init__(self) -> None:
        if not 0 < len(self.key) <= _LONGEST_KEY:
            raise ValueError(f"a key of {len(self.key)} characters")


class XeroLine:
    """Carries requests to the accounting API of one organisation."""

    def __init__(  # noqa: PLR0913 - each is a part of the line
        self,
        organisation_id: OrganisationId,
        http: httpx.Client,
        *,
        base: str,
        auth: httpx.Auth,
        pacer: OrganisationPacer,
        retrying: Retrying,
    ) -> None:
        self._http = http
        self._base = base
        self._auth = auth
        self._pacer = pacer
        self._retrying = retrying
        self._headers = {"Accept": _JSON, "xero-tenant-id": organisation_id}

    def read(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        since: datetime | None = None,
    ) -> bytes | None:
        """The body of an answer, tried again within reason.

        None where nothing was modified ``since``; UnknownToXeroError where there is no
        such element.
        """
        return self._retrying(self._read, path, params, since)

    def write(self, write: Write) -> bytes:
        """The body of the answer to a request that was carried out.

        Sent again only where it is certain that nothing was done. LostAnswerError where
        it may have been carried out; after every other error it was not.
        """
        return self._retrying(self._write, write)

    def _read(
        self, path: str, params: Mapping[str, str | int] | None, since: datetime | None
    ) -> bytes | None:
        headers = {"If-Modified-Since": since_header(since)} if since else {}
        request = self._request("GET", path, headers, params=params)
        with translated_errors():
            response = self._call(request)
        if response.status_code == httpx.codes.OK:
            return response.content
        if since and response.status_code == httpx.codes.NOT_MODIFIED:
            return None
        raise refusals.to_reading(response)

    def _write(self, write: Write) -> bytes:
        headers = {"Content-Type": _JSON, "Idempotency-Key": write.key}
        request = self._request(write.method, write.path, headers, body=write.body)
        with translated_errors(writing=True):
            try:
                response = self._call(request)
            except httpx.DecodingError as error:
                raise LostAnswerError("Xero's answer cannot be unpacked.") from error
        if response.status_code == httpx.codes.OK:
            return response.content
        raise refusals.to_writing(response)

    def _request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        *,
        params: Mapping[str, str | int] | None = None,
        body: bytes | None = None,
    ) -> httpx.Request:
        return self._http.build_request(
            method,
            f"{self._base}/{path}",
            headers={**self._headers, **headers},
            params=params,
            content=body,
        )

    def _call(self, request: httpx.Request) -> httpx.Response:
        with self._pacer.turn():
            response = self._http.send(request, auth=self._auth)
        self._pacer.heard(response)
        return response
