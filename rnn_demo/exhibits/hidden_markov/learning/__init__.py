"""Baum–Welch as a film."""
