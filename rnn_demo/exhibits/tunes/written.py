"""The network of the models' folder, and the tune that the knobs ask for."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.tunes import TuneArtifact, read_tunes
from rnn_demo.configuration.tunes import KIND
from rnn_demo.exhibits.tunes.compute.verdict import TuneVerdict, verdict_of
from rnn_demo.exhibits.tunes.knobs import TuneKnobs, key_of
from rnn_demo.knobs.values import KnobError
from rnn_demo.music.abc_reader import AbcError
from rnn_demo.music.starts import read_start
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.tunes.copying import CopyIndex, read_copy_index
from rnn_demo.tasks.tunes.writing import (
    TuneRequest,
    TuneWriter,
    WrittenTune,
    write_tune,
    writer_from,
)
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.tunes import ANY
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for
from rnn_demo.words import message, sentence


@dataclass(frozen=True, eq=False)
class LoadedTunes:
    """A network that writes tunes, and the index of what it learned from.

    Attributes:
        artifact: the folder's contents.
        writer: the network.
        index: of the training tunes.
        stamp: when its files were last written, in nanoseconds.
    """

    artifact: TuneArtifact
    writer: TuneWriter
    index: CopyIndex
    stamp: int


@dataclass(frozen=True, eq=False)
class ShownTune:
    """A tune and what is said of it."""

    found: WrittenTune
    verdict: TuneVerdict


def loaded_tunes() -> LoadedTunes | None:
    """The first network of its kind in the folder of models; None if there is none.

    Raises:
        ArtifactError: it is damaged.
    """
    names = model_names(KIND)
    if not names:
        return None
    return _loaded(names[0], last_written(listed_model(names[0]), KIND))


def loaded_or_told() -> LoadedTunes | None:
    """The same; None after a sentence about why there is none."""
    try:
        loaded = loaded_tunes()
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return None
    if loaded is None:
        st.info(
            t(
                "There is no network that writes tunes in the folder of models; docs/training.md "
                "says how one is trained."
            )
        )
    return loaded


def shown_tune(loaded: LoadedTunes, now: TuneKnobs) -> ShownTune | None:
    """The tune that the knobs ask for; None if its visitor stopped it.

    Raises:
        KnobError: the key does not exist, or the start cannot be read or is not known.
    """
    try:
        key = key_of(now)
    except ValueError:
        raise KnobError(
            sentence(
                "{tonic} with this mode would have more than seven sharps or flats: choose another "
                "key.",
                tonic=now.tonic,
            )
        ) from None
    try:
        start = read_start(now.start, key, now.meter)
        loaded.writer.tokenizer.encode_elements(start, key)
    except (AbcError, TokenizerError) as error:
        raise KnobError(sentence("The start cannot be used. {why}", why=message(error))) from None
    request = TuneRequest(
        "" if now.kind == ANY else now.kind,
        now.meter,
        key,
        start,
        Knobs(now.temperature),
        now.seed,
        int(now.most_shared),
    )

    def steps() -> Generator[float, None, ShownTune]:
        found = yield from write_tune(loaded.writer, request)
        return ShownTune(found, verdict_of(found, loaded.index))

    return waited_for("tunes_writing", (loaded.stamp, request), steps, t("It writes a tune …"))


@st.cache_resource(show_spinner=False, max_entries=2)
def _loaded(name: str, stamp: int) -> LoadedTunes:
    """Read once for all visitors until its files are written again."""
    folder = listed_model(name)

    def read() -> LoadedTunes:
        artifact, index = read_tunes(folder), read_copy_index(folder)
        return LoadedTunes(artifact, writer_from(artifact, index), index, stamp)

    return of_one_time(folder, KINDS[KIND].files, read)
