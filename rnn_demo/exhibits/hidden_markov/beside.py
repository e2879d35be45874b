"""What else writes beside the hidden Markov model: a table of n-grams, and recurrent networks."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.ngram import read_table
from rnn_demo.catalogue import PageLink
from rnn_demo.configuration.ngram import KIND
from rnn_demo.engine.generation import Request, write
from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.exhibits.hidden_markov.standings import TABLE
from rnn_demo.networks.ngram import NgramModel
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.ngram.writing import write_on
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.known_forms import to_known
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import load, reader
from rnn_demo.ui.page_links import page_links
from rnn_demo.ui.waiting import waited_for
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import message

NETWORKS = {"shakespeare-elman": "Elman network", "shakespeare-lstm": "LSTM"}
OFTEN = 25  # characters from one look at the clock to the next


@dataclass(frozen=True)
class ReadTable:
    """A table that can write, with its vocabulary."""

    model: NgramModel
    tokenizer: CharacterTokenizer


def two_by_two() -> list[DeltaGenerator]:
    """Four places, two in a row; below one another on a phone."""
    return [*st.columns(2), *st.columns(2)]


def show_text(title: str, prompt: str, text: str) -> None:
    """A text as it is, which is never Markdown."""
    st.markdown(f"**{title}**")
    st.code(prompt + text, language=None, wrap_lines=True)


def write_beside(places: Sequence[DeltaGenerator], now: ChainKnobs, prompt: str) -> None:
    """The table's text and the networks', with the same prompt, temperature and luck.

    Args:
        places: one for each of the three.
        now: the knobs.
        prompt: as the hidden Markov model reads it.
    """
    first, *others = places
    with first:
        _tabled(now, prompt)
    for place, (name, called) in zip(others, NETWORKS.items(), strict=True):
        with place:
            _network(name, t(called), now, prompt)


def table_card() -> None:
    """The card of the table, if it is here."""
    if TABLE in model_names(KIND):
        with st.expander(t("The card of the n-grams")):
            st.markdown(card(TABLE))


def _tabled(now: ChainKnobs, prompt: str) -> None:
    if TABLE not in model_names(KIND):
        st.caption(t("{name} is not here to be compared with.", name=TABLE))
        return
    try:
        table = _table(TABLE, last_written(listed_model(TABLE), KIND))
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    known = to_known(prompt, table.tokenizer).text
    request = Request(known, now.written, Knobs(now.temperature), now.luck)
    title = t("Table of {order}-grams", order=len(table.model.lengths))
    show_text(title, known, "".join(write_on(table.model, table.tokenizer, request)))


def _network(name: str, called: str, now: ChainKnobs, prompt: str) -> None:
    if name not in model_names():
        st.caption(t("{name} is not here to be compared with.", name=name))
        return
    try:
        network = load(name)
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    known = to_known(prompt, network.network.tokenizer).text
    question = (network.stamp, known, now.temperature, now.written, now.luck)

    def written() -> Generator[float, None, str]:
        text: list[str] = []
        request = Request(known, now.written, Knobs(now.temperature), now.luck)
        for character, _ in write(reader(network, known), request):
            text.append(character.character)
            if len(text) % OFTEN == 0:
                yield len(text) / now.written
        return "".join(text)

    title = t("{network} is writing …", network=called)
    found = waited_for(f"hmm_beside_{name}", question, written, title)
    if found is None:
        return
    show_text(called, known, found)
    if name != "shakespeare-elman":  # the page of texts has two networks
        query = {"prompt": known, "temperature": str(now.temperature), "seed": str(now.luck)}
        page_links([PageLink("write", query)])


@st.cache_resource(show_spinner=False, max_entries=2)
def _table(name: str, stamp: int) -> ReadTable:
    """A table, read once for all visitors until its files are written again."""
    del stamp
    folder = listed_model(name)
    artifact = of_one_time(folder, KINDS[KIND].files, lambda: read_table(folder))
    return ReadTable(artifact.model, artifact.tokenizer)
