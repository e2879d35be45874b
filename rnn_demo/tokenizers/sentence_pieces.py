"""Sentences of several languages to pieces of words and back: the vocabulary of translators.

A Hugging Face tokenizer (byte-pair encoding over characters), so that each piece is text that a
reader can see and each piece of the source knows which characters it stands for. A piece that
begins a word begins with ▁. Capitals stay; every stretch of spaces counts as one, and letters are
composed (NFC). A character that no training sentence holds becomes the unknown piece.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from rnn_demo.files.whole import write_whole
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.file import read_tokenizer
from rnn_demo.words import sentence

END, UNKNOWN = 0, 1  # ids; the end is also what a shorter sentence is filled up with
TAGS = {"ru": 2, "fr": 3, "en": 4}  # of the languages that may be written
SPECIAL = ("<end>", "<unknown>", *(f"<{language}>" for language in TAGS))
FIRST = len(SPECIAL)  # the first id that is a piece of text
SPACE = "▁"
_LETTER, _DIGIT = r"\p{L}\p{M}'’", r"\p{N}"
_OTHER = f"[^{SPACE}{_LETTER}{_DIGIT}]"
_WORD = f"{SPACE}?[{_LETTER}]+|{SPACE}?{_DIGIT}|{SPACE}?{_OTHER}|{SPACE}"


@dataclass(frozen=True)
class SourcePieces:
    """A sentence cut into pieces.

    Attributes:
        ids: (pieces,), the tag of the target language first and `END` last.
        spans: (pieces, 2), from which to before which character of the text each piece stands;
            (0, 0) for tag and end. Spaces are not in it.
    """

    ids: NDArray[np.int32]
    spans: NDArray[np.int32]


class SentencePieces:
    """Sentences to pieces and back.

    Attributes:
        vocab_size: how many pieces there are; ids below `FIRST` are no text.
        pieces: by id, a leading ▁ stands for a space.

    Example:
        >>> pieces = SentencePieces.learn(["Tom is here.", "Tom was here."] * 20, 60)
        >>> source = pieces.encode_source("Tom is here.", "ru")
        >>> [pieces.pieces[i] for i in source.ids.tolist()]
        ['<ru>', '▁Tom', '▁is', '▁here', '.', '<end>']
        >>> pieces.decode(source.ids.tolist())
        'Tom is here.'
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.vocab_size = tokenizer.get_vocab_size()
        self.pieces = tuple(tokenizer.id_to_token(i) or "" for i in range(self.vocab_size))
        if self.pieces[:FIRST] != SPECIAL:
            raise TokenizerError(
                sentence(
                    "A vocabulary of translators begins with {special}; this one begins with "
                    "{found}.",
                    special=" ".join(SPECIAL),
                    found=" ".join(self.pieces[:FIRST]),
                )
            )

    @classmethod
    def learn(cls, texts: Iterable[str], vocab_size: int, rare: int = 1) -> SentencePieces:
        """Learn the most useful pieces of some texts.

        Args:
            texts: of all languages together.
            vocab_size: pieces, the special ones included.
            rare: characters that occur less often are unknown.

        Source: Sennrich, Haddow, Birch 2016 (byte-pair encoding).
        """
        tokenizer = Tokenizer(models.BPE(unk_token=SPECIAL[UNKNOWN]))
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.NFC(),
                normalizers.Replace(Regex(r"\s+"), " "),
                normalizers.Strip(),
                normalizers.Prepend(SPACE),
                normalizers.Replace(" ", SPACE),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_WORD), "isolated")
        texts = [spaced(text) for text in texts]
        counts: dict[str, int] = {}
        for text in texts:
            for character in text:
                counts[character] = counts.get(character, 0) + 1
        known = {character for character, count in counts.items() if count >= rare}
        trainer = trainers.BpeTrainer(
            vocab_size=vocab_size,
            special_tokens=list(SPECIAL),
            initial_alphabet=[SPACE],
            limit_alphabet=len(known),  # never between two that are as frequent: those are drawn
            show_progress=False,
        )
        tokenizer.train_from_iterator(texts, trainer)
        # Special pieces are looked for in what visitors type; ours must not be.
        written = json.loads(tokenizer.to_str())
        written["added_tokens"] = []
        return cls(Tokenizer.from_str(json.dumps(written)))

    @classmethod
    def load(cls, path: Path) -> SentencePieces:
        """Read a tokenizer.json.

        Raises:
            TokenizerError: unreadable, or not one of translators.
        """
        return cls(read_tokenizer(path))

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        return self._tokenizer.to_str(pretty=False) + "\n"

    def save(self, path: Path) -> None:
        """Write a tokenizer.json, whole or not at all."""
        write_whole(path, self.as_json())

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Cut sentences into the ids of their pieces, without tag and end."""
        return [e.ids for e in self._tokenizer.encode_batch([spaced(text) for text in texts])]

    def encode_source(self, text: str, target: str) -> SourcePieces:
        """Cut a sentence that is to be translated into a language of `TAGS`."""
        encoding = self._tokenizer.encode(spaced(text))
        ids = [TAGS[target], *encoding.ids, END]
        spans = np.array([(0, 0), *encoding.offsets, (0, 0)], np.int32)
        seen = spaced(text)
        for span, piece in zip(spans, ids, strict=True):  # without the space before a word
            while span[0] < span[1] and seen[span[0]].isspace():
                span[0] += 1
            if self.pieces[piece] == SPACE:
                span[1] = span[0]
        return SourcePieces(np.array(ids, np.int32), spans)

    def decode(self, ids: Iterable[int]) -> str:
        """The text of pieces; tags, the end and unknown characters are no text."""
        return "".join(self.pieces[i] for i in ids if i >= FIRST).replace(SPACE, " ").strip()


def spaced(text: str) -> str:
    """A text, each character in its place, with a plain space for every kind of space."""
    return re.sub(r"\s", " ", text)
