"""A picture gets words, and its style a name: what serves both networks, without torch."""
