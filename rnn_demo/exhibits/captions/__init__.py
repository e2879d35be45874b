"""A picture gets words, with attention; and its rows, read one after another, betray the hand."""
