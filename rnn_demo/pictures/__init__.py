"""A picture gets words: what opens a stranger's file and names it, without torch."""
