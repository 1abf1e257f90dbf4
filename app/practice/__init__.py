"""The practice company: local Expensify and Xero servers, and the data they serve."""
