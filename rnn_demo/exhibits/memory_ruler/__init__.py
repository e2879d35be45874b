"""The page “Memory ruler”."""
