"""A sentence translated in several ways, with the reasons for every piece."""
