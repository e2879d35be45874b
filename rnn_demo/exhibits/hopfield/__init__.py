"""The page “Hopfield network”."""
