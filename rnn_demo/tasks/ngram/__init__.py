"""Tables of n-grams: counting a text, figures, card, and writing."""
