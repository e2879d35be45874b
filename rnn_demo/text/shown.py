"""A review as it is shown, with the remains of HTML and old encodings resolved."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Windows-1252 taken for Latin-1: reviews of the dataset have \x96 for a dash. HTML reads the
# numbers so too. U+0085 is a line end in Unicode and stays one.
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}


def as_shown(text: str) -> str:
    """HTML line breaks become line ends, entities the characters that they mean.

    So are the codes that Windows has for dashes and quotation marks. Lone surrogates (half an
    emoji) become the replacement character.
    """
    text = _BREAK.sub("\n", text).replace("\r\n", "\n").replace("\r", "\n")
    text = html.unescape(text).translate(_WINDOWS)
    return text.encode("utf-8", "replace").decode("utf-8").strip()
