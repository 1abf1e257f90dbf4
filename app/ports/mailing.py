"""What the use cases need to send mail."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

from app.domain.digests import Mail

Postman = Callable[[Mail, str, EmailMessage], None]
"""Sends by the user's own mail server, given its password.

OfflineError, SignInNeededError or RefusedError where it cannot be sent.
"""
