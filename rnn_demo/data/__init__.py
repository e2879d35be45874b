"""Corpora: where they are, how they are checked, cut and fed to a network."""
