"""Bytes that are not UTF-8: Python keeps them in a text as lone surrogates."""

from __future__ import annotations

import re

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def is_not_utf8(text: str) -> bool:
    """Whether bytes that are not UTF-8 were read into it, or half an emoji was typed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def readable(text: str) -> str:
    """The text with the replacement character for each of them."""
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
