"""A sentence translated and drawn, or one sentence why it cannot be."""

from __future__ import annotations

from collections.abc import Generator

import streamlit as st

from rnn_demo.exhibits.translation.compute.translated import TranslatedSentence, translate
from rnn_demo.exhibits.translation.controls import take_forced
from rnn_demo.exhibits.translation.knobs import DIRECTIONS, TranslationKnobs
from rnn_demo.exhibits.translation.loading import LoadedTranslators
from rnn_demo.exhibits.translation.view import translation_view, view_data
from rnn_demo.translation.forced import ForcedError, read_forced
from rnn_demo.translation.sources import Source, SourceError, source_of
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for
from rnn_demo.words import message, sentence


def direction_of(now: TranslationKnobs, loaded: LoadedTranslators) -> str:
    """The direction that is asked for, or the first one if the network does not know it."""
    known = loaded.main.directions
    return now.direction if now.direction in known else known[0]


def show_translation(now: TranslationKnobs, loaded: LoadedTranslators) -> None:
    """Translate a sentence, beginning with the forced words if they can be read."""
    direction, translator = direction_of(now, loaded), loaded.main.translator
    if direction != now.direction:
        st.text(
            t("This network does not translate {way}.", way=sentence(DIRECTIONS[now.direction]))
        )
    try:
        source = source_of(translator, now.text, direction)
    except SourceError as error:
        st.text(t(message(error)))  # may quote what was typed: never Markdown
        return
    for note in source.notes:
        st.text(t(note))
    forced: tuple[int, ...] = ()
    try:
        forced = read_forced(now.forced, translator.pieces, 2 * len(source.pieces.ids) + 10)
    except ForcedError as error:
        st.text(t(message(error)))
    found = _translated(source, forced, direction, now.beam, loaded)
    if found is not None:
        data = view_data(found, translator.pieces, direction, now.shown, now.beam)
        translation_view(
            "translation_view", data, lambda sent: take_forced(sent, translator.pieces)
        )


def _translated(
    source: Source, forced: tuple[int, ...], direction: str, beam: int, loaded: LoadedTranslators
) -> TranslatedSentence | None:
    """The sentence in all ways; None if its visitor stopped it."""
    plain = loaded.plain_for(direction)

    def steps() -> Generator[float, None, TranslatedSentence]:
        other = plain.translator if plain else None
        return translate(loaded.main.translator, other, source, forced, beam)

    stamps = loaded.main.stamp, plain.stamp if plain else 0
    question = (stamps, source.text, direction, forced, beam)
    return waited_for("translation", question, steps, t("It translates …"))
