"""The part of the page about films: a scene, its frames, and the errors that were measured."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.frames import FrameArtifact, read_frames
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.configuration.frames import KIND
from rnn_demo.exhibits.next_pixel.film.compute import ForetoldFilm, foretold_film
from rnn_demo.exhibits.next_pixel.film.view import film_view
from rnn_demo.exhibits.next_pixel.knobs import PixelKnobs
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import message, sentence

TOLD = {
    "straight": sentence(
        "Both digits go straight on, and neither meets an edge before the film ends. “It moves on” "
        "knows the digits and is never wrong here; the network has to find out from pixels what "
        "moves and how fast."
    ),
    "edge": sentence(
        "Both digits turn back at an edge after the last frame that is seen. “It moves on” pushes "
        "them out of the picture; the network has learned that edges send them back, but draws "
        "them as a blur: each pixel is the mean over what may come, and blur feeds on itself."
    ),
    "covered": sentence(
        "One digit passes in front of the other just when the network has to go on alone. This "
        "is where it fails: what has been hidden for some frames it can only guess, and its guess "
        "is a blur of both."
    ),
    "strangers": sentence(
        "A triangle and a cross instead of digits. It has learned to move what it has seen more "
        "than it has learned digits, but strokes that no digit has fade within a few frames."
    ),
    "chance": sentence("Two digits, two places and two speeds from the seed."),
}


def film_section(knobs: PixelKnobs) -> None:
    """The film of the page's knobs, or a sentence about what is missing."""
    names = model_names(KIND)
    if not names:
        st.info(
            t(
                "There is no network that predicts frames in the folder of models; "
                "docs/training.md says how one is trained."
            )
        )
        return
    name = names[0]
    try:
        stamp = last_written(listed_model(name), KIND)
        network = _network(name, stamp)
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    st.markdown(t(TOLD[knobs.film]))
    seed = knobs.film_seed if knobs.film == "chance" else 0
    film_view("next_frame_view", _film(name, stamp, knobs.film, seed))
    if network.metrics:
        _measured(network.metrics["test"])
    with st.expander(t("The card of this network")):
        st.markdown(card(name))


def _measured(test: dict[str, Any]) -> None:
    rows = (("network", t("the network")), ("stays", t("it stays")), ("moves_on", t("it moves on")))
    horizons = range(len(test["network"]["squared_error"]))
    st.table(
        {
            t("mean squared error of a pixel"): [told for _, told in rows],
            **{
                t("{n} ahead", n=k + 1): [
                    f"{test[name]['squared_error'][k]:.4f}" for name, _ in rows
                ]
                for k in horizons
            },
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(
        t(
            "{films} films of test digits; in {turned} % of them a digit turns back in the frames "
            "that are predicted. “It moves on” is told both digits and their places, which the "
            "network has to find out.",
            films=f"{test['films']:,}",
            turned=round(100 * test["turned"]),
        )
    )


@st.cache_resource(show_spinner=False, max_entries=2)
def _network(name: str, stamp: int) -> FrameArtifact:
    """A network, read once for all visitors until its files are written again."""
    del stamp
    folder = listed_model(name)
    return of_one_time(folder, KINDS[KIND].files, lambda: read_frames(folder))


@st.cache_data(show_spinner=False, max_entries=100)
def _film(name: str, stamp: int, scene: str, seed: int) -> ForetoldFilm:
    """A film, foretold once for all visitors."""
    network = _network(name, stamp)
    return foretold_film(network.weights, network.config.network, scene, seed)
