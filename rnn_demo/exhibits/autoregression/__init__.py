"""The page “Autoregressive model”."""
