"""The command line: every verb runs without a screen and can answer in JSON."""
