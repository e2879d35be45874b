"""The page “Neurons”."""
