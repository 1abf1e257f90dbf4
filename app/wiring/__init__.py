"""What the use cases stand on, put together."""
