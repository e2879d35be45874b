"""Units that follow something countable, and what holding them does."""
