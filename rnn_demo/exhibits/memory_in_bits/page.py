"""Memory in bits: the embedded Reber grammar costs 8 bits a string without memory, 7 with it."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.memory_in_bits.checks import checks_of, told_averages, totals, where_from
from rnn_demo.exhibits.memory_in_bits.compute.learning import half_remembered
from rnn_demo.exhibits.memory_in_bits.compute.strings import (
    READERS,
    ReberError,
    expected_bits,
    spell,
)
from rnn_demo.exhibits.memory_in_bits.controls import choose_string
from rnn_demo.exhibits.memory_in_bits.results import reber_curves, told
from rnn_demo.exhibits.memory_in_bits.walk import walk
from rnn_demo.figures.costs import string_costs, symbol_costs
from rnn_demo.tasks.memory.standings import CELLS
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.questions import tell_problems

st.title("Memory in bits", anchor=False)
bits = expected_bits()
st.markdown(
    "A string of this grammar is B, then T or P, a walk through one of two branches that are "
    "alike, **the same T or P again**, and E. **How much must a reader remember to foresee it? "
    f"Exactly one bit**: whoever has forgotten the second symbol needs {bits[READERS[1]]:.0f} bits "
    f"for an average string instead of {bits[READERS[0]]:.0f}."
)
told_averages()
text = choose_string()
tell_problems("reber")
try:
    found = spell(text)
except ReberError as error:
    st.text(str(error))  # quotes what was typed: never Markdown
    walk(text, None, ())
else:
    checks = checks_of(found)
    walk(text, found, checks[:2])
    show_chart(
        symbol_costs(list(found.text), {reader: found.bits[reader].tolist() for reader in READERS}),
        key="bits_symbols",
        alt=f"Bits that each reader pays for each symbol of {found.text}.",
    )
    totals(found, checks)
with st.expander("Where the 7 comes from"):
    where_from()
st.subheader("How it is learned", anchor=False)
results = reber_curves()
if results:
    show_chart(
        string_costs(results[0], CELLS, {"without memory": 8.0, "with memory": 7.0}),
        key="bits_learned",
        alt="Bits a string over the strings trained on, by network, between 7 with memory and 8.",
    )
    st.markdown(told(half_remembered(results[1]), CELLS))
