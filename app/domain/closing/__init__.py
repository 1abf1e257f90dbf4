"""The close of a period: what it takes, and how far it is."""
