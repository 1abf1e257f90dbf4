"""Xero's accounting API, as far as manual journals need it."""
