"""A small generator kept at many moments of its training."""
