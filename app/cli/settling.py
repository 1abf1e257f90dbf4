"""Settles what was interrupted before a verb begins."""

from __future__ import annotations

from app.cli.session import Session
from app.errors import AppError, CancelledError


def settle(session: Session) -> None:
    """Ask Xero about it; an organisation that cannot be asked stops nobody else.

    Whatever then goes into that organisation asks again, and says so for itself.
    """
    try:
        with session.progress():
            session.services.settling.run(stop=session.stop)
    except CancelledError:
        raise
    except AppError as error:
        session.failed_in_part(error)
