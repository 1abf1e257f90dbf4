"""Everything that is kept: one SQLite database behind the ports."""
