"""The rules of Vouch: pure values and functions, nothing but Python."""
