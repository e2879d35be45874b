"""A tag for each word: a reader of what was and one of the whole sentence, side by side."""
