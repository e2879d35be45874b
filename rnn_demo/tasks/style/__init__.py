"""Whose hand drew a picture: a network that reads its rows one after another."""
