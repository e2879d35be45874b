"""The page “Trained to remember”."""
