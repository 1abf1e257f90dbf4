"""What became of the accounts, options and rates that a mapping uses, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.domain.books import Account, Books, TrackingCategory, TrackingOption
from app.domain.mapping import key
from app.domain.setup import Setup


def books_changes(old: Books, new: Books, setup: Setup) -> tuple[str, ...]:
    """One sentence for each thing in use that was archived, renamed or taken away."""
    if replace(old, fetched=new.fetched) == new:
        return ()
    return (
        *_accounts(old, new, setup),
        *_tracking(old, new, setup),
        *_rates(old, new, setup),
    )


def moved(old: Books, new: Books) -> dict[str, str]:
    """Where to look for what has another code or name now, by ``at_account`` and so on.

    Only what can be used is given.
    """
    now = {account.id: account for account in new.accounts}
    found: dict[str, str] = {
        at_account(x.code): now[x.id].code
        for x in old.accounts
        if x.code and x.id in now and now[x.id].active and now[x.id].code != x.code
    }
    names = {t.id: t for t in new.tracking if t.active}
    for tracking in old.tracking:
        there = names.get(tracking.id)
        options = {x.id: x.name for x in there.options if x.active} if there else {}
        for option in tracking.options:
            name = options.get(option.id, option.name)
            if there is not None and key(name) != key(option.name):
                found[at_option(there.name, option.name)] = name
    return {place: to for place, to in found.items() if to}


def at_account(code: str) -> str:
    """What an account is called among what moved."""
    return f"account {code}"


def at_option(tracking: str, option: str) -> str:
    """What an option is called among what moved."""
    return f"option {key(tracking)}: {key(option)}"


def _accounts(old: Books, new: Books, setup: Setup) -> Iterator[str]:
    mapped = Counter(str(x.account) for x in setup.categories)
    rules = setup.posting
    clearing = {rules.clearing_account, rules.card_clearing_account}
    now = {account.id: account for account in new.accounts}
    for account in old.accounts:
        if account.code and (account.code in mapped or account.code in clearing):
            said = _account(account, now.get(account.id))
            if said:
                yield f"{said}{_users(mapped[account.code])}."


def _account(then: Account, now: Account | None) -> str:
    name = f"Account {then.code} {then.name}"
    if now is None:
        return f"{name} is not in Xero any more"
    changes = _state(active_then=then.active, active_now=now.active)
    if now.code != then.code:
        changes.append(f"has the code {now.code or 'none'} now")
    if now.name != then.name:
        changes.append(f"is called {now.name} now")
    if now.takes_journals != then.takes_journals:
        takes = "takes" if now.takes_journals else "takes no"
        changes.append(f"{takes} manual journals now")
    return f"{name} {_listed(changes)}" if changes else ""


def _tracking(old: Books, new: Books, setup: Setup) -> Iterator[str]:
    used = {key(rule.tracking_category) for rule in setup.tags}
    now = {tracking.id: tracking for tracking in new.tracking}
    for tracking in old.tracking:
        if key(tracking.name) in used:
            found = now.get(tracking.id)
            yield from _named(f"Tracking category {tracking.name}", tracking, found)
            if found is not None:
                yield from _options(tracking, found)


def _options(then: TrackingCategory, now: TrackingCategory) -> Iterator[str]:
    found = {option.id: option for option in now.options}
    for option in then.options:
        name = f"Option {option.name} of {then.name}"
        yield from _named(name, option, found.get(option.id))


def _named(
    name: str,
    then: TrackingCategory | TrackingOption,
    now: TrackingCategory | TrackingOption | None,
) -> Iterator[str]:
    if now is None:
        yield f"{name} is not in Xero any more."
        return
    changes = _state(active_then=then.active, active_now=now.active)
    if now.name != then.name:
        changes.append(f"is called {now.name} now")
    if changes:
        yield f"{name} {_listed(changes)}."


def _rates(old: Books, new: Books, setup: Setup) -> Iterator[str]:
    used = {x.tax_type for x in setup.taxes} | {x.tax_type for x in setup.categories}
    now = {rate.tax_type: rate for rate in new.tax_rates}
    for rate in old.tax_rates:
        if rate.tax_type not in used or not rate.active:
            continue
        found = now.get(rate.tax_type)
        if found is None:
            yield f"Tax rate {rate.name} is not in Xero any more."
        elif not found.active:
            yield f"Tax rate {rate.name} was archived."


def _state(*, active_then: bool, active_now: bool) -> list[str]:
    if active_then == active_now:
        return []
    return ["is in use again" if active_now else "was archived"]


def _listed(changes: Iterable[str]) -> str:
    return " and ".join(changes)


def _users(count: int) -> str:
    if not count:
        return ""
    return f" ({count} {'category' if count == 1 else 'categories'})"
