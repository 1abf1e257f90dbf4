"""Failures that are nobody's bug, each with words for the bookkeeper.

* AppError
  * InputError            what was typed or given cannot be used
  * OfflineError          the service cannot be reached; try again later
  * BusyError             the service asked us to wait
  * ParkedError           the day's limit is used up; the queue waits
  * LostAnswerError       a request may or may not have been carried out
  * BrokenAnswerError     the service answered something that makes no sense
  * SignInNeededError     a sign-in is missing or has lapsed
    * DisconnectedError   this organisation is no longer connected to Vouch
  * RefusedError          the service said no, and says why
  * CancelledError        the user stopped it
  * StoreError            the store cannot be used
    * NewerStoreError     it was written by a newer Vouch
    * DamagedStoreError   its contents are damaged
    * ConflictError       somebody else changed the same thing first
  * KeyLockedError        the key to the secrets cannot be had

Anything else that is raised is a bug and ends in the crash dialog.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime


class AppError(Exception):
    """Base of every failure that is shown as a message rather than a crash.

    ``detail`` is what happened in one plain sentence and never holds a secret.
    """

    title = "Something went wrong"
    advice = "Try again. If it keeps happening, send us the log."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.title)
        self.detail = detail

    @property
    def sentence(self) -> str:
        """Title, detail and advice in one line, for a banner or a terminal."""
        parts = [self.title, self.detail, self.advice]
        return " ".join(
            part if part.endswith((".", "!", "?")) else f"{part}."
            for part in parts
            if part
        )


class InputError(AppError):
    """What was typed or given cannot be used."""

    title = "That cannot be used"
    advice = ""


class OfflineError(AppError):
    """The service cannot be reached."""

    title = "No connection"
    advice = "Nothing was lost. Try again when the connection is back."


class BusyError(AppError):
    """The service is throttling or failing for the moment."""

    title = "The service is busy"
    advice = "Nothing was lost. Try again in a few minutes."

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class ParkedError(AppError):
    """The day's limit of an organisation is used up; the rest of the queue waits."""

    title = "Xero's daily limit is used up"
    advice = "What is left stays ready and can be posted then."

    def __init__(self, detail: str, *, resumes: datetime) -> None:
        super().__init__(detail)
        self.resumes = resumes


class LostAnswerError(AppError):
    """A request left and no usable answer came back: it may have been carried out."""

    title = "The answer was lost"
    advice = "Vouch asks Xero what became of it before anything is sent again."


class BrokenAnswerError(AppError):
    """The service answered something that makes no sense."""

    title = "The service gave an answer that cannot be used"
    advice = "Nothing was changed. Try again; if it stays so, send us the log."


class SignInNeededError(AppError):
    """A sign-in is missing, or is no longer accepted."""

    title = "Sign-in needed"
    advice = "Sign in again; nothing else is lost."


class DisconnectedError(SignInNeededError):
    """The organisation was disconnected from Vouch in Xero."""

    title = "The organisation is disconnected"
    advice = "Connect it again; what was ready waits."


class RefusedError(AppError):
    """The service said no; ``detail`` holds its own words."""

    title = "The service refused"
    advice = "See what it says, mend it and try again."


class CancelledError(AppError):
    """The user stopped it."""

    title = "Stopped"
    advice = "What was done is kept; the rest can be done later."


class StoreError(AppError):
    """The store cannot be used."""

    title = "The store cannot be used"
    advice = "Nothing is lost: mend that, and what was on its way is settled first."


class NewerStoreError(StoreError):
    """The store was written by a newer Vouch."""

    title = "This store belongs to a newer Vouch"
    advice = "Install the newest Vouch; this one leaves the store untouched."


class DamagedStoreError(StoreError):
    """The store's contents are damaged."""

    title = "The store is damaged"
    advice = "Restore a back-up; the damaged file is kept as it is."


class ConflictError(StoreError):
    """Somebody else changed the same thing first."""

    title = "Changed elsewhere in the meantime"
    advice = "Look at it again and repeat what you wanted."


class KeyLockedError(AppError):
    """The key to the stored secrets cannot be had."""

    title = "The stored sign-ins are locked"
    advice = "Unlock the system's keyring, or set VOUCH_PASSPHRASE."


SIGN_IN = (SignInNeededError, KeyLockedError)
"""What a sign-in mends, and nothing else does."""

OUT_OF_REACH = (
    OfflineError,
    BusyError,
    ParkedError,
    LostAnswerError,
    BrokenAnswerError,
)
"""What may be over when it is tried again."""

_GRAVEST_FIRST = ((CancelledError,), (StoreError,), SIGN_IN, OUT_OF_REACH)


def gravest(failures: Sequence[AppError]) -> AppError:
    """The one failure to speak of where several things failed, each in its own way.

    Before all what the user asked for, then what keeps everything from being done, then
    what waits for a person, and only then what may go away by itself.
    """
    return min(failures, key=_rank)


def _rank(failure: AppError) -> int:
    for rank, kinds in enumerate(_GRAVEST_FIRST):
        if isinstance(failure, kinds) and not isinstance(failure, ConflictError):
            return rank
    return len(_GRAVEST_FIRST)
