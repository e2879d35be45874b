"""Handwritten digits pixel by pixel: a network is trained on them, and its likelihood measured."""
