"""Generation: a trained network as arrays, and texts written by it. Needs no torch."""
