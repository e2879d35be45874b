"""The page “Boltzmann machine”."""
