"""Measures in one run what the program costs, beside what it costs at the least."""
