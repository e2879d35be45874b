"""A text as it is written: settings, draft, socket and the coloured picture of it."""
