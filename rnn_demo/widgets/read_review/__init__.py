"""A review read word by word: computation, certainty and picture."""
