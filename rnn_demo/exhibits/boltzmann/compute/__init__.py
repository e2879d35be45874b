"""A Boltzmann machine of few units: all its states, its chains, its learning."""
