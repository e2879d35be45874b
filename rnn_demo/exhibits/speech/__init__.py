"""The page “Sounds into words”."""
