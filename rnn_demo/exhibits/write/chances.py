"""The live chart of the next characters after the prompt."""

from __future__ import annotations

import streamlit as st

from rnn_demo.engine.next_character import next_characters, visible
from rnn_demo.figures.bars import before_and_after
from rnn_demo.tokenizers.known_forms import to_known
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.loading import LoadedModel, reader
from rnn_demo.widgets.written_text.settings import Settings, end_of_prompt


def next_character_chart(name: str, loaded: LoadedModel, settings: Settings) -> None:
    """What may follow the prompt, as the network gives it and as the knobs leave it."""
    tokenizer = loaded.network.tokenizer
    known = to_known(end_of_prompt(settings.prompt)[0], tokenizer)
    chances = next_characters(
        reader(loaded, known.text).logits, tokenizer.characters, settings.knobs
    )
    st.caption(
        f"{loaded.title}: after the knobs {chances.allowed} of {tokenizer.vocab_size} characters "
        "can follow the prompt."
    )
    figure = before_and_after(
        [*(visible(character) for character in chances.characters), "rest"],
        [*chances.before, chances.others_before],
        [*chances.after, chances.others_after],
        names=("as the network gives it", "after the knobs"),
        y_title="probability",
    )
    show_chart(
        figure,
        key=f"next-{name}",
        alt=f"Probability of each next character under {loaded.title}, before and after the knobs.",
    )
