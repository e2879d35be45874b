"""The page “Unfolded in time”."""
