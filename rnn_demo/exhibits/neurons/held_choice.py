"""What is held while a text streams: a side, and how many units, or one at a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from rnn_demo.engine.holding import Hold
from rnn_demo.exhibits.neurons.choice import HELD
from rnn_demo.exhibits.neurons.words import as_if, effect_said, units_held
from rnn_demo.tasks.neurons.clamping import COUNTS, Effect, hold_of
from rnn_demo.tasks.neurons.features import FeatureSearch
from rnn_demo.ui.address import SHOWN, linked, write_address
from rnn_demo.ui.language import t
from rnn_demo.widgets.cell_diagram.settings import BeltSettings

USUAL_COUNT = 16  # units
FREE, LOW, HIGH, OWN = "free", "low", "high", "own"


def choose_hold(
    model: str, one: FeatureSearch, belt: BeltSettings, own: Effect | None, link: Mapping[str, str]
) -> Hold | None:
    """What is held, as the widgets or, at first, the link say; None for nothing.

    Args:
        model: whose units.
        one: the feature's units.
        belt: the chosen unit and its number.
        own: what holding does over many texts, None where nobody measured.
        link: what it asks of this feature.
    """
    how, count = _choose(model, one.feature, first_count(own), link)
    if how == FREE:
        return None
    if how == OWN:
        unit = (belt.layer - 1, belt.unit, belt.value)
        return Hold(
            (unit,),
            t(
                "layer {layer}, unit {unit} at {value:g}",
                layer=belt.layer,
                unit=belt.unit,
                value=belt.value,
            ),
        )
    if own:
        st.caption(effect_said(one.feature, own, count, how == HIGH))
    name = f"{as_if(one.feature, how == HIGH)}, {units_held(count)}"
    return replace(hold_of(one, count, how == HIGH), name=name)


def first_count(own: Effect | None) -> int:
    """How few units change texts clearly when held; some where none does, or nobody measured."""
    if own:
        for count in own.low:
            if own.clear(count, False) or own.clear(count, True):
                return count
    return USUAL_COUNT


def _choose(model: str, feature: str, usual: int, link: Mapping[str, str]) -> tuple[str, int]:
    """What is held and how many units of it, as the widgets or, at first, the link say."""
    told = _names(feature)
    keys = {name: f"held_{name}_{model}_{feature}" for name in HELD}
    asked_how, asked_count = link.get("hold", FREE), link.get("count", str(usual))
    for name, asked, known in (("hold", asked_how, told), ("count", asked_count, COUNTS)):
        # Once the widget is there, what was wrong with the link is history.
        if (
            asked not in map(str, known) and keys[name] not in st.session_state
        ):  # it quotes the link: never Markdown
            offered = ", ".join(map(str, known))
            st.text(
                t(
                    "The link's {name} is {asked!r}; give one of {offered}.",
                    name=name,
                    asked=asked[:SHOWN],
                    offered=offered,
                )
            )
    how: str = st.segmented_control(
        t("Hold"),
        list(told),
        default=asked_how if asked_how in told else FREE,
        format_func=told.__getitem__,
        key=keys["hold"],
        required=True,
        persist_state="session",
    )
    count: int = st.segmented_control(
        t("How many of the units that follow it best"),
        COUNTS,
        default=int(asked_count) if asked_count in map(str, COUNTS) else usual,
        key=keys["count"],
        required=True,
        disabled=how not in (LOW, HIGH),
        persist_state="session",
    )
    query = {n: v for n, v in linked().items() if n not in HELD}
    if how != FREE:
        query["hold"] = how
    if count != usual:
        query["count"] = str(count)
    write_address(query, "_held")
    return how, count


def _names(feature: str) -> dict[str, str]:
    """What can be held, in words."""
    return {
        FREE: t("as it is"),
        LOW: as_if(feature, False),
        HIGH: as_if(feature, True),
        OWN: t("the unit above, at its number"),
    }
