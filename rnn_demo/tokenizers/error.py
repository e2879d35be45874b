"""What is wrong with a vocabulary or with a text that it does not know."""

from __future__ import annotations


class TokenizerError(ValueError):
    """A tokenizer.json that cannot be used, or a character that it does not know."""
