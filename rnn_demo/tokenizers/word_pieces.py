"""Words and parts of words to ids: the vocabulary of the networks that read reviews.

A Hugging Face tokenizer (byte-level byte-pair encoding), so that no text is unknown and each piece
knows which characters of the visitor's own text it stands for. What is cut is the text as a reader
sees it (`rnn_demo.text.visible`); HTML line breaks become spaces, capitals small letters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import (
    Encoding,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    trainers,
)

from rnn_demo.files.whole import write_whole
from rnn_demo.text.visible import visible_text, with_places
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.file import read_tokenizer
from rnn_demo.words import sentence

START = "<start>"


@dataclass(frozen=True)
class Pieces:
    """A text cut into pieces.

    Attributes:
        ids: (pieces,), the first is `START`, which stands for no character.
        spans: (pieces, 2), from which to before which character of the text each piece stands.
    """

    ids: NDArray[np.int32]
    spans: NDArray[np.int32]


class WordPieceTokenizer:
    """Text to pieces.

    Attributes:
        vocab_size: how many pieces there are; ids run from 0 (`START`).

    Example:
        >>> tokenizer = WordPieceTokenizer.learn(["a good film", "a good book"] * 20, 300)
        >>> pieces = tokenizer.encode("a good film")
        >>> ["a good film"[start:end] for start, end in pieces.spans[1:].tolist()]
        ['a', ' good', ' film']
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.vocab_size = tokenizer.get_vocab_size()
        if tokenizer.token_to_id(START) != 0:
            raise TokenizerError(
                sentence("A vocabulary of word pieces needs {start} with the id 0.", start=START)
            )

    @classmethod
    def learn(cls, texts: Iterable[str], vocab_size: int) -> WordPieceTokenizer:
        """Learn the most useful pieces of some texts.

        Source: Sennrich, Haddow, Birch 2016 (byte-pair encoding); over bytes as in Radford et
        al. 2019.
        """
        tokenizer = Tokenizer(models.BPE())
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.Replace(Regex(r"<br\s*/?>"), "\n"),
                normalizers.NFKC(),
                normalizers.Lowercase(),
                normalizers.Replace(Regex(r"\s+"), " "),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
        tokenizer.decoder = decoders.ByteLevel()
        trainer = trainers.BpeTrainer(
            vocab_size=vocab_size,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            special_tokens=[START],
            show_progress=False,
        )
        tokenizer.train_from_iterator(map(visible_text, texts), trainer)
        # Special pieces are looked for in what visitors type; ours must not be.
        return cls(_without_special(tokenizer))

    @classmethod
    def load(cls, path: Path) -> WordPieceTokenizer:
        """Read a tokenizer.json.

        Raises:
            TokenizerError: unreadable, or not one of word pieces.
        """
        tokenizer = read_tokenizer(path)
        return cls(tokenizer)

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        return self._tokenizer.to_str(pretty=True)

    def save(self, path: Path) -> None:
        """Write a tokenizer.json, whole or not at all."""
        write_whole(path, self.as_json())

    def encode(self, text: str) -> Pieces:
        """Cut a text into pieces, `START` first."""
        return self.encode_many([text])[0]

    def encode_many(self, texts: Sequence[str]) -> list[Pieces]:
        """Cut texts into pieces, on all processors."""
        seen = [visible_text(text) for text in texts]
        encodings = self._tokenizer.encode_batch(seen)
        return [_placed(*entry) for entry in zip(texts, seen, encodings, strict=True)]


def _placed(text: str, seen: str, encoding: Encoding) -> Pieces:
    """The pieces of what is seen of a text, with their places in the text itself."""
    spans = np.array([(0, 0), *encoding.offsets], dtype=np.int32)
    if seen != text and seen:
        places = with_places(text)
        # A piece may stand for no character: the space that the tokenizer sets before the first.
        starts, ends = np.array(places.starts), np.array(places.ends)
        first, last = spans[1:].T
        spans[1:, 1] = np.where(first < last, ends[last - 1], starts[first])
        spans[1:, 0] = starts[first]
    return Pieces(np.array([0, *encoding.ids], dtype=np.int32), spans)


def _without_special(tokenizer: Tokenizer) -> Tokenizer:
    written = json.loads(tokenizer.to_str())
    written["added_tokens"] = []
    return Tokenizer.from_str(json.dumps(written))
