"""The served page: navigation only. Start it with `make run`."""

from __future__ import annotations

import streamlit as st

st.set_page_config(page_title="Recurrent networks, tried out", layout="wide")
st.navigation(
    {
        "": [st.Page("rnn_demo/pages/home.py", title="Home", default=True)],
        "Text": [
            st.Page("rnn_demo/pages/write.py", title="Write"),
            st.Page("rnn_demo/pages/score.py", title="Score my text"),
            st.Page("rnn_demo/pages/models.py", title="Models"),
        ],
    }
).run()
