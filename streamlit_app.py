"""The served page: navigation, and what is served beside it. Start it with `make run`."""

from __future__ import annotations

import streamlit as st

if __name__ == "__main__":  # a visitor's run of the page
    st.set_page_config(page_title="Recurrent networks, tried out", layout="wide")
    st.navigation(
        {
            "": [st.Page("rnn_demo/pages/home.py", title="Home", default=True)],
            "Text": [
                st.Page("rnn_demo/pages/write.py", title="Write"),
                st.Page("rnn_demo/pages/score.py", title="Score my text"),
                st.Page("rnn_demo/pages/sentiment.py", title="Sentiment"),
                st.Page("rnn_demo/pages/models.py", title="Models"),
            ],
            "Inside": [
                st.Page("rnn_demo/pages/conveyor_belt.py", title="Conveyor belt"),
                st.Page("rnn_demo/pages/neurons.py", title="Neurons"),
                st.Page("rnn_demo/pages/conventions.py", title="Conventions"),
                st.Page("rnn_demo/pages/unfolding.py", title="Unfolded in time"),
                st.Page("rnn_demo/pages/time_machine.py", title="Time machine"),
                st.Page("rnn_demo/pages/vanishing_gradient.py", title="Vanishing gradient"),
                st.Page("rnn_demo/pages/memory_ruler.py", title="Memory ruler"),
                st.Page("rnn_demo/pages/memory_in_bits.py", title="Memory in bits"),
                st.Page("rnn_demo/pages/trained_memory.py", title="Trained to remember"),
            ],
        }
    ).run()
else:  # the server, once
    from rnn_demo.ui import serving

    app = st.App(__file__, lifespan=serving.lifespan, routes=serving.routes())
