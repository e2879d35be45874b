"""A film of two moving digits, the network's next frames, and two rivals beside them."""
