"""The unfolded net's presets, and its knobs as widgets and as a link."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import streamlit as st

from rnn_demo.exhibits.unfolding.compute import CHOICES, NUMBERS, UnfoldingError, UnfoldingKnobs
from rnn_demo.knobs.hiding import ANSWER, linked_name, named, read_hidden
from rnn_demo.ui.address import asks, forget, linked
from rnn_demo.ui.questions import moved
from rnn_demo.ui.uninterrupted import uninterrupted

HIDEABLE = ("presets", "question", "answer", "knobs", "sections")
PRESENTED = ("presets", "answer", "knobs", "sections")  # what Present hides
NAMES = {
    "loss": {"last": "at the last step", "every": "at every step"},
    "heard": {"first": "1, then silence", "every": "noise at every step"},
}

# What the presets' answers speak of: all but the w of the counterexample.
LABELS = {
    "n": "n",
    "steps": "T",
    "gain": "g",
    "back": "K",
    "loss": "loss",
    "activation": "φ",
    "heard": "x",
    "seed": "seed",
}


@dataclass(frozen=True)
class UnfoldingPreset:
    """A question, its answer, the knobs that show it, and the entry whose parts are drawn."""

    title: str
    question: str
    answer: str
    knobs: UnfoldingKnobs
    shown: str


PRESETS: dict[str, UnfoldingPreset] = {
    "blame": UnfoldingPreset(
        "Which step is to blame?",
        "The net hears a 1, then nothing, and at step 5 has to say what it heard first. It says "
        "−0.80 instead of 1. Which step is to blame?",
        "For U the first one alone. Every copy has an error δ, but U's part is δ x, and x is 0 "
        "after step 1: the whole gradient of U₂, 1.219, stands in the first bar. The other "
        "weights have a part from each copy that read a number other than 0: choose W₂₁.",
        UnfoldingKnobs(),
        "U₂",
    ),
    "vanishing": UnfoldingPreset(
        "It fades on the way",
        "One unit, W = 0.5, eight steps. The error at the end is 0.90. What arrives at step 1?",
        "δ₁ = −0.0046, where δ₈ = −0.80. Each step back multiplies by W φ′, which is at most 0.5: "
        "after seven steps at most 1/128 is left. The bars of b are the δ themselves.",
        UnfoldingKnobs(n=1, steps=8, gain=0.5, seed=7, heard="every"),
        "b",
    ),
    "truncated": UnfoldingPreset(
        "Truncated by one step",
        "The first net again, but its loss is followed back 4 steps instead of 5. How much is "
        "left of U's gradient?",
        "Nothing: 0 instead of 1.219. The only step that heard anything stands one step too far "
        "back. W still has a gradient, and the loss still falls, but not by listening.",
        UnfoldingKnobs(back=4),
        "U₂",
    ),
    "cancelling": UnfoldingPreset(
        "Six steps that disagree",
        "One unit, a loss at every step. Step 2 alone gives W a gradient of 0.968. How large is "
        "the gradient of W?",
        "0.002. Steps 2 and 4 pull one way, steps 3, 5 and 6 the other, and a tied weight can "
        "only follow their sum. A gradient near 0 does not say that the steps are content.",
        UnfoldingKnobs(n=1, steps=6, seed=591, loss="every", heard="every"),
        "W",
    ),
    "every-loss": UnfoldingPreset(
        "A loss at every step",
        "Five losses, and each depends on all steps before it. Must the way back be gone five "
        "times?",
        "Once. On its way δ collects what each copy's own loss asks, Vᵀe, and adds what all later "
        "ones ask, Wᵀδ: derivatives add. The badge at the bars compares with five separate ways. "
        "Truncation does need them apart: set K to 2.",
        UnfoldingKnobs(loss="every"),
        "b₁",
    ),
}
FIRST = next(iter(PRESETS))


@uninterrupted
def set_up() -> None:
    """At a visitor's first look, take what the link asks for."""
    state = st.session_state
    if not asks("unfolding"):
        return
    preset, knobs, state.unfolding_hidden, state.unfolding_problems = read_link(linked())
    state.unfolding_preset = preset
    state.unfolding_told = ANSWER not in state.unfolding_hidden
    forget("unfolding_pill")
    _take(knobs)


def read_link(query: Mapping[str, str]) -> tuple[str, UnfoldingKnobs, frozenset[str], list[str]]:
    """Preset, knobs and what is hidden, and a sentence for each part that cannot be used."""
    problems = []
    preset = named(query.get("preset", FIRST), PRESETS)
    if preset not in PRESETS:
        problems.append(
            f"The link asks for the preset {preset[:40]!r}; there are {', '.join(PRESETS)}."
        )
        preset = FIRST
    knobs = PRESETS[preset].knobs
    for name, value in query.items():
        if name not in ("preset", "hide"):
            try:
                knobs = set_knob(knobs, name, value)
            except UnfoldingError as error:
                problems.append(f"The link cannot be followed in one point: {error}")
    hidden, more = read_hidden(query, HIDEABLE)
    return preset, knobs, hidden, problems + more


def set_knob(knobs: UnfoldingKnobs, name: str, value: str) -> UnfoldingKnobs:
    """The same knobs with one set from text.

    Raises:
        UnfoldingError: no such knob, or not a value of it.
    """
    known = [field.name for field in fields(UnfoldingKnobs)]
    if name not in known:
        raise UnfoldingError(f"There is no knob {name[:40]!r}; there are {', '.join(known)}.")
    change: dict[str, Any] = {name: value}
    if name in NUMBERS:
        with suppress(ValueError, OverflowError):  # what is no number is refused as the text it is
            change[name] = NUMBERS[name][0](value)
    return replace(knobs, **change)


def write_link(preset: str, knobs: UnfoldingKnobs, hidden: frozenset[str]) -> dict[str, str]:
    """The query that restores the page; what is as the preset has it is left out."""
    usual = asdict(PRESETS[preset].knobs)
    changed = {k: str(value) for k, value in asdict(knobs).items() if value != usual[k]}
    link = {"preset": linked_name(preset, hidden), **changed}
    if hidden:
        link["hide"] = ",".join(sorted(hidden))
    return link


def take_preset(name: str) -> None:
    """Put a preset's values into the widgets."""
    _take(PRESETS[name].knobs)


def left_preset() -> list[str]:
    """Which knobs have left the preset, in words."""
    words = {f"{name}": told for own in NAMES.values() for name, told in own.items()}
    return moved(knobs_now(), PRESETS[st.session_state.unfolding_preset].knobs, LABELS, words)


def main_knobs() -> None:
    """The knobs that are moved most."""
    _slider("Hidden units n", "n", 1)
    _slider("Steps T", "steps", 1)
    _slider("Gain g of W", "gain", 0.05)
    _slider("Steps that a loss goes back, K", "back", 1)
    _choice("Loss", "loss")


def more_knobs() -> None:
    """The others, but for that of the counterexample."""
    _choice("φ", "activation")
    _choice("x", "heard")
    st.number_input(
        "Seed",
        0,
        int(NUMBERS["seed"][2]),
        st.session_state.unfolding_seed,
        step=1,
        key="unfolding_seed",
        persist_state="session",
    )


def weight_knob() -> float:
    """The w of the counterexample."""
    _slider("w₁ = w₂ = w", "w", 0.05)
    return float(st.session_state.unfolding_w)


def knobs_now() -> UnfoldingKnobs:
    """What the widgets say."""
    values = {
        field.name: st.session_state[f"unfolding_{field.name}"] for field in fields(UnfoldingKnobs)
    }
    for name, (kind, _, _) in NUMBERS.items():
        values[name] = kind(values[name])
    return UnfoldingKnobs(**values)


def _take(knobs: UnfoldingKnobs) -> None:
    for name, value in asdict(knobs).items():
        st.session_state[f"unfolding_{name}"] = value


def _choice(title: str, name: str) -> None:
    key, offered = f"unfolding_{name}", CHOICES[name]
    st.selectbox(
        title,
        offered,
        offered.index(st.session_state[key]),
        format_func=lambda value: NAMES.get(name, {}).get(value, value),
        key=key,
        persist_state="session",
    )


def _slider(title: str, name: str, step: float) -> None:
    key, (kind, low, high) = f"unfolding_{name}", NUMBERS[name]
    st.slider(
        title,
        kind(low),
        kind(high),
        st.session_state[key],
        step,
        key=key,
        persist_state="session",
    )
