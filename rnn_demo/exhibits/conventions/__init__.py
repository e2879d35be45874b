"""The page “Conventions”."""
