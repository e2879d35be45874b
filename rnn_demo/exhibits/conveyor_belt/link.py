"""The conveyor belt's knobs as a link, and back; what cannot be used costs a sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from rnn_demo.artifacts.kinds import model_names
from rnn_demo.engine.forcing import LARGEST
from rnn_demo.gates import LETTERS
from rnn_demo.knobs.hiding import linked_name, named, read_hidden
from rnn_demo.sampling import MAX_TEMPERATURE
from rnn_demo.ui.address import SHOWN
from rnn_demo.ui.writers import SHIPPED
from rnn_demo.widgets.cell_diagram.compute import MOST_WRITTEN
from rnn_demo.widgets.cell_diagram.presets import FIRST, PLACES, PRESETS, BeltSettings

HIDEABLE = ("presets", "question", "answer", "knobs")
PRESENTED = ("presets", "answer", "knobs")  # what Present hides
MAX_SEED = 10**9
MAX_MARK = 20
BOUNDS = {
    "layer": (1, 100),
    "unit": (0, 100_000),
    "value": (-LARGEST, LARGEST),
    "seed": (0, MAX_SEED),
    "temperature": (0, MAX_TEMPERATURE),
    "length": (1, MOST_WRITTEN),
}


def read_link(query: Mapping[str, str]) -> tuple[str, BeltSettings, frozenset[str], list[str]]:
    """Preset, knobs and what is hidden, and a sentence for each part that cannot be used."""
    problems = []
    preset = named(query.get("preset", FIRST), PRESETS)
    if preset not in PRESETS:
        problems.append(
            f"The link asks for the preset {preset[:SHOWN]!r}; there are {', '.join(PRESETS)}."
        )
        preset = FIRST
    belt = PRESETS[preset].belt
    for field in fields(BeltSettings):
        if field.name not in query:
            continue
        value, problem = _read(field.name, query[field.name])
        if problem:
            problems.append(f"The link cannot be followed in one point: {problem}")
        else:
            belt = replace(belt, **{field.name: value})
    hidden, more = read_hidden(query, HIDEABLE)
    return preset, belt, hidden, problems + more


def write_link(
    preset: str, belt: BeltSettings, hidden: frozenset[str] = frozenset()
) -> dict[str, str]:
    """The query that restores the page; what is as the preset has it is left out."""
    usual = asdict(PRESETS[preset].belt)
    changed = {name: value for name, value in asdict(belt).items() if value != usual[name]}
    link = {
        "preset": linked_name(preset, hidden),
        **{n: f"{v:g}" if isinstance(v, float) else str(v) for n, v in changed.items()},
    }
    if hidden:
        link["hide"] = ",".join(sorted(hidden))
    return link


def _read(name: str, text: str) -> tuple[Any, str]:
    """One value of a link, or why it cannot be used."""
    shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    if name in BOUNDS:
        low, high = BOUNDS[name]
        whole = isinstance(getattr(BeltSettings(), name), int)
        try:
            value = int(text) if whole else float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            kind = "a whole number" if whole else "a number"
            return None, f"{name} is {shown!r}; give {kind} from {low:,g} to {high:,g}."
        return value, ""
    known: dict[str, tuple[str, ...]] = {
        "where": tuple(PLACES),
        "held": ("", *LETTERS),
        "model": tuple({*model_names(), *(n for names in SHIPPED.values() for n in names)}),
    }
    if name in known and text not in known[name]:
        return None, f"{name} is {shown!r}; give one of {', '.join(sorted(known[name]))}."
    if name == "mark":
        text = text[:MAX_MARK] or BeltSettings().mark
    return text.encode("utf-8", "replace").decode("utf-8"), ""
