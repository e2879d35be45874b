"""Sentences translated without torch: read, written, searched; which word came from which."""
