"""What Vouch promises, as sentences that run."""
