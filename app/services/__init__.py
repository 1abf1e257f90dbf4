"""The use cases, one verb each; they know the world only through the ports."""
