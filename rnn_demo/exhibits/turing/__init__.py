"""The page “A Turing machine in a network”."""
