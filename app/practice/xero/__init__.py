"""The practice Xero: signing in, connections and the accounting API."""
