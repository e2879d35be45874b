"""Memory in bits: a string of the embedded Reber grammar costs 8 bits without memory, 7 with it."""

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
from rnn_demo.ui.language import t
from rnn_demo.ui.questions import tell_problems
from rnn_demo.words import message

st.title(t("Memory in bits"), anchor=False)
bits = expected_bits()
st.markdown(
    t(
        "A string of this grammar is B, then T or P, a walk through one of two branches that are "
        "alike, **the same T or P again**, and E. **How much must a reader remember to foresee it? "
        "Exactly one bit**: whoever has forgotten the second symbol needs {forgets:.0f} bits "
        "for an average string instead of {remembers:.0f}.",
        forgets=bits[READERS[1]],
        remembers=bits[READERS[0]],
    )
)
told_averages()
text = choose_string()
tell_problems("reber")
try:
    found = spell(text)
except ReberError as error:
    st.text(t(message(error)))  # quotes what was typed: never Markdown
    walk(text, None, ())
else:
    checks = checks_of(found)
    walk(text, found, checks[:2])
    show_chart(
        symbol_costs(
            list(found.text),
            {t(reader): found.bits[reader].tolist() for reader in READERS},
            t=t,
        ),
        key="bits_symbols",
        alt=t("Bits that each reader pays for each symbol of {text}.", text=found.text),
    )
    totals(found, checks)
with st.expander(t("Where the 7 comes from")):
    where_from()
st.subheader(t("How it is learned"), anchor=False)
results = reber_curves()
if results:
    networks = {cell: t(title) for cell, title in CELLS.items()}
    show_chart(
        string_costs(
            results[0],
            networks,
            {t("without memory"): 8.0, t("with memory"): 7.0},
            t=t,
        ),
        key="bits_learned",
        alt=t(
            "Bits a string over the strings trained on, by network, between 7 with memory and 8."
        ),
    )
    st.markdown(told(half_remembered(results[1]), networks))
