"""Generators of text: training, protocols, n-gram rivals, figures and cards."""
