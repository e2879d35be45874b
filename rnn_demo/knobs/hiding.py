"""What a page can hide, as `hide=` in its link, and signs that do not give an answer away.

A link that hides the answer does not name its preset, because a name such as `lstm-exploding` would
give it away; it has a sign instead.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping

from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

ANSWER = "answer"


def sign(preset: str) -> str:
    """What a preset is called where its name would give the answer away; it never changes."""
    return f"q{zlib.crc32(preset.encode()) & 0xFFFF:04x}"


def linked_name(preset: str, hidden: Collection[str]) -> str:
    """What a link calls a preset.

    Args:
        preset: the name of the preset.
        hidden: what the link hides.
    """
    return sign(preset) if ANSWER in hidden else preset


def named(asked: str, presets: Iterable[str]) -> str:
    """The name of the preset that a link asks for, even by its sign; else what it asks for."""
    return next((preset for preset in presets if sign(preset) == asked), asked)


def read_hidden(
    query: Mapping[str, str], hideable: Collection[str]
) -> tuple[frozenset[str], list[str]]:
    """What a link hides, and a sentence if it names something that cannot be hidden.

    Args:
        query: the query of the link.
        hideable: the parts of the page that can be hidden.
    """
    asked = [part for part in query.get("hide", "").split(",") if part]
    unknown = [part for part in asked if part not in hideable]
    problems: list[str] = [
        sentence(
            "The link would hide {part}; what can be hidden is {known}.",
            part=quoted(part),
            known=", ".join(hideable),
        )
        for part in unknown[:1]
    ]
    return frozenset(asked) & frozenset(hideable), problems
