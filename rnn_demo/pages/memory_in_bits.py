"""Memory in bits: the embedded Reber grammar costs 8 bits a string without memory, 7 with it."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.memory_in_bits import (
    READERS,
    ReberError,
    expected_bits,
    expected_length,
    half_remembered,
    spell,
)
from rnn_demo.exhibits.trained_memory import CELLS
from rnn_demo.figures.costs import string_costs, symbol_costs
from rnn_demo.ui.address import write_address
from rnn_demo.ui.reber_choice import choose_string, drawing
from rnn_demo.ui.reber_results import reber_curves, told

st.title("Memory in bits", anchor=False)
bits = expected_bits()
st.markdown(
    "A string of this grammar is B, then T or P, a walk through the picture, **the same T or P "
    "again**, and E. **How much must a reader remember to foresee it? Exactly one bit**: whoever "
    f"has forgotten the second symbol needs {bits[READERS[1]]:.0f} bits for an average string "
    f"instead of {bits[READERS[0]]:.0f}."
)
text = choose_string()
write_address({"string": text})
try:
    found = spell(text)
except ReberError as error:
    st.text(str(error))  # quotes what was typed: never Markdown
    st.graphviz_chart(drawing(()))
else:
    st.graphviz_chart(drawing(found.path))
    st.plotly_chart(
        symbol_costs(list(found.text), {reader: found.bits[reader].tolist() for reader in READERS}),
        key="bits_symbols",
        config={"displayModeBar": False},
    )
    st.table(
        {
            "Reader": list(READERS),
            "This string, bits": [f"{found.total(reader):.2f}" for reader in READERS],
            "An average one, bits": [f"{bits[reader]:.2f}" for reader in READERS],
        },
        hide_index=True,
        border="horizontal",
    )
st.caption(
    f"Exact, over all strings ({expected_length():.0f} symbols on average): visits of each node "
    "times what its choice costs. Every choice is between two ways alike."
)
st.subheader("How it is learned", anchor=False)
results = reber_curves()
if results:
    st.plotly_chart(
        string_costs(results[0], {"without memory": 8.0, "with memory": 7.0}),
        key="bits_learned",
        config={"displayModeBar": False},
    )
    st.markdown(told(half_remembered(results[1]), CELLS))
