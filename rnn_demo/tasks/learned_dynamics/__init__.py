"""Flows learned from their trajectories: recurrent networks, and rivals on the same data."""
