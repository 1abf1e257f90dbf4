"""Signing in: the pages, the token endpoint, and connections."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from app.practice.xero import pages
from app.practice.xero.answers import Answer, RefusalError, not_found
from app.practice.xero.books import Books
from app.practice.xero.habits import Switches
from app.practice.xero.registration import SCOPES, Registration
from app.practice.xero.sign_ins import Asked, Connection, OAuthError, SignIns
from app.practice.xero.tokens import ISSUER

Form = dict[str, str]


class _Visit(msgspec.Struct):
    """A person on the way through the pages."""

    asked: Asked
    email: str = ""


class Identity:
    """The endpoints of login.xero.com and identity.xero.com, and /connections."""

    def __init__(
        self,
        sign_ins: SignIns,
        tenants: Mapping[str, Books],
        registration: Registration,
        switches: Switches,
    ) -> None:
        self._sign_ins = sign_ins
        self._tenants = tenants
        self._registration = registration
        self._switches = switches
        self._visits: dict[str, _Visit] = {}

    def routes(self) -> Sequence[BaseRoute]:
        """Name every endpoint."""
        return [
            Route("/identity/connect/authorize", self._authorize),
            Route("/identity/sign-in", self._sign_in, methods=["POST"]),
            Route("/identity/consent", self._consent, methods=["POST"]),
            Route("/connect/token", self._token, methods=["POST"]),
            Route("/connect/revocation", self._revoke, methods=["POST"]),
            Route("/.well-known/openid-configuration", self._configuration),
            *(
                route
                for path in ("/connections", "/Connections")
                for route in (
                    Route(path, self._connections),
                    Route(f"{path}/{{id}}", self._disconnect, methods=["DELETE"]),
                )
            ),
        ]

    async def _authorize(self, request: Request) -> Response:
        query = request.query_params
        if query.get("client_id") != self._registration.client_id:
            return _failed(request, "unauthorized_client", "Unknown client.")
        if query.get("redirect_uri") not in self._registration.redirect_uris:
            return _failed(request, "invalid_request", "Invalid redirect_uri.")
        if word := _wrong_with(query):
            if self._switches.habits.authorize_errors == "page":
                return _failed(request, word, "The program asked for too much.")
            return _back(query["redirect_uri"], error=word, state=query.get("state"))
        asked = Asked(
            client_id=query["client_id"],
            redirect_uri=query["redirect_uri"],
            scopes=tuple(query["scope"].split()),
            state=query.get("state", ""),
            challenge=query["code_challenge"],
        )
        ticket = secrets.token_urlsafe(16)
        self._visits[ticket] = _Visit(asked)
        return _page(
            pages.sign_in(_host(request), ticket, email="", wrong=False),
        )

    async def _sign_in(self, request: Request) -> Response:
        form = await _form(request)
        ticket, email = form.get("ticket", ""), form.get("email", "").strip().lower()
        visit = self._visits.get(ticket)
        if visit is None:
            return _failed(request, "invalid_request", "This page is out of date.")
        if not email or form.get("password", "wrong") == "wrong":
            page = pages.sign_in(_host(request), ticket, email=email, wrong=True)
            return _page(page, status=401)
        visit.email = email
        connected = {x.tenant_id for x in self._sign_ins.connections(email)}
        page = pages.consent(
            _host(request),
            ticket,
            email=email,
            scopes=visit.asked.scopes,
            organisations=[
                (books.company, tenant in connected)
                for tenant, books in self._tenants.items()
            ],
        )
        return _page(page)

    async def _consent(self, request: Request) -> Response:
        form = await _form(request)
        visit = self._visits.pop(form.get("ticket", ""), None)
        if visit is None or not visit.email:
            return _failed(request, "invalid_request", "This page is out of date.")
        uri, state = visit.asked.redirect_uri, visit.asked.state
        if form.get("answer") != "allow":
            description = "The user has denied the request"
            return _back(
                uri, error="access_denied", error_description=description, state=state
            )
        tenant = form.get("organisation", "")
        if tenant not in self._tenants:
            return _failed(request, "invalid_request", "No such organisation.")
        code = self._sign_ins.allow(visit.asked, visit.email, [tenant])
        scope = " ".join(visit.asked.scopes)
        return _back(uri, code=code, scope=scope, state=state)

    async def _token(self, request: Request) -> Response:
        form = await _form(request)
        try:
            return JSONResponse(self._tokens(request, form))
        except OAuthError as error:
            return JSONResponse({"error": error.word}, status_code=400)

    def _tokens(self, request: Request, form: Form) -> object:
        client_id = form.get("client_id", "")
        if client_id != self._registration.client_id:
            raise OAuthError("invalid_client")
        if "authorization" in request.headers or "client_secret" in form:
            raise OAuthError("invalid_client")
        match form.get("grant_type"):
            case "authorization_code":
                return self._sign_ins.exchange(
                    client_id,
                    form.get("code", ""),
                    form.get("redirect_uri", ""),
                    form.get("code_verifier", ""),
                )
            case "refresh_token":
                return self._sign_ins.renew(client_id, form.get("refresh_token", ""))
            case _:
                raise OAuthError("unsupported_grant_type")

    async def _revoke(self, request: Request) -> Response:
        form = await _form(request)
        if form.get("client_id") != self._registration.client_id:
            return JSONResponse({"error": "invalid_client"}, status_code=400)
        self._sign_ins.revoke(form.get("token", ""))
        return Response()

    async def _connections(self, request: Request) -> Response:
        try:
            grant = self._sign_ins.bearer(request.headers.get("authorization", ""))
        except RefusalError as refusal:
            return _plainly(refusal.answer)
        event = request.query_params.get("authEventId")
        found = [
            self._connection_json(x)
            for x in self._sign_ins.connections(grant.email)
            if event in {None, x.auth_event}
        ]
        return JSONResponse(found)

    async def _disconnect(self, request: Request) -> Response:
        try:
            grant = self._sign_ins.bearer(request.headers.get("authorization", ""))
        except RefusalError as refusal:
            return _plainly(refusal.answer)
        if self._sign_ins.disconnect(request.path_params["id"], grant.email):
            return Response(status_code=204)
        return _plainly(not_found())

    async def _configuration(self, request: Request) -> Response:
        here = str(request.base_url).rstrip("/")
        return JSONResponse(
            {
                "issuer": ISSUER,
                "authorization_endpoint": f"{here}/identity/connect/authorize",
                "token_endpoint": f"{here}/connect/token",
                "revocation_endpoint": f"{here}/connect/revocation",
                "scopes_supported": sorted(SCOPES),
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code", "refresh_token"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["none"],
            }
        )

    def _connection_json(self, connection: Connection) -> dict[str, str]:
        books = self._tenants.get(connection.tenant_id)
        return {
            "id": connection.id,
            "authEventId": connection.auth_event,
            "tenantId": connection.tenant_id,
            "tenantType": "ORGANISATION",
            "tenantName": books.company.name if books else "",
            "createdDateUtc": f"{connection.created:%Y-%m-%dT%H:%M:%S.%f}0",
            "updatedDateUtc": f"{connection.updated:%Y-%m-%dT%H:%M:%S.%f}0",
        }


def _wrong_with(query: Mapping[str, str]) -> str | None:
    """Give the error word for an authorisation request, if it deserves one."""
    if query.get("response_type") != "code":
        return "unsupported_response_type"
    scopes = set(query.get("scope", "").split())
    if not scopes or not scopes <= SCOPES:
        return "invalid_scope"
    if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
        return "invalid_request"
    return None


async def _form(request: Request) -> Form:
    body = (await request.body()).decode(errors="replace")
    return dict(parse_qsl(body, keep_blank_values=True))


def _back(uri: str, **parameters: str | None) -> Response:
    """Send the person's browser back to the program."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return RedirectResponse(f"{uri}?{query}", status_code=302)


def _host(request: Request) -> str:
    return request.url.netloc


def _page(page: str, *, status: int = 200) -> Response:
    return HTMLResponse(page, status_code=status, headers=pages.SECURITY_HEADERS)


def _failed(request: Request, word: str, explanation: str) -> Response:
    return _page(pages.failed(_host(request), word, explanation), status=400)


def _plainly(answer: Answer) -> Response:
    body, media_type = answer.rendered(as_json=True)
    return Response(body, answer.status, media_type=media_type)
