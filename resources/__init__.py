"""Data only: what the program ships beside its code."""
