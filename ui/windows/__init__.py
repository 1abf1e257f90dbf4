"""The windows, and what holds them together."""
