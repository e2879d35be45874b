"""The page “A dynamical system, learned”."""
