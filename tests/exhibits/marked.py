"""A made-up language, in which every letter of a template is marked, and what of a page is not.

What is translated has full-width letters, so each ASCII letter that is left on a page is a value
(a number's unit, a name, what a visitor typed), or a text that never passed `rnn_demo.ui.language`.
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
# Of a message, what no visitor reads.
UNREAD = re.compile(
    r"^(id|key|form_id|.*_id|.*hash|url|path|icon|type|element|element_type|language|mime.*|color|"
    r"html_content|css_content|js_content|component_name|theme|help_anchor|anchor|default|page|"
    r"page_script_hash|user_key|config|file_url.*|unit|cache_key|format|shortcut|tag|image|"
    r"url_path.*|page_name|selection_mode|content_width|step|width|alignment|border.*|gap.*)$"
)
# Of a figure or of a component's data: whatever else a name ends in is read.
FIGURE = ("title", "text", "name", "hovertemplate", "ticktext", "customdata", "label", "labels")


class Marked(NullTranslations):
    """Each template with full-width letters; its values as they are."""

    def gettext(self, message: str) -> str:
        # What stands in braces is the name of a value, and how it is written.
        parts = re.split(r"(\{[^{}]*\})", message)
        return "".join(part if part.startswith("{") else part.translate(WIDE) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text of a page that somebody reads, and where it stands."""
    yield from _block(app._tree)


def _block(block: Any) -> Iterator[tuple[str, str]]:
    if getattr(block, "type", "") in ("table", "dataframe", "arrow_table", "arrow_data_frame"):
        frame = block.value
        yield from ((f"{block.type}.column", str(name)) for name in frame.columns)
        yield from (
            (f"{block.type}.cell", cell)
            for name in frame.columns
            for cell in frame[name]
            if isinstance(cell, str)
        )
    elif isinstance(proto := getattr(block, "proto", None), Message):
        yield from _message(proto, getattr(block, "type", ""))
    for child in getattr(block, "children", {}).values():
        yield from _block(child)


def _message(message: Message, where: str) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        at = f"{where}.{field.name}"
        if field.name == "spec" or field.name == "json":
            yield from _json(json.loads(value), at, field.name)
        elif UNREAD.match(field.name):
            continue
        elif isinstance(value, str):
            yield at, value
        elif isinstance(value, Message):
            yield from _message(value, at)
        elif field.is_repeated and not isinstance(value, bytes):
            for one in value:
                if isinstance(one, str):
                    yield at, one
                elif isinstance(one, Message):
                    yield from _message(one, at)


def _json(value: Any, where: str, last: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _json(one, f"{where}.{name}", name)
    elif isinstance(value, list):
        for one in value:
            yield from _json(one, where, last)
    elif isinstance(value, str):
        yield where, value
