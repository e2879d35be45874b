"""Clips of signs: a network that names the sign after each frame, its rivals and its controls."""
