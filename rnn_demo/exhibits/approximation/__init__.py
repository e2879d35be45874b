"""The page “Feedforward network”."""
