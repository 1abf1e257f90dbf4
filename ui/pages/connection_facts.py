"""What is known of a connection, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.books import Organisation
from app.domain.overview import Glance
from app.domain.setup import DateRule, JournalStatus, LockRule, Standing, TaxRule
from app.ports.sign_in import SignInStatus, Tenant
from ui.models.policy_words import DATE_RULES, LOCK_RULES, STATUSES, TAX_RULES
from ui.models.words import ago, counted, day, moment, number
from ui.workers.setups import SetupGlance

Fact = tuple[str, str]

STATE_WORDS = {
    "APPROVED": "Approved",
    "REIMBURSED": "Reimbursed",
    "ARCHIVED": "Closed, with nothing to reimburse",
}
_UNKNOWN = "not known yet"


def health(glance: Glance) -> tuple[str, str, str]:
    """How a connection is: a glyph, its tone, and words."""
    standing = glance.connection.standing
    if standing is Standing.PAUSED:
        return "pause", "quiet", "Paused: it neither syncs nor posts."
    if not glance.signed_in:
        words = "Sign-in to Xero needed; what is ready waits."
        return "warning", "attention", words
    run = glance.last_run
    if run is not None and run.error:
        return "warning", "attention", f"The last {run.kind} failed: {run.error}"
    if glance.last_sync is None:
        return "info", "quiet", "Signed in; not synced yet."
    return (
        "check-circle",
        "posted",
        f"All is well; last synced {ago(glance.last_sync)}.",
    )


def joined(glance: Glance, signed_in: SignInStatus | None) -> list[Fact]:
    """The two sides of a connection, and who opens Xero's."""
    connection, organisation = glance.connection, glance.organisation
    left = glance.calls_left
    return [
        ("Workspace", workspace(glance)),
        ("Organisation", about(organisation) if organisation else _UNKNOWN),
        ("Signed in as", signed_in.who if signed_in else "nobody"),
        ("Token good until", token(signed_in)),
        ("Last sync", moment(glance.last_sync) or "never"),
        ("Xero calls left today", _UNKNOWN if left is None else number(left)),
        ("Reports", intake(connection.states)),
        ("Approved from", day(connection.start_on) or "90 days before the first sync"),
    ]


def rules(setup: SetupGlance) -> list[Fact]:
    """The rules a connection posts by."""
    categories = counted(setup.categories, "category", "categories")
    tags = [f"level {level} → {category}" for level, category in setup.tags]
    clearing = setup.clearing_account
    if setup.card_clearing_account != clearing:
        clearing += f", company cards {setup.card_clearing_account}"
    return [
        ("Categories", f"{categories} → {counted(setup.accounts, 'account')}"),
        ("Tags", ", ".join(tags) or "not used"),
        ("Clearing account", clearing),
        ("Journals are", STATUSES[JournalStatus(setup.status)]),
        ("Dated by", DATE_RULES[DateRule(setup.date_rule)]),
        ("In a locked period", LOCK_RULES[LockRule(setup.lock_rule)]),
        ("Tax", TAX_RULES[TaxRule(setup.tax)]),
        ("Narration", setup.narration),
    ]


def workspace(glance: Glance) -> str:
    """A workspace in one line: two may have the same name, so its id is told too."""
    return f"{glance.workspace_name or _UNKNOWN} · id {glance.connection.workspace_id}"


def about(organisation: Organisation) -> str:
    """An organisation in one line: country, currency, locks."""
    return " · ".join((organisation.name, *details(organisation)))


def details(organisation: Organisation) -> Iterator[str]:
    """What there is to know of an organisation beside its name."""
    if organisation.country:
        yield organisation.country
    yield organisation.base_currency
    locked = organisation.locked_until
    yield f"locked until {day(locked)}" if locked else "no period locked"


def token(status: SignInStatus | None) -> str:
    """How long a sign-in lasts."""
    if status is None or status.good_until is None:
        return "ended: sign in again"
    return f"{moment(status.good_until)}, then renewed by itself"


def signed_in_as(
    glance: Glance, statuses: Sequence[SignInStatus]
) -> SignInStatus | None:
    """The sign-in that a connection uses: the newest live one that may."""
    wanted = glance.connection.organisation_id
    able = [x for x in statuses if _may_use(x.tenants, wanted)]
    return next((x for x in able if not x.ended), able[0] if able else None)


def intake(states: Sequence[str]) -> str:
    """Which reports are taken up."""
    return ", ".join(STATE_WORDS.get(state, state.capitalize()) for state in states)


def _may_use(tenants: Sequence[Tenant], wanted: str) -> bool:
    return any(tenant.organisation_id == wanted for tenant in tenants)
