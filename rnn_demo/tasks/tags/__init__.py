"""A part of speech for each word: treebanks, training, figures and the card."""
