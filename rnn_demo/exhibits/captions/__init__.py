"""A picture gets words, one after another, with attention."""
