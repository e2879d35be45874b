"""Texts that look like another one to whoever reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# One of each kind that no font draws: soft hyphen, grapheme joiner, marks of direction, zero-width
# space and joiners, word joiner, byte-order mark, variation selectors, tags, fillers, controls.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b"
    "\u202c\u202d\u202e\u2060\u2061\u2064\u2066\u2069\u206a\u206f\u3164\ufe00\ufe0e\ufe0f\ufeff"
    "\uffa0\ufff9\U0001bca0\U0001d173\U000e0001\U000e0041\U000e0100\U000e01ef\x00\x08\x1b\x7f\x9d"
)
SPACES = (
    "\t\n\v\f\r\x1c\x1f\x85\u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f"
    "\u2800\u3000"
)
ALIKE = {
    "'": "‘’‛ʹʻʼʽˈ′´`＇",
    '"': "“”„‟«»″＂",
    "-": "‐‑‒–—―−－﹣",
    "...": "…",
    "fi": "ﬁ",
    "ffi": "ﬃ",
    ",": "，‚",
    "!": "！",
}


def look_alikes(text: str) -> Iterator[tuple[str, str]]:
    """What was done to a text, and what came of it."""
    middle = len(text) // 2
    for sign in INVISIBLE:
        yield f"U+{ord(sign):04X} before", sign + text
        yield f"U+{ord(sign):04X} after", text + sign
        yield f"U+{ord(sign):04X} inside", text[:middle] + sign + text[middle:]
        yield f"U+{ord(sign):04X} everywhere", sign.join(text)
    for sign in SPACES:
        yield f"spaces as U+{ord(sign):04X}", text.replace(" ", sign)
    yield "two spaces", text.replace(" ", "  ")
    yield "spaces around", f" \t{text}\n "
    for plain, others in ALIKE.items():
        for other in others:
            yield f"{plain} as U+{ord(other):04X}", text.replace(plain, other)
    yield "dashes typed as two", text.replace("-", "--")
    yield "curly quotes", text.replace(' "', " “").replace('"', "”").replace("'", "’")
    yield "two apostrophes", text.replace('"', "''")
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        yield form, unicodedata.normalize(form, text)
    yield "full width", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    yield "capitals", text.upper()
    yield "entities", "".join(f"&#{ord(c)};" for c in text)
    yield "marks apart", "\u200d".join(unicodedata.normalize("NFD", text))
