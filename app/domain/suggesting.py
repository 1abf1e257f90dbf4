"""Which account a category seems to belong to, with the reason and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.books import Account, AccountCode
from app.domain.likeness import alike, words
from app.domain.mapping import key

_SAME_CODE = 95
_SAME_NAME = 90
_ALIKE_NAME = 85
_PADDED_CODE = 80
_SAME_BOOKS = 92
_SAME_ACCOUNT = 84
_ONLY_CODE = 60
_AGREED = 3
_SUREST = 99
_SPENT_ON = frozenset({"EXPENSE", "ASSET"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An account to look at; ``confidence`` goes from 0 to 100."""

    account: AccountCode
    reason: str
    confidence: int


@dataclass(frozen=True, slots=True)
class Precedent:
    """Where a category of this name went elsewhere, or went here before.

    ``account_name`` is the account's name there. ``same_books``: it is the same
    organisation, so that the same code is the same account.
    """

    category: str
    account: AccountCode
    account_name: str
    reason: str
    same_books: bool = False


class Suggester:
    """Suggests among the accounts that a journal may use."""

    def __init__(
        self, accounts: Sequence[Account], precedents: Iterable[Precedent] = ()
    ) -> None:
        usable = [a for a in accounts if a.active and a.takes_journals and a.code]
        self._by_code = {a.code: a for a in usable}
        self._named = [
            (a, key(a.name), words(a.name)) for a in usable if a.klass in _SPENT_ON
        ]
        self._precedents: dict[str, list[Precedent]] = {}
        for precedent in precedents:
            self._precedents.setdefault(key(precedent.category), []).append(precedent)

    def suggestion(self, category: str, gl_code: str = "") -> Suggestion | None:
        """The likeliest account; None where nothing speaks for any."""
        reasons: dict[AccountCode, list[Suggestion]] = {}
        for found in self._candidates(category, gl_code.strip()):
            reasons.setdefault(found.account, []).append(found)
        return max(
            (_joined(some) for some in reasons.values()),
            key=lambda x: (x.confidence, x.account),
            default=None,
        )

    def _candidates(self, category: str, gl_code: str) -> Iterator[Suggestion]:
        yield from self._coded(gl_code)
        for precedent in self._precedents.get(key(category), ()):
            yield from self._preceded(precedent)
        yield from self._alike(category)

    def _coded(self, gl_code: str) -> Iterator[Suggestion]:
        if not gl_code:
            return
        if AccountCode(gl_code) in self._by_code:
            code = AccountCode(gl_code)
            yield Suggestion(code, f"same code {code}", _SAME_CODE)
            return
        for code in self._by_code:
            if code.lstrip("0") == gl_code.lstrip("0"):
                yield Suggestion(code, f"code {gl_code} is {code} here", _PADDED_CODE)

    def _preceded(self, precedent: Precedent) -> Iterator[Suggestion]:
        account = self._by_code.get(precedent.account)
        if account is None:
            return
        sure = _ONLY_CODE
        if precedent.same_books:
            sure = _SAME_BOOKS
        elif key(account.name) == key(precedent.account_name):
            sure = _SAME_ACCOUNT
        yield Suggestion(account.code, precedent.reason, sure)

    def _alike(self, category: str) -> Iterator[Suggestion]:
        whole, its = key(category), words(category)
        for account, name, other in self._named:
            share = alike(its, other)
            if name == whole:
                yield Suggestion(account.code, "same name", _SAME_NAME)
            elif its and its == other:
                yield Suggestion(account.code, "same name", _ALIKE_NAME)
            elif share:
                sure = round(30 + 50 * share)
                yield Suggestion(account.code, "similar name", sure)


def _joined(found: Sequence[Suggestion]) -> Suggestion:
    """One account's reasons together: two that agree are a little surer than one."""
    ordered = sorted(found, key=lambda x: -x.confidence)
    reasons = list(dict.fromkeys(x.reason for x in ordered))
    sure = ordered[0].confidence + (_AGREED if len(reasons) > 1 else 0)
    return Suggestion(ordered[0].account, ", ".join(reasons[:2]), min(sure, _SUREST))
