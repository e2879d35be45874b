"""Melodies as tokens: one for each note, with its pitch within the key and its length.

    R:jig M:6/8 tonic:D mode:maj G2 E | C2 G …  :| <end>

A pitch is written as ABC writes it, with the tonic as C and the notes of the key without
accidental: in D major, F sharp is `E`, and `^F` is G sharp. So a tune has the same notes in every
key. The first four tokens say what is asked for; the network reads and does not predict them. The
sign that opens a repeat is no token, because where a repeat begins follows from where it ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.music.keys import LETTERS, MODES, MusicalKey
from rnn_demo.music.openings import without_openings
from rnn_demo.music.tune import (
    MARKS,
    METERS,
    OPEN,
    Element,
    Tune,
    TuneNote,
    length_text,
    length_ticks,
)
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

END_TOKEN = "<end>"
TYPE = "tunes"  # as tokenizer.json names it
HEADER = 4  # tokens
ANY = "any"
KINDS = (
    "reel", "jig", "hornpipe", "air", "slip jig", "o'carolan", "march", "strathspey", "waltz",
    "quick step", "polka", "set dance", "slide", "clog", "morris",
)  # fmt: skip
TONICS = ("C", "D", "E", "F", "G", "A", "B", "Bb", "Eb")
SIGNS = {-1: "_", 0: "", 1: "^"}
MAX_BYTES, MOST_TOKENS = 200_000, 4_096
FIRST_CHARACTER = 0xE000  # of the private use area: the engine takes a character for each token


class TuneTokenizer:
    """Tokens by id.

    Attributes:
        tokens: every token, by id.
        vocab_size: how many there are.
        characters: one character for each token, as the engine of texts wants them.
    """

    def __init__(self, tokens: Sequence[str]) -> None:
        if len(set(tokens)) != len(tokens):
            raise TokenizerError(sentence("A token stands twice in the vocabulary."))
        if not tokens or len(tokens) > MOST_TOKENS:
            raise TokenizerError(
                sentence(
                    "A vocabulary of {count} tokens; give from 1 to {most}.",
                    count=len(tokens),
                    most=MOST_TOKENS,
                )
            )
        self.tokens = tuple(tokens)
        self.vocab_size = len(tokens)
        self.ids = {token: i for i, token in enumerate(tokens)}
        self.characters = CharacterTokenizer(
            "".join(chr(FIRST_CHARACTER + i) for i in range(len(tokens)))
        )

    @classmethod
    def load(cls, path: Path) -> TuneTokenizer:
        """Read a tokenizer.json.

        Raises:
            TokenizerError: missing, or not such a file.
        """
        try:
            told = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
            tokens = told["tokens"]
            if told["type"] != TYPE or not isinstance(tokens, list):
                raise ValueError("a list of the tokens of tunes belongs there")
            if not all(isinstance(token, str) and _known(token) for token in tokens):
                raise ValueError("it has a token that is none of a tune")
            missing = [one for one in needed_tokens() if one not in tokens]
            if missing:
                raise ValueError(f"it lacks the token {missing[0]}")
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise TokenizerError(
                sentence(
                    "{path} is not a usable tokenizer.json: {error}.",
                    path=shown(path),
                    error=message(error),
                )
            ) from None
        return cls(tokens)

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        return json.dumps({"type": TYPE, "tokens": list(self.tokens)}, indent=1) + "\n"

    def encode(self, tokens: Iterable[str]) -> NDArray[np.int64]:
        """The id of each token.

        Raises:
            TokenizerError: one of them is not in the vocabulary.
        """
        found = list(tokens)
        for token in found:
            if token not in self.ids:
                raise TokenizerError(
                    sentence(
                        "The network has never seen a note like {token} (the tonic written as "
                        "C): take another pitch or length.",
                        token=token,
                    )
                )
        return np.array([self.ids[token] for token in found], dtype=np.int64)

    def encode_elements(self, elements: Sequence[Element], key: MusicalKey) -> NDArray[np.int64]:
        """The id of each note and mark, signs that open repeats left out.

        Raises:
            TokenizerError: one of them is not in the vocabulary.
        """
        return self.encode(element_token(one, key) for one in without_openings(elements))

    def decode(self, ids: Iterable[int]) -> list[str]:
        """The tokens of ids."""
        return [self.tokens[i] for i in ids]


def needed_tokens() -> tuple[str, ...]:
    """The tokens that every vocabulary has, whatever the tunes: headers, marks and the end."""
    return (
        END_TOKEN,
        *(mark for mark in MARKS if mark != OPEN),
        *(f"R:{kind}" for kind in (ANY, *KINDS)),
        *(f"M:{meter}" for meter in METERS),
        *(f"tonic:{tonic}" for tonic in (ANY, *TONICS)),
        *(f"mode:{mode}" for mode in MODES),
    )


def header_tokens(kind: str, meter: str, key: MusicalKey) -> list[str]:
    """The tokens that say what is asked for; what the network does not know becomes "any"."""
    tonic = key.letter + key.accidental
    return [
        f"R:{kind if kind in KINDS else ANY}",
        f"M:{meter}",
        f"tonic:{tonic if tonic in TONICS else ANY}",
        f"mode:{key.mode}",
    ]


def element_token(element: Element, key: MusicalKey) -> str:
    """The token of a note, a rest or a mark.

    Raises:
        TokenizerError: the note is raised or lowered by more than a semitone.
    """
    if isinstance(element, str):
        return element
    if element.step is None:
        return f"z{length_text(element.length)}"
    beyond = element.alter - key.altered(element.step)
    if beyond not in SIGNS:
        raise TokenizerError(
            sentence(
                "A note is altered by {count} semitones; one is the most that is known here.",
                count=abs(beyond),
            )
        )
    octave, letter = divmod(element.step - key.tonic_step, 7)
    name = LETTERS[letter] if octave < 1 else LETTERS[letter].lower()
    height = "'" * (octave - 1) if octave > 0 else "," * -octave
    return f"{SIGNS[beyond]}{name}{height}{length_text(element.length)}"


def token_element(token: str, key: MusicalKey) -> Element:
    """The inverse of `element_token`, for a token of a vocabulary that is no header."""
    if token in MARKS:
        return token
    name = token.lstrip("^_")
    letter, rest = name[0], name[1:]
    length = length_ticks(rest.lstrip("',")) or 0
    if letter == "z":
        return TuneNote(None, 0, length)
    octave = letter.islower() + rest.count("'") - rest.count(",")
    step = LETTERS.index(letter.upper()) + 7 * octave + key.tonic_step
    beyond = {"^": 1, "_": -1}.get(token[0], 0)
    return TuneNote(step, key.altered(step) + beyond, length)


def tune_tokens(tune: Tune) -> list[str]:
    """All tokens of a tune, headers and end included."""
    inner = [element_token(one, tune.key) for one in without_openings(tune.elements)]
    return [*header_tokens(tune.kind, tune.meter, tune.key), *inner, END_TOKEN]


def _known(token: str) -> bool:
    if token in needed_tokens():
        return True
    if token == OPEN:
        return False
    try:
        key = MusicalKey("C", "", "maj")
        return element_token(token_element(token, key), key) == token
    except (ValueError, IndexError):
        return False
