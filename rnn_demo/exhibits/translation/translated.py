"""A sentence translated and drawn, or one sentence why it cannot be."""

from __future__ import annotations

from collections.abc import Generator, Hashable

import streamlit as st

from rnn_demo.exhibits.translation.compute.translated import TranslatedSentence, translate
from rnn_demo.exhibits.translation.controls import take_forced
from rnn_demo.exhibits.translation.knobs import DIRECTIONS, TranslationKnobs
from rnn_demo.exhibits.translation.live import LiveTranslation, live_address
from rnn_demo.exhibits.translation.loading import LoadedTranslators
from rnn_demo.exhibits.translation.view import source_data, translation_view, view_data
from rnn_demo.translation.forced import ForcedPiecesError, read_forced
from rnn_demo.translation.sources import Source, SourceError, source_of
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for
from rnn_demo.words import message, sentence

VIEW = "translation_view"


def direction_of(now: TranslationKnobs, loaded: LoadedTranslators) -> str:
    """The direction that is asked for, or the first one if the network does not know it."""
    known = loaded.main.directions
    return now.direction if now.direction in known else known[0]


def show_translation(now: TranslationKnobs, loaded: LoadedTranslators) -> None:
    """Translate a sentence, beginning with the forced words if they can be read."""
    direction, translator = direction_of(now, loaded), loaded.main.translator
    if direction != now.direction:
        way = sentence(DIRECTIONS[now.direction])
        st.text(t("This network does not translate {way}.", way=way))
    try:
        source = source_of(translator, now.text, direction)
    except SourceError as error:
        st.text(t(message(error)))  # may quote what was typed: never Markdown
        return
    for note in source.notes:
        st.text(t(note))
    forced: tuple[int, ...] = ()
    try:
        most = 2 * len(source.pieces.ids) + 10
        forced = read_forced(now.forced, translator.pieces, most)
    except ForcedPiecesError as error:
        st.text(t(message(error)))
    _show(source, forced, direction, now, loaded)


def _show(
    source: Source,
    forced: tuple[int, ...],
    direction: str,
    now: TranslationKnobs,
    loaded: LoadedTranslators,
) -> None:
    pieces, plain = loaded.main.translator.pieces, loaded.plain_for(direction)
    stamps = loaded.main.stamp, plain.stamp if plain else 0
    question = (stamps, source.text, direction, forced, now.beam)
    live = st.session_state["translation_live"] = LiveTranslation(pieces)  # held until it is sent

    def steps() -> Generator[float, None, TranslatedSentence]:
        main, other = loaded.main.translator, plain.translator if plain else None
        return translate(main, other, source, forced, now.beam, live.progress)

    def show(data: dict[str, object]) -> None:
        translation_view(VIEW, data, lambda sent: take_forced(sent, pieces))

    # A question that this tab has had answered is drawn at once; else the browser gets an address
    # from which the pieces come, and the run goes on.
    address = "" if _answered(question) else live_address(live)
    if address:
        show(source_data(source, direction, pieces, address))
    try:
        found = waited_for("translation", question, steps, t("It translates …"))
        if found is not None:
            live.data = view_data(found, pieces, direction, now.shown, now.beam)
            st.session_state["translation_answered"] = question
    finally:
        live.ended = True
    if live.data is not None and not address:
        show(live.data)


def _answered(question: Hashable) -> bool:
    return bool(st.session_state.get("translation_answered") == question)
