"""What the page computes: patterns, memories, recall, minima, capacity."""
