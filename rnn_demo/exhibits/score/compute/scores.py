"""A text read by several models: how surprised each was, and which one would have written it.

Models can only be compared on characters that all of them can spell. So they are compared on one
text: the given one, spelled in the characters that all of them know. A model that cannot spell a
text at all (an English alphabet, a Russian page) is left out of the comparison rather than judged
on the commas.
"""

from __future__ import annotations

import codecs
import math
from collections.abc import Generator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.network import CharacterNetwork, initial_state, read
from rnn_demo.engine.transcript import Rival, WrittenCharacter
from rnn_demo.sampling import log_softmax
from rnn_demo.text.normal_form import normalized
from rnn_demo.text.spelling import Spelling
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.known_forms import KnownText, to_known
from rnn_demo.words import sentence

MAX_CHARACTERS = 20_000
RIVALS = 5
PIECE = 128  # characters between two reports of progress
SPELLED = 0.9  # a model must keep this share of what the best speller keeps


class ScoreError(ValueError):
    """A text that cannot be scored; the message says why and what would do."""


@dataclass(frozen=True)
class Score:
    """A text under one model.

    Attributes:
        known: the text as the model can spell it.
        nats: -ln p of each character except the first, which is read and not predicted, (n - 1,).
        rival_ids: the likeliest characters at each of these places, best first, (n - 1, rivals),
            in the smallest type that holds the vocabulary.
        rival_probabilities: their probabilities, same shape, float32.
    """

    known: KnownText
    nats: NDArray[np.float64]
    rival_ids: NDArray[np.unsignedinteger]
    rival_probabilities: NDArray[np.float32]

    @property
    def characters(self) -> int:
        """How many characters were predicted."""
        return len(self.nats)

    @property
    def total_nats(self) -> float:
        """-ln p of the whole text, given its first character."""
        return float(self.nats.sum())

    @property
    def bits_per_character(self) -> float:
        """The mean surprise; NaN if nothing was predicted."""
        if not self.characters:
            return math.nan
        return self.total_nats / self.characters / math.log(2)


@dataclass(frozen=True)
class Shared:
    """What a text costs a model, spelled in the characters that several models know.

    Attributes:
        total_nats: -ln p of the whole text, given its first character.
        characters: how many characters were predicted.
    """

    total_nats: float
    characters: int


@dataclass(frozen=True)
class Verdict:
    """Which of several models would have written a text, if all are equally likely beforehand.

    Attributes:
        probabilities: p(model | text, one of these models wrote it), most likely first.
        bits_ahead: by how much the first explains the text better than the second, in bits of
            the whole text; infinite when it stands alone.
        characters: how many characters each model predicted, the same ones for all.
        bits_per_character: the bits per character of the first model.
        left_out: models that cannot spell the text.
    """

    probabilities: dict[str, float]
    bits_ahead: float
    characters: int
    bits_per_character: float
    left_out: tuple[str, ...]


def start_of_file(data: bytes, limit: int = MAX_CHARACTERS) -> tuple[str, bool]:
    """The first characters of a UTF-8 file without its byte-order mark, and whether that is all.

    Raises:
        ScoreError: the file is not UTF-8.
    """
    longest = 4 * limit + 7  # bytes that can hold a mark, the limit, and one character more
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        text = decoder.decode(data[:longest], final=len(data) <= longest)
    except UnicodeDecodeError as error:
        raise ScoreError(
            sentence(
                "The file is not UTF-8 (byte {byte:#04x} at position {position:,}): save it as "
                "UTF-8 and upload it again.",
                byte=error.object[error.start],
                position=error.start,
            )
        ) from None
    return text[:limit], len(text) <= limit and len(data) <= longest


def score_text(network: CharacterNetwork, text: str) -> Generator[float, None, Score]:
    """Read a text once, carrying the state; it yields the share that is done.

    Equation: nats_t = -ln p(c_t | c_0 … c_{t-1}), as `rnn_demo.tasks.generator.measure.stateful`.
    """
    known = to_known(text, network.tokenizer)
    ids = network.tokenizer.encode(known.text).astype(np.int64)
    rivals = min(RIVALS, network.tokenizer.vocab_size)
    small = network.tokenizer.dtype
    nats, best_ids = [np.empty(0)], [np.empty((0, rivals), small)]
    best = [np.empty((0, rivals), np.float32)]
    state = initial_state(network)
    for start in range(0, len(ids) - 1, PIECE):
        targets = ids[start + 1 : start + 1 + PIECE]
        logits, state = read(network, ids[None, start : start + len(targets)], state)
        log_p = log_softmax(logits[0])
        nats.append(-np.take_along_axis(log_p, targets[:, None], axis=1)[:, 0])
        order = np.argsort(-log_p, axis=1, kind="stable")[:, :rivals]
        best_ids.append(order.astype(small))
        best.append(np.exp(np.take_along_axis(log_p, order, axis=1)).astype(np.float32))
        yield (start + len(targets)) / (len(ids) - 1)
    return Score(known, np.concatenate(nats), np.concatenate(best_ids), np.concatenate(best))


def score_shared(network: CharacterNetwork, text: str) -> Generator[float, None, Shared]:
    """Only what the comparison needs of a score."""
    score = yield from score_text(network, text)
    return Shared(score.total_nats, score.characters)


def as_written(
    score: Score, network: CharacterNetwork, start: int, stop: int
) -> list[WrittenCharacter]:
    """The predicted characters start … stop - 1; the first of all is character 1 of the text."""
    text, known = score.known.text, network.tokenizer.characters
    written = []
    for i in range(start, min(stop, score.characters)):
        pairs = zip(score.rival_ids[i], score.rival_probabilities[i], strict=True)
        rivals = tuple(Rival(known[j], float(p)) for j, p in pairs)
        written.append(WrittenCharacter(text[i + 1], float(score.nats[i]), rivals))
    return written


def common_text(text: str, networks: Mapping[str, CharacterNetwork]) -> tuple[str, list[str]]:
    """The text in characters that all comparable models know, and the names of those models."""
    kept = {name: _letters(text, network.tokenizer) for name, network in networks.items()}
    most = max(kept.values(), default=0)
    able = [name for name in networks if most and kept[name] >= SPELLED * most]
    if not able:
        return "", []
    spellings = [Spelling(networks[name].tokenizer.characters) for name in able]
    # One model may spell й with one character and another with two: both know it.
    letters = {*text, *normalized("NFC", text)}
    letters = letters.union(*(spelling.known for spelling in spellings))
    shared = {letter for letter in letters if all(spelling.of(letter) for spelling in spellings)}
    if not shared:
        return "", []
    return to_known(text, CharacterTokenizer("".join(sorted(shared)))).text, able


def _letters(text: str, tokenizer: CharacterTokenizer) -> int:
    """How many letters of a text a vocabulary keeps, however many characters each takes."""
    return len(normalized("NFC", to_known(text, tokenizer).text))


def verdict(total_nats: Mapping[str, float], characters: int, left_out: tuple[str, ...]) -> Verdict:
    """Bayes' rule with equal priors.

    Equation: p(m | text) = exp(-N_m) / Σ_k exp(-N_k), N_m the total nats of model m.

    Args:
        total_nats: the total nats of each model, over the same characters.
        characters: how many characters these are.
        left_out: models that are not compared.

    Raises:
        ValueError: there is no model to compare.
    """
    if not total_nats:
        raise ValueError(sentence("There is no model to compare."))
    names = sorted(total_nats, key=lambda name: total_nats[name])
    nats = np.array([total_nats[name] for name in names])
    posterior = np.exp(log_softmax(-nats))
    ahead = float(nats[1] - nats[0]) / math.log(2) if len(nats) > 1 else math.inf
    probabilities = {name: float(p) for name, p in zip(names, posterior, strict=True)}
    bits = float(nats[0]) / math.log(2) / characters if characters else math.nan
    return Verdict(probabilities, ahead, characters, bits, left_out)
