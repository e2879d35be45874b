"""A model's card and how it compares with published figures."""
