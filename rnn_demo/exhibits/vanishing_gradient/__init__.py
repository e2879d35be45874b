"""The page “Vanishing gradient”."""
