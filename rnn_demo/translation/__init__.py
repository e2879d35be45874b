"""Sentences translated without torch: reading, writing, searching, and which word came from which."""
