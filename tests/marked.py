"""A made-up language, in which every letter of a template is marked, and what of a page is not.

What is translated has full-width letters, so each ASCII letter that is left on a page is a value
(a name, what a visitor typed, what a model wrote) or a text that never passed
`rnn_demo.ui.language`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code).isalpha()}
TABLES = ("table", "dataframe", "arrow_table", "arrow_data_frame")
# Fields of Streamlit's messages that hold a key, a setting, or what a browser runs.
UNREAD = re.compile(
    r"id|key|\w+_id|\w*hash|url\w*|path|icon\w*|type|element\w*|language|mime\w*|color|theme|anchor|"
    r"\w+_content|component_name|default|page\w*|config|file_url\w*|cache_key|format|shortcut|tag|"
    r"image|selection_mode|content_width|step|width|alignment|border\w*|gap\w*|unit"
)


class Marked(NullTranslations):
    """Each template with full-width letters; its values as they are."""

    def gettext(self, message: str) -> str:
        # What stands in braces is the name of a value, and how it is written.
        parts = re.split(r"(\{[^{}]*\})", message)
        return "".join(part if part.startswith("{") else part.translate(WIDE) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text of a page, and where it stands: the fields of its elements, joined by dots."""
    yield from _block(app._tree)


def _block(block: Any) -> Iterator[tuple[str, str]]:
    kind = getattr(block, "type", "")
    if kind in TABLES:
        for name in block.value.columns:
            yield f"{kind}.column", str(name)
            yield from (
                (f"{kind}.cell", cell) for cell in block.value[name] if isinstance(cell, str)
            )
    elif isinstance(proto := getattr(block, "proto", None), Message):
        yield from _message(proto, kind)
    for child in getattr(block, "children", {}).values():
        yield from _block(child)


def _message(message: Message, where: str) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        at = f"{where}.{field.name}"
        if field.name in ("spec", "json"):  # of a figure, of a component
            yield from _json(json.loads(value), at)
        elif not UNREAD.fullmatch(field.name):
            for one in value if field.is_repeated and not isinstance(value, bytes) else [value]:
                if isinstance(one, str):
                    yield at, one
                elif isinstance(one, Message):
                    yield from _message(one, at)


def _json(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _json(one, f"{where}.{name}")
    elif isinstance(value, list):
        for one in value:
            yield from _json(one, where)
    elif isinstance(value, str):
        yield where, value
