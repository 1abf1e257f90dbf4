"""Objects that live on threads of their own and call the use cases."""
