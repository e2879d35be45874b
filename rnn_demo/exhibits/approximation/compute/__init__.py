"""Curves, points, nets, how they are trained, and what is certain about their errors."""
