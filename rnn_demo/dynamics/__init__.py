"""Recurrent networks as dynamical systems, in numpy: orbits, Jacobians, products, bounds."""
