"""A sentence becomes one of another language: read, handed over, written with attention drawn."""
