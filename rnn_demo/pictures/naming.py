"""The name of a picture by beam search, after words that may be given; and each word's reasons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.pictures.captioner import Captioner, DecoderState, look, next_word
from rnn_demo.tokenizers.name_words import END

BEAM = 5
LONGEST = 16  # words of a name; the longest of the training has 11
RIVALS = 6


@dataclass(frozen=True)
class NameGuess:
    """A whole name.

    Attributes:
        ids: of its words.
        log_chance: ln p of the words and of the end after them, given the picture and the words
            that were forced.
        ended: whether it ends; a name that is too long is cut.
    """

    ids: tuple[int, ...]
    log_chance: float
    ended: bool = True


@dataclass(frozen=True)
class WordReasons:
    """One word of a name, or the end, as the network came to it.

    Attributes:
        id: of the word, 0 for the end.
        chance: p of it, given the picture and the words before.
        attention: over the grid's places, row by row; it adds up to 1 (places,).
        rivals: the likeliest ids with their chances, the likeliest first.
        forced: whether it was given.
    """

    id: int
    chance: float
    attention: NDArray[np.float32]
    rivals: tuple[tuple[int, float], ...]
    forced: bool


@dataclass(frozen=True)
class Naming:
    """What a captioner says about a picture.

    Attributes:
        guesses: the beam's names, the likeliest first.
        words: the first guess word by word, with its end.
    """

    guesses: tuple[NameGuess, ...]
    words: tuple[WordReasons, ...]

    @property
    def chance(self) -> float:
        """The chance of the first guess's words that were not forced, and of its end."""
        return math.prod(word.chance for word in self.words if not word.forced)


def name_picture(
    captioner: Captioner,
    pixels: NDArray[np.uint8],
    forced: Sequence[int] = (),
    beam: int = BEAM,
) -> Naming:
    """Name a picture (side, side, 3).

    Args:
        captioner: which.
        pixels: RGB on white.
        forced: ids of the words with which the name has to begin; `END` last if it ends there.
        beam: how many names are followed at a time.
    """
    begin = look(captioner, pixels[None])
    if forced and forced[-1] == END:
        only = NameGuess(tuple(forced[:-1]), 0.0)
        return Naming((only,), reasons(captioner, begin, only, len(forced)))
    guesses = search(captioner, begin, forced, beam)
    return Naming(guesses, reasons(captioner, begin, guesses[0], len(forced)))


def search(
    captioner: Captioner, begin: DecoderState, forced: Sequence[int] = (), beam: int = BEAM
) -> tuple[NameGuess, ...]:
    """The likeliest names that begin with the forced words, by beam search.

    A name's chance is the product of its words' and of its end's, not divided by its length.
    """
    state, before = begin, [END]
    for word in forced:
        _, _, state = next_word(captioner, state, before)
        before = [word]
    live = [NameGuess(tuple(forced), 0.0, False)]
    done: list[NameGuess] = []
    while live and len(live[0].ids) < LONGEST:
        log_chances, _, after = next_word(captioner, state, before)
        total = log_chances + np.array([[guess.log_chance] for guess in live])
        best = np.argsort(-total, axis=None, kind="stable")[: 2 * beam]
        names: list[NameGuess] = []
        places: list[int] = []
        for one in best.tolist():
            row, word = divmod(one, total.shape[1])
            log_chance = float(total[row, word])
            if word == END:
                if live[row].ids:  # a name has a word
                    done.append(NameGuess(live[row].ids, log_chance))
            elif len(names) < beam:
                names.append(NameGuess((*live[row].ids, word), log_chance, False))
                places.append(row)
        done = sorted(done, key=lambda guess: -guess.log_chance)[:beam]
        if len(done) == beam and (not names or names[0].log_chance <= done[-1].log_chance):
            break  # no longer name can be likelier than these
        live, state, before = names, after.rows(places), [guess.ids[-1] for guess in names]
    found = sorted([*done, *live][: 2 * beam], key=lambda guess: -guess.log_chance)
    ended = [guess for guess in found if guess.ended]
    return tuple((ended or found)[:beam])


def reasons(
    captioner: Captioner, begin: DecoderState, guess: NameGuess, forced: int
) -> tuple[WordReasons, ...]:
    """A name word by word, and its end: attention, chances and rivals."""
    state, before, found = begin, END, []
    for place, word in enumerate([*guess.ids, END] if guess.ended else guess.ids):
        log_chances, attention, state = next_word(captioner, state, [before])
        chances = np.exp(log_chances[0])
        best = np.argsort(-chances, kind="stable")[:RIVALS]
        rivals = tuple((int(one), float(chances[one])) for one in best)
        found.append(WordReasons(word, float(chances[word]), attention[0], rivals, place < forced))
        before = word
    return tuple(found)
