"""The page “History”."""
