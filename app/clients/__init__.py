"""The services as they are spoken to over HTTP."""
