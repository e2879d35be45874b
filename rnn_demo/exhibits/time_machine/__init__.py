"""The page “Time machine”."""
