"""A hidden Markov model writes, beside a table and networks that were trained on the same text."""

from __future__ import annotations

import numpy as np
import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.hmm import ChainArtifact, read_chain
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.configuration.hmm import KIND
from rnn_demo.engine.generation import Request
from rnn_demo.exhibits.hidden_markov import controls
from rnn_demo.exhibits.hidden_markov.beside import (
    show_text,
    table_card,
    two_by_two,
    write_beside,
)
from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.exhibits.hidden_markov.standings import standings_table
from rnn_demo.networks.hidden_markov import HiddenMarkovModel
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.hmm.writing import write_on
from rnn_demo.tokenizers.known_forms import to_known
from rnn_demo.ui.beside import knobs_and_picture
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import message


def writing(now: ChainKnobs) -> None:
    """The text of a trained model, three others beside it, and the figures of all."""
    st.subheader(t("It writes, too"), anchor=False)
    names = model_names(KIND)
    if not names:
        st.info(
            t(
                "There is no trained hidden Markov model in the folder of models; "
                "docs/training.md says how one is trained."
            )
        )
        return
    try:
        stamp = last_written(listed_model(names[0]), KIND)
        artifact = _artifact(names[0], stamp)
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    st.markdown(
        t(
            "Trained on the same Shakespeare as the recurrent networks, it reads the prompt with "
            "the forward algorithm and then chooses one character after another from "
            "$p(x_{t+1} \\mid x_1 \\dots x_t) = \\sum_{s} (\\hat\\alpha_t A)_s\\, B_s(x_{t+1})$. "
            "Beside it, with the same prompt and luck: a table that looks up what followed the "
            "last few characters, and two networks."
        )
    )
    left, right = knobs_and_picture()
    with left:
        controls.widgets("writing")
    now = controls.chain_knobs()
    prompt = to_known(now.prompt, artifact.tokenizer)
    with right:
        if notice := prompt.notice():
            st.text(t(notice))
        places = two_by_two()
        with places[0]:
            states = _states(artifact, now.writer)
            model = _model(artifact, names[0], stamp, states)
            request = Request(prompt.text, now.written, Knobs(now.temperature), now.luck)
            show_text(
                t("Hidden Markov model, {n} states", n=states),
                prompt.text,
                "".join(write_on(model, artifact.tokenizer, request)),
            )
        write_beside(places[1:], now, prompt.text)
        standings_table(artifact)
    with st.expander(t("The card of these models")):
        st.markdown(card(names[0]))
    table_card()


def _states(artifact: ChainArtifact, wanted: int) -> int:
    """The size that is there: the wanted one, else the next smaller one, else the smallest."""
    sizes = artifact.config.network.sizes
    return max((size for size in sizes if size <= wanted), default=sizes[0])


@st.cache_resource(show_spinner=False, max_entries=2)
def _artifact(name: str, stamp: int) -> ChainArtifact:
    """The models of a folder, read once for all visitors until its files are written again."""
    del stamp
    folder = listed_model(name)
    return of_one_time(folder, KINDS[KIND].files, lambda: read_chain(folder))


@st.cache_resource(show_spinner=False, max_entries=8)
def _model(_artifact: ChainArtifact, name: str, stamp: int, states: int) -> HiddenMarkovModel:
    """One of the models; which one is said by the other arguments, because it has no hash."""
    del name, stamp
    return _artifact.model(states, np.float64)
