"""The steps from every released store to the newest."""
