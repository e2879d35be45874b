"""The live chart of the next characters after the prompt."""

from __future__ import annotations

import streamlit as st

from rnn_demo.engine.next_character import next_characters, visible
from rnn_demo.figures.bars import before_and_after
from rnn_demo.tokenizers.known_forms import to_known
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel, reader
from rnn_demo.widgets.written_text.settings import Settings, end_of_prompt


def next_character_chart(name: str, loaded: LoadedModel, settings: Settings) -> None:
    """What may follow the prompt, according to the network and after the knobs narrow it."""
    tokenizer = loaded.network.tokenizer
    known = to_known(end_of_prompt(settings.prompt)[0], tokenizer)
    chances = next_characters(
        reader(loaded, known.text).logits, tokenizer.characters, settings.knobs
    )
    st.caption(
        t(
            "{title}: after the knobs {allowed} of {known} characters can follow the prompt.",
            title=loaded.title,
            allowed=chances.allowed,
            known=tokenizer.vocab_size,
        )
    )
    figure = before_and_after(
        [*(t(visible(character)) for character in chances.characters), t("rest")],
        [*chances.before, chances.others_before],
        [*chances.after, chances.others_after],
        names=(t("as the network gives it"), t("after the knobs")),
        y_title=t("probability"),
        t=t,
    )
    show_chart(
        figure,
        key=f"next-{name}",
        alt=t(
            "Probability of each next character under {title}, before and after the knobs.",
            title=loaded.title,
        ),
    )
