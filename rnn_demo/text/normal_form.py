"""Unicode's normal forms, in a time that grows as the text does.

Marks above and below one letter are sorted in a normal form, and the standard library does that by
insertion: a million of them, in turn above and below, would take days.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Literal

Form = Literal["NFC", "NFKC", "NFD", "NFKD"]
MANY = 32  # marks in a row: more than any language puts on a letter
_APART: dict[Form, Form] = {"NFC": "NFD", "NFKC": "NFKD", "NFD": "NFD", "NFKD": "NFKD"}
_LONG = re.compile(rf"[^\x00-\u02ff]{{{MANY},}}")  # below there are no marks


def normalized(form: Form, text: str) -> str:
    """The same as `unicodedata.normalize`."""
    return unicodedata.normalize(
        form, _LONG.sub(lambda stretch: _sorted_marks(form, stretch[0]), text)
    )


@lru_cache(maxsize=1 << 14)
def is_mark(character: str) -> bool:
    """Whether a character is put on the one before it."""
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) != 0


def _sorted_marks(form: Form, text: str) -> str:
    """The same text with long runs of marks in the order of the normal form."""
    parts = []
    for marks, run in groupby(text, is_mark):
        characters = list(run)
        if marks and len(characters) >= MANY:
            apart = "".join(unicodedata.normalize(_APART[form], mark) for mark in characters)
            parts.append("".join(sorted(apart, key=unicodedata.combining)))
        else:
            parts.extend(characters)
    return "".join(parts)
