"""A model's card and its standing beside published figures."""
