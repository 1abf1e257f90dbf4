"""The page that leads through setting a company up."""
