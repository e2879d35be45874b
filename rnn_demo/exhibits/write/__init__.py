"""The page “Write”."""
