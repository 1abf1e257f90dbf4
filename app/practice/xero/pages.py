"""The pages on which a person signs in to the practice Xero and lets Vouch in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.practice.xero.company import XeroCompany

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}

_STYLE = """
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #18202b;
  --second: #465263; --line: #828d9c; --accent: #0b6b5d; --on: #fff; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --page: #14181d; --card: #1b2027;
  --text: #e8ecf1; --second: #b7c0cb; --line: #6b7683; --accent: #4fc3ae;
  --on: #06231f; --bad: #ff8a80 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif }
header { padding: 12px 24px; border-bottom: 1px solid var(--line);
  color: var(--second); overflow-wrap: anywhere }
main { max-width: 26rem; margin: 8vh auto 24px; padding: 24px; background: var(--card);
  border-radius: 6px }
h1 { margin: 0 0 16px; font-size: 1.35rem; line-height: 1.3 }
p { margin: 0 0 16px }
label { display: block; margin: 0 0 4px }
input[type=email], input[type=password] { width: 100%; margin: 0 0 16px;
  padding: 8px 12px; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--line); border-radius: 6px }
fieldset { margin: 0 0 16px; padding: 8px 16px; border: 1px solid var(--line);
  border-radius: 6px }
fieldset label { padding: 4px 0; overflow-wrap: anywhere }
button { margin: 0 8px 0 0; padding: 8px 16px; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--line); border-radius: 6px;
  cursor: pointer }
button.first { color: var(--on); background: var(--accent);
  border-color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
input[type=radio] { margin: 0 4px 0 0; accent-color: var(--accent) }
form + p { margin: 16px 0 0 }
.hint { color: var(--second) }
.bad { color: var(--bad) }
ul { margin: 0 0 16px; padding-left: 20px }
"""

_WHAT = {
    "accounting.manualjournals": "Create and change manual journals",
    "accounting.manualjournals.read": "See manual journals",
    "accounting.settings": "Change accounts, tax rates and tracking",
    "accounting.settings.read": "See accounts, tax rates and tracking",
    "accounting.attachments": "Attach files",
    "accounting.attachments.read": "See attached files",
    "offline_access": "Stay signed in while you are away",
}


def sign_in(host: str, ticket: str, *, email: str, wrong: bool) -> str:
    """Ask who is there."""
    said = (
        '<p class="bad" role="alert">Your email or password is incorrect.</p>'
        if wrong
        else ""
    )
    return _page(
        host,
        "Sign in",
        f"""{said}
<p class="hint">This is the practice Xero, on this computer. Any email and password
will do; the password <em>wrong</em> is refused.</p>
<form method="post" action="/identity/sign-in">
<input type="hidden" name="ticket" value="{escape(ticket)}">
<label for="email">Email address</label>
<input id="email" name="email" type="email" value="{escape(email)}" required
  autocomplete="username">
<label for="password">Password</label>
<input id="password" name="password" type="password" required
  autocomplete="current-password">
<button class="first" type="submit">Log in</button>
</form>""",
    )


def consent(
    host: str,
    ticket: str,
    *,
    email: str,
    scopes: Sequence[str],
    organisations: Sequence[tuple[XeroCompany, bool]],
) -> str:
    """Ask which organisation the program may into, one at a time."""
    wanted = "".join(f"<li>{_WHAT[scope]}</li>" for scope in scopes if scope in _WHAT)
    first_new = next((x.id for x, connected in organisations if not connected), None)
    first = first_new or (organisations[0][0].id if organisations else "")
    choices = "".join(
        _choice(company, connected=connected, chosen=company.id == first)
        for company, connected in organisations
    )
    return _page(
        host,
        "Allow access",
        f"""<p><strong>Vouch</strong> wants access to one of your organisations.
It will be able to:</p>
<ul>{wanted}</ul>
<form method="post" action="/identity/consent">
<input type="hidden" name="ticket" value="{escape(ticket)}">
<fieldset><legend>Organisation</legend>{choices}</fieldset>
<button class="first" type="submit" name="answer" value="allow">Allow access</button>
<button type="submit" name="answer" value="cancel" formnovalidate>Cancel</button>
</form>
<p class="hint">Signed in as {escape(email)}</p>""",
    )


def failed(host: str, word: str, explanation: str) -> str:
    """Tell a person that the program asked for something impossible."""
    return _page(
        host,
        "Sorry, something went wrong",
        f'<p class="bad" role="alert">Error: {escape(word)}</p>'
        f"<p>{escape(explanation)}</p>",
    )


def _choice(company: XeroCompany, *, connected: bool, chosen: bool) -> str:
    name = escape(company.name) + (" (connected)" if connected else "")
    checked = " checked" if chosen else ""
    return (
        f'<label><input type="radio" name="organisation" value="{escape(company.id)}"'
        f" required{checked}> {name}</label>"
    )


def _page(host: str, title: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | Practice Xero</title>
<style>{_STYLE}</style>
</head>
<body>
<header>Practice Xero &middot; {escape(host)}</header>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""
