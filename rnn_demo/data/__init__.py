"""Corpora: where they live, whether they are what they should be, how they are cut and fed."""
