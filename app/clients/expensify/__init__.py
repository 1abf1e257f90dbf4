"""Expensify, as it is spoken to: it is only ever read."""
