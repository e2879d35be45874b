"""A tag for each word: a causal reader and one of the whole sentence, side by side."""
