"""A picture gets words: a captioner of emoji trained from scratch, and held to its rivals."""
