"""What the conveyor belt's page computes, kept for a while: a knob put back costs nothing."""

from __future__ import annotations

import streamlit as st

from rnn_demo.engine.forcing import Force
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.exhibits.conveyor_belt import Conveyor, Marks, convey, count_marks
from rnn_demo.sampling import Knobs
from rnn_demo.ui.belt_presets import Belt
from rnn_demo.ui.loading import Loaded


def conveyed(loaded: Loaded, belt: Belt) -> Conveyor:
    """The runs of a belt, see `rnn_demo.exhibits.conveyor_belt.convey`."""
    network = loaded.network
    return _conveyed(network.name, loaded.stamp, belt, belt.force, network)


def counted(loaded: Loaded, prompt: str, belt: Belt, mark: str, force: Force) -> Marks:
    """In how many texts a mark comes."""
    knobs = Knobs(temperature=belt.temperature)
    network = loaded.network
    return _counted(network.name, loaded.stamp, prompt, mark, force, knobs, belt.length, network)


@st.cache_data(max_entries=64, show_spinner=False)
def _conveyed(
    name: str, stamp: int, belt: Belt, force: Force | None, _network: CharacterNetwork
) -> Conveyor:
    return convey(
        _network,
        belt.text,
        belt.layer - 1,
        belt.unit,
        knobs=Knobs(temperature=belt.temperature),
        seed=belt.seed,
        length=belt.length,
        force=force,
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _counted(
    name: str,
    stamp: int,
    prompt: str,
    mark: str,
    force: Force,
    knobs: Knobs,
    length: int,
    _network: CharacterNetwork,
) -> Marks:
    return count_marks(_network, prompt, mark, force, knobs=knobs, length=length)
