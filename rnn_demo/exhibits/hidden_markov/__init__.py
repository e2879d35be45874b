"""The page “Hidden Markov model”."""
