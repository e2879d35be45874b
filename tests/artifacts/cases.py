"""For each kind of network: a small folder, and its numbers whole, in a batch and by steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.network import initial_state, network_from, read, step
from rnn_demo.networks.frame_steps import first_states, foretell, read_frame
from rnn_demo.networks.hidden_markov import forward
from rnn_demo.networks.pixel_steps import begin_row, first_state, read_pixel, read_row
from rnn_demo.networks.pixel_steps import logits as pixel_logits
from rnn_demo.networks.sign_reader import frame_step, logits_of
from rnn_demo.networks.tag_reader import read_sentence
from rnn_demo.reading.classifier import classifier_from, logits, prefix_logits
from rnn_demo.reading.classifier import read as read_stretch
from rnn_demo.tasks.tunes.writing import writer_from
from tests import toy_kind
from tests.artifacts.damages import first_matrix
from tests.artifacts.picture_cases import (
    named,
    named_by_steps,
    styles_by_steps,
    styles_of_rows,
)
from tests.artifacts.speech_cases import heard, heard_by_steps
from tests.artifacts.translator_cases import written, written_by_steps
from tests.tiny_chain import NAME as TINY_CHAIN
from tests.tiny_chain import write_tiny_chain
from tests.tiny_classifier import NAME, write_tiny_classifier
from tests.tiny_frames import NAME as TINY_FRAMES
from tests.tiny_frames import write_tiny_frames
from tests.tiny_machine import NAME as TINY_MACHINE
from tests.tiny_machine import write_tiny_machine
from tests.tiny_models import tiny_artifact, write_models
from tests.tiny_pictures import CAPTIONER, STYLE, write_tiny_captioner, write_tiny_style
from tests.tiny_pixels import NAME as TINY_PIXELS
from tests.tiny_pixels import write_tiny_pixels
from tests.tiny_signs import NAME as TINY_SIGNS
from tests.tiny_signs import write_tiny_signs
from tests.tiny_speech import NAME as TINY_SPEECH
from tests.tiny_speech import write_tiny_speech
from tests.tiny_table import NAME as TINY_TABLE
from tests.tiny_table import one_more, write_tiny_table
from tests.tiny_tags import NAME as TINY_TAGS
from tests.tiny_tags import write_tiny_tags
from tests.tiny_translator import NAME as TINY_TRANSLATOR
from tests.tiny_translator import write_tiny_translator
from tests.tiny_tunes import NAME as TINY_TUNES
from tests.tiny_tunes import write_tiny_tunes

Ids = NDArray[np.integer]
Numbers = NDArray[np.floating]
LENGTHS = (1, 5, 17, 40)


def one_larger(weights: dict[str, Numbers]) -> None:
    """Add 1 to the first number of the first matrix."""
    weights[first_matrix(weights)][0, 0] += 1


@dataclass(frozen=True)
class Case:
    """How one kind is tried.

    Attributes:
        write: writes a small model below a folder of models, and gives back its own folder.
        whole: what the network computes after each step of a text, read at once: (time, ...).
        by_steps: the same, read one step at a time, the state handed on.
        together: what it computes after the last step of each text, the texts read together and
            padded: (texts, ...).
        change: makes weights those of another model of the same shapes.
        counts: whether its tensors are whole numbers, which are stored as they are.
    """

    write: Callable[[Path], Path]
    whole: Callable[[Any, Ids], Numbers]
    by_steps: Callable[[Any, Ids], Numbers]
    together: Callable[[Any, Sequence[Ids]], Numbers]
    change: Callable[[Any], object] = one_larger
    counts: bool = False


def padded(texts: Sequence[Ids]) -> Ids:
    """(texts, time), zeros after the end of each."""
    rows = np.zeros((len(texts), max(map(len, texts))), np.int64)
    for row, ids in zip(rows, texts, strict=True):
        row[: len(ids)] = ids
    return rows


def _write_generator(folder: Path) -> Path:
    artifact = tiny_artifact("a-gru", "gru")
    return write_models(folder, artifact, tiny_artifact("another-lstm")) / artifact.name


def _generator_whole(artifact: Any, ids: Ids) -> Numbers:
    network = network_from(artifact)
    return read(network, ids[None], initial_state(network))[0][0]


def _generator_by_steps(artifact: Any, ids: Ids) -> Numbers:
    network = network_from(artifact)
    state, found = initial_state(network), []
    for one in ids:
        logits_here, state = step(network, np.array([one]), state)
        found.append(logits_here[0])
    return np.array(found)


def _generator_together(artifact: Any, texts: Sequence[Ids]) -> Numbers:
    network = network_from(artifact)
    found, _ = read(network, padded(texts), initial_state(network, len(texts)))
    return np.array([found[row, len(ids) - 1] for row, ids in enumerate(texts)])


def _tunes_whole(artifact: Any, ids: Ids) -> Numbers:
    network = writer_from(artifact).network
    return read(network, ids[None], initial_state(network))[0][0]


def _tunes_by_steps(artifact: Any, ids: Ids) -> Numbers:
    network = writer_from(artifact).network
    state, found = initial_state(network), []
    for one in ids:
        logits_here, state = step(network, np.array([one]), state)
        found.append(logits_here[0])
    return np.array(found)


def _tunes_together(artifact: Any, texts: Sequence[Ids]) -> Numbers:
    network = writer_from(artifact).network
    found, _ = read(network, padded(texts), initial_state(network, len(texts)))
    return np.array([found[row, len(ids) - 1] for row, ids in enumerate(texts)])


def _classifier_by_steps(artifact: Any, ids: Ids) -> Numbers:
    classifier, memory, found = classifier_from(artifact), None, []
    for one in ids:
        (part,) = read_stretch(classifier, np.array([[one]]), memory)
        memory = part.memory
        found.append(part.logits[0, 0])
    return np.array(found)


def _vowels(artifact: Any, ids: Ids) -> Numbers:
    state = np.zeros((len(ids), artifact.config.network.hidden_size), np.float32)
    return toy_kind.marks(artifact.weights, ids, state)[0]


def _vowels_by_steps(artifact: Any, ids: Ids) -> Numbers:
    state = np.zeros((1, artifact.config.network.hidden_size), np.float32)
    found = []
    for one in ids:
        mark, state = toy_kind.marks(artifact.weights, np.array([[one]]), state)
        found.append(mark[0, 0])
    return np.array(found)


def _energies(artifact: Any, ids: Ids) -> Numbers:
    """Free energies of a picture while the pixels of a text are inked one after another."""
    inked = np.zeros((len(ids), artifact.tokenizer.vocab_size), np.float32)
    for time, pixel in enumerate(ids):
        inked[time:, pixel] = 1
    return artifact.machine.free_energy(inked)


def _energies_by_steps(artifact: Any, ids: Ids) -> Numbers:
    inked, found = np.zeros(artifact.tokenizer.vocab_size, np.float32), []
    for pixel in ids:
        inked[pixel] = 1
        found.append(artifact.machine.free_energy(inked))
    return np.array(found)


def _energies_together(artifact: Any, texts: Sequence[Ids]) -> Numbers:
    inked = np.zeros((len(texts), artifact.tokenizer.vocab_size), np.float32)
    for row, ids in enumerate(texts):
        inked[row, ids] = 1
    return artifact.machine.free_energy(inked)


def _filtered(artifact: Any, ids: Ids) -> Numbers:
    """What the largest model believes about its state after each character (time, texts, …)."""
    model = artifact.model(artifact.config.network.hidden_size, np.float64)
    return forward(model, ids).messages


def _filtered_by_steps(artifact: Any, ids: Ids) -> Numbers:
    model = artifact.model(artifact.config.network.hidden_size, np.float64)
    found, before = [], None
    for one in ids:
        before = forward(model, np.array([[one]]), before).messages[0]
        found.append(before[0])
    return np.array(found)


def _filtered_together(artifact: Any, texts: Sequence[Ids]) -> Numbers:
    read = _filtered(artifact, padded(texts))
    return np.array([read[len(ids) - 1, row] for row, ids in enumerate(texts)])


def _surprises(artifact: Any, ids: Ids) -> Numbers:
    return artifact.model.nats(ids)


def _surprises_by_steps(artifact: Any, ids: Ids) -> Numbers:
    model, found = artifact.model, []
    for time, one in enumerate(ids):
        before = ids[max(0, time - artifact.config.network.order + 1) : time]
        found.append(-np.log(model.following(before)[one]))
    return np.array(found)


def _surprises_together(artifact: Any, texts: Sequence[Ids]) -> Numbers:
    model = artifact.model
    read = np.array([model.nats(row) for row in padded(texts)])
    return np.array([read[row, len(ids) - 1] for row, ids in enumerate(texts)])


def _frames(artifact: Any, ids: Ids) -> Numbers:
    """Made-up frames, the same one for the same id."""
    size = artifact.config.network
    table = np.random.default_rng(0).normal(size=(size.vocab_size, size.features))
    return table.astype(np.float32)[ids]


def _signs_by_steps(artifact: Any, ids: Ids) -> Numbers:
    reader = artifact.reader()
    hidden, found = np.zeros(reader.hidden_size, np.float32), []
    for frame in _frames(artifact, ids):
        hidden = frame_step(reader, frame, hidden)
        found.append(reader.output_weight @ hidden + reader.output_bias)
    return np.array(found)


def _signs_together(artifact: Any, texts: Sequence[Ids]) -> Numbers:
    found = logits_of(artifact.reader(), _frames(artifact, padded(texts)))
    return np.array([found[row, len(ids) - 1] for row, ids in enumerate(texts)])


def _logits(artifact: Any, texts: Sequence[Ids]) -> Numbers:
    """Logits of the first pixels of pictures (pictures, pixels); ids that are odd are ink."""
    size = artifact.config.network
    pictures = np.zeros((len(texts), size.vocab_size), np.float32)
    for row, ids in enumerate(texts):
        pictures[row, : len(ids)] = ids % 2
    found = pixel_logits(artifact.weights, pictures.reshape(-1, size.rows, size.columns))
    return found.reshape(len(texts), -1)


def _logits_by_steps(artifact: Any, ids: Ids) -> Numbers:
    weights, columns = artifact.weights, artifact.config.network.columns
    ink, found = ids % 2, []
    above = read_row(weights, first_state(weights, 1), np.zeros((1, columns)), 0)
    along = begin_row(weights, 1)
    for at in range(len(ids)):
        row, column = divmod(at, columns)
        if row and not column:
            known = ink[None, at - columns : at]
            above, along = read_row(weights, above, known, row), begin_row(weights, 1)
        before = ink[at - 1 : at] if column else np.zeros(1)
        logit, along = read_pixel(weights, along, above.hidden[:, column], before)
        found.append(logit[0])
    return np.array(found)


def _films(artifact: Any, texts: Sequence[Ids]) -> NDArray[np.float32]:
    """Films in each frame of which the pixel of the next id is inked."""
    side = artifact.config.network.side
    films = np.zeros((len(texts), max(map(len, texts)), side * side), np.float32)
    for film, ids in zip(films, texts, strict=True):
        film[np.arange(len(ids)), ids] = 1
    return films.reshape(*films.shape[:2], side, side)


def _foretold(artifact: Any, texts: Sequence[Ids]) -> Numbers:
    """The next frame after each (films, time, side, side)."""
    return foretell(artifact.weights, _films(artifact, texts), 1)


def _foretold_by_steps(artifact: Any, ids: Ids) -> Numbers:
    films = _films(artifact, [ids])
    states, found = first_states(artifact.weights, 1, films.shape[-1]), []
    for frame in films[0]:
        logits_of_next, states = read_frame(artifact.weights, states, frame[None])
        found.append(1 / (1 + np.exp(-logits_of_next[0])))
    return np.array(found)


def _causal_tags(artifact: Any, ids: Ids) -> Numbers:
    """What the causal reader says of each word; a word for each id."""
    words = [artifact.tokenizer.words[place] for place in ids]
    return read_sentence(artifact.reader(), words).causal


CASES = {
    "generator": Case(_write_generator, _generator_whole, _generator_by_steps, _generator_together),
    "sentiment": Case(
        lambda folder: write_tiny_classifier(folder) / NAME,
        lambda artifact, ids: prefix_logits(classifier_from(artifact), ids),
        _classifier_by_steps,
        lambda artifact, texts: logits(classifier_from(artifact), texts),
    ),
    "rbm": Case(
        lambda folder: write_tiny_machine(folder) / TINY_MACHINE,
        _energies,
        _energies_by_steps,
        _energies_together,
    ),
    "hmm": Case(
        lambda folder: write_tiny_chain(folder) / TINY_CHAIN,
        lambda artifact, ids: _filtered(artifact, ids[None])[:, 0],
        _filtered_by_steps,
        _filtered_together,
    ),
    "ngram": Case(
        lambda folder: write_tiny_table(folder) / TINY_TABLE,
        _surprises,
        _surprises_by_steps,
        _surprises_together,
        one_more,
        counts=True,
    ),
    "signs": Case(
        lambda folder: write_tiny_signs(folder) / TINY_SIGNS,
        lambda artifact, ids: logits_of(artifact.reader(), _frames(artifact, ids)),
        _signs_by_steps,
        _signs_together,
    ),
    "speech": Case(
        lambda folder: write_tiny_speech(folder) / TINY_SPEECH,
        lambda artifact, ids: heard(artifact, [ids])[0],
        heard_by_steps,
        lambda artifact, texts: np.array([one[-1] for one in heard(artifact, texts)]),
    ),
    "tunes": Case(
        lambda folder: write_tiny_tunes(folder) / TINY_TUNES,
        _tunes_whole,
        _tunes_by_steps,
        _tunes_together,
    ),
    "next-pixel": Case(
        lambda folder: write_tiny_pixels(folder) / TINY_PIXELS,
        lambda artifact, ids: _logits(artifact, [ids])[0, : len(ids)],
        _logits_by_steps,
        lambda artifact, texts: np.array(
            [row[len(ids) - 1] for row, ids in zip(_logits(artifact, texts), texts, strict=True)]
        ),
    ),
    "captions": Case(
        lambda folder: write_tiny_captioner(folder) / CAPTIONER,
        lambda artifact, ids: named(artifact, ids[None])[0],
        named_by_steps,
        lambda artifact, texts: np.array(
            [
                row[len(ids) - 1]
                for row, ids in zip(named(artifact, padded(texts)), texts, strict=True)
            ]
        ),
    ),
    "translator": Case(
        lambda folder: write_tiny_translator(folder) / TINY_TRANSLATOR,
        lambda artifact, ids: written(artifact, ids[None])[0],
        written_by_steps,
        lambda artifact, texts: np.array(
            [
                row[len(ids) - 1]
                for row, ids in zip(written(artifact, padded(texts)), texts, strict=True)
            ]
        ),
    ),
    "tagger": Case(
        lambda folder: write_tiny_tags(folder) / TINY_TAGS,
        _causal_tags,
        lambda artifact, ids: np.array(
            [_causal_tags(artifact, ids[: last + 1])[-1] for last in range(len(ids))]
        ),
        lambda artifact, texts: np.array([_causal_tags(artifact, ids)[-1] for ids in texts]),
    ),
    "next-frame": Case(
        lambda folder: write_tiny_frames(folder) / TINY_FRAMES,
        lambda artifact, ids: _foretold(artifact, [ids])[0],
        _foretold_by_steps,
        lambda artifact, texts: np.array(
            [row[len(ids) - 1] for row, ids in zip(_foretold(artifact, texts), texts, strict=True)]
        ),
    ),
    "style": Case(
        lambda folder: write_tiny_style(folder) / STYLE,
        lambda artifact, ids: styles_of_rows(artifact, ids[None])[0],
        styles_by_steps,
        lambda artifact, texts: np.array(
            [
                row[len(ids) - 1]
                for row, ids in zip(styles_of_rows(artifact, padded(texts)), texts, strict=True)
            ]
        ),
    ),
    toy_kind.KIND: Case(
        lambda folder: toy_kind.write_vowels(folder) / "vowel-elman",
        lambda artifact, ids: _vowels(artifact, ids[None])[0],
        _vowels_by_steps,
        lambda artifact, texts: np.array(
            [
                row[len(ids) - 1]
                for row, ids in zip(_vowels(artifact, padded(texts)), texts, strict=True)
            ]
        ),
    ),
}


def texts_for(artifact: Any) -> list[Ids]:
    """Made-up texts of several lengths, of ids that its vocabulary has."""
    random = np.random.default_rng(0)
    return [random.integers(0, artifact.tokenizer.vocab_size, length) for length in LENGTHS]
