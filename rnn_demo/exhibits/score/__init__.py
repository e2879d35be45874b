"""The page “Score my text”."""
