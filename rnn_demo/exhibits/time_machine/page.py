"""Training time machine: one small network at many moments of its training."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.time_machine.compute import TimeMachineError
from rnn_demo.exhibits.time_machine.controls import (
    first_moment,
    kept_machine,
    write_from,
    written_again,
)
from rnn_demo.exhibits.time_machine.view import time_data, time_view
from rnn_demo.ui.address import write_address
from rnn_demo.ui.language import t
from rnn_demo.words import message

st.title(t("Training time machine"), anchor=False)
try:
    machine = kept_machine()
except TimeMachineError as error:
    st.text(t(message(error)))  # names files: never Markdown
    st.stop()
config = machine.config
st.markdown(
    t(
        "One LSTM of {units} units, trained on Tiny Shakespeare for {steps:,} steps of "
        "{batch_size} × {length} characters and kept at {count} moments. Move the slider: its "
        "text, its loss, its gates, the reach of its gradients and the units that count move "
        "together. **What does it learn first?** How often each letter comes; then spaces, line "
        "ends and a unit that follows the place in the line; words come later. Gates that were "
        "hardly ever shut or open at the beginning are one or the other most of the time at the "
        "end.",
        units=config.network.hidden_size,
        steps=machine.snapshots[-1].step,
        batch_size=config.recipe.batch_size,
        length=config.recipe.sequence_length,
        count=len(machine.snapshots),
    )
)
first = first_moment(machine)
at = time_view("time_view", time_data(machine, first), first)
st.caption(
    t(
        "{badge} Each text is written at temperature 0.7 with seed 0. Units are chosen on one "
        "half of some unseen text and measured on the other. The gradient is that of the next "
        "character's log-probability by the row of each character read, averaged over 24 windows.",
        badge=written_again(machine, at),
    )
)
write_address(write_from(machine, at))
