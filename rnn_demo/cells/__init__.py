"""Single time steps from the lecture's formulas; each returns the new state and every gate."""
