"""The practice Expensify: exports, downloads and policies out of a company folder."""

from app.practice.expensify.application import expensify_app
from app.practice.expensify.credentials import CREDENTIALS, Credentials

__all__ = ["CREDENTIALS", "Credentials", "expensify_app"]
