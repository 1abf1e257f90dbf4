"""What it takes to run Vouch from a checkout: libraries, packages, gates."""
