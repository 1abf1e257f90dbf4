"""One page for each thing that a bookkeeper does."""
