"""What the window looks like in every situation, for pictures of it."""
