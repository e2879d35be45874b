"""A scored text in the view of the Write page: coloured, the rivals of each character at hand."""

from __future__ import annotations

import math
import zlib
from typing import Any

import numpy as np

from rnn_demo.exhibits.score.compute.scores import Score, as_written
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel
from rnn_demo.ui.packing import packed, packed_surprises
from rnn_demo.widgets.model_card.standing import standing

PART = 4_000  # characters shown at once: each is an element of the page, and sends ten numbers


def part_count(score: Score) -> int:
    """How many parts a text is divided into to be shown."""
    return max(1, math.ceil(score.characters / PART))


def scored_data(score: Score, model: LoadedModel, part: int) -> dict[str, Any]:
    """One part, counted from 0, in the form that `rnn_demo.widgets.written_text.view` takes.

    The first character of the text is read and not predicted; it is shown as the prompt.
    """
    network, start = model.network, part * PART
    written = as_written(score, network, start, start + PART)
    text = "".join(w.character for w in written)
    foot = t(
        "{bits:.2f} bits per character · {length:,} characters",
        bits=score.bits_per_character,
        length=score.characters,
    )
    return {
        # Tells texts apart, so that a selection in one text is not taken for one in the next.
        "number": zlib.crc32(f"{network.name} {part} {score.known.text}".encode()),
        "title": t("As {name} reads it", name=network.name),
        "label": t("The text as {name} reads it", name=network.name),
        "standing": standing(model),
        "foot": foot if score.characters else t("Nothing that could be predicted."),
        "prompt": score.known.text[:1] if part == 0 else "",
        "text": text,
        "surprise": packed_surprises(np.array([w.surprise for w in written])),
        "rivals": "".join(r.character for w in written for r in w.rivals),
        "probabilities": packed(np.array([1e4 * r.probability for w in written for r in w.rivals])),
        "width": len(written[0].rivals) if written else 0,
        "running": False,
        "doors": False,  # nothing is written here
        "colour": True,
        "parting": None,
        "selected": None,
    }
