"""About the models: each kind of network has its part."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.kinds import KINDS, imported
from rnn_demo.ui.language import t

st.title(t("About the models"), anchor=False)
for name, kind in KINDS.items():
    if kind.section:
        imported(kind.section)(name)
