"""Translation: sentences of one language to be written in another."""
