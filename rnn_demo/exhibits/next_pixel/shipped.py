"""The network of the page, from the folder of models."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.pixels import PixelArtifact
from rnn_demo.configuration.pixels import KIND
from rnn_demo.exhibits.next_pixel.knobs import SIDE
from rnn_demo.exhibits.next_pixel.view import send_network
from rnn_demo.ui.language import t
from rnn_demo.words import message


def shipped_network() -> PixelArtifact | None:
    """The network, sent to the browser; or a sentence about what is missing."""
    names = model_names(KIND)
    if not names:
        st.info(
            t(
                "There is no network that draws digits in the folder of models; docs/training.md "
                "says how one is trained."
            )
        )
        return None
    try:
        network = send_network(names[0], last_written(listed_model(names[0]), KIND))
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return None
    size = network.config.network
    if (size.rows, size.columns) != (SIDE, SIDE):
        st.text(
            t(
                "{name} draws pictures of {rows} × {columns} pixels; this page needs {side} × "
                "{side}.",
                name=network.name,
                rows=size.rows,
                columns=size.columns,
                side=SIDE,
            )
        )
        return None
    return network
