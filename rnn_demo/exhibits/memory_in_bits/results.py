"""What networks made of the grammar, from the shipped experiment."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rnn_demo.exhibits.memory_in_bits.compute.enumeration import enumerate_strings
from rnn_demo.exhibits.memory_in_bits.compute.learning import SEVEN, floor_check
from rnn_demo.tasks.memory.results import ResultsError
from rnn_demo.tasks.memory.standings import CELLS, shipped
from rnn_demo.tasks.memory.trials import Results
from rnn_demo.ui.badges import badge_words
from rnn_demo.ui.language import t
from rnn_demo.words import message


def reber_curves() -> tuple[dict[str, list[list[tuple[float, float]]]], Results] | None:
    """Bits per string by cell and seed, and the results; a sentence if there are none."""
    try:
        results = shipped().get("reber")
    except ResultsError as error:
        st.text(t(message(error)))  # names a file: never Markdown
        return None
    if not results:
        st.info(
            t("There are no results: `python -m rnn_demo experiment reber --length 40` makes some.")
        )
        return None
    own = results[-1]
    curves = {
        cell: [
            [(float(look.sequences), SEVEN + look.loss) for look in outcome.curve]
            for outcome in own.outcomes
            if outcome.trial.cell == cell
        ]
        for cell in CELLS
    }
    setting = own.setting
    left = enumerate_strings().left  # beyond its end there is practically nothing
    check = floor_check(own, float(left[min(setting.length, len(left) - 1)]))
    st.caption(
        t(
            "{units} units, five seeds each, at most {budget:,} strings of at most {length} "
            "symbols (longer ones were drawn again). The choices that the grammar made in the "
            "tested strings are known exactly, and were taken out: what is drawn is 7 and what "
            "was not remembered or not yet learned. {badge}",
            units=setting.hidden_size,
            budget=setting.budget,
            length=setting.length,
            badge=badge_words(check),
        )
    )
    return {cell: trials for cell, trials in curves.items() if trials}, own


def told(remembered: Mapping[str, int | None], names: Mapping[str, str]) -> str:
    """When each network has half a bit, in one sentence for each."""
    parts = [
        t("{network} after {count:,} strings", network=names[cell], count=count)
        if count
        else t("{network} never", network=names[cell])
        for cell, count in remembered.items()
    ]
    return t(
        "Half a bit is remembered, by the median of five seeds: {networks}.",
        networks="; ".join(parts),
    )
