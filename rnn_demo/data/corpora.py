"""The texts of the shipped generators: where they are and how they are cut."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.text import EncodedText, TextError, read_ids, read_vocabulary
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.words import sentence

DATA_VARIABLE = "RNN_DEMO_DATA"


@dataclass(frozen=True)
class Corpus:
    """A text of one or more files.

    Attributes:
        name: as in `data.corpus` of a configuration.
        title: as shown.
        files: below the data folder, without the `.xz` that each may carry.
        source: where the original is published.
        licence: in one phrase.
    """

    name: str
    title: str
    files: tuple[str, ...]
    source: str
    licence: str


CORPORA = {
    corpus.name: corpus
    for corpus in (
        Corpus(
            "shakespeare",
            "Tiny Shakespeare",
            ("shakespeare/input.txt",),
            "https://github.com/karpathy/char-rnn (data/tinyshakespeare/input.txt)",
            "public domain",
        ),
        Corpus(
            "war-and-peace",
            "War and Peace (Maude translation)",
            ("war_and_peace_en/warpeace_input.txt",),
            "https://cs.stanford.edu/people/karpathy/char-rnn/warpeace_input.txt "
            "(line ends as LF, no byte-order mark)",
            "public domain",
        ),
        Corpus(
            "tolstoy-ru",
            "Война и мир",
            ("tolstoy_ru/voyna_i_mir.txt",),
            "https://github.com/d0rj/RusLit (prose/Tolstoy, cleaned)",
            "public domain",
        ),
        Corpus(
            "pushkin",
            "Пушкин: Евгений Онегин и стихотворения",
            ("pushkin_ru/evgeny_onegin.txt", "pushkin_ru/poems.txt"),
            "https://github.com/d0rj/RusLit (poems/Pushkin, cleaned)",
            "public domain",
        ),
    )
}


@dataclass(frozen=True)
class LoadedText:
    """The files of a text as ids.

    Attributes:
        files: one by one, because each is cut by itself.
        sha256: of the text (UTF-8, LF); of several files, of their checksums one after another.
        notes: what was corrected while reading.
    """

    files: tuple[EncodedText, ...]
    sha256: str
    notes: tuple[str, ...] = ()

    def parts(self, split: tuple[float, ...]) -> tuple[NDArray[np.unsignedinteger], ...]:
        """Cut each file by the fractions and join the first parts, the second parts, ….

        The cuts are floor(n * cumulative fraction): for Tiny Shakespeare and 0.9 / 0.1 that is
        the usual 1,003,854 / 111,540.
        """
        cut = [np.split(f.ids, _bounds(len(f.ids), split)) for f in self.files]
        return tuple(np.concatenate(same) for same in zip(*cut, strict=True))


def data_folder() -> Path:
    """The folder of the texts: `data`, or the one that RNN_DEMO_DATA names.

    Raises:
        TextError: the variable does not name a folder.
    """
    named = os.environ.get(DATA_VARIABLE, "")
    if not named.strip():
        return Path("data")
    if not Path(named).is_dir():
        raise TextError(
            sentence(
                "{variable} is {folder!r}, and there is no such folder: name the folder that "
                "holds the texts, or unset it for the folder data.",
                variable=DATA_VARIABLE,
                folder=named,
            )
        )
    return Path(named)


def corpus_paths(corpus: Corpus) -> list[Path]:
    """The files of a corpus on this machine.

    Raises:
        TextError: not there; the message names the folder, the variable and the original.
    """
    folder = data_folder()
    paths = []
    for name in corpus.files:
        found = [p for p in (folder / name, folder / f"{name}.xz") if p.is_file()]
        if not found:
            raise TextError(
                sentence(
                    "The text {path} (or the same with .xz) is missing: get it from {source} "
                    "and name its folder in {variable}.",
                    path=folder / name,
                    source=corpus.source,
                    variable=DATA_VARIABLE,
                )
            )
        paths.append(found[0])
    return paths


def read_texts(paths: list[Path], tokenizer: CharacterTokenizer | None) -> LoadedText:
    """Encode files, with the given vocabulary or that of the files themselves.

    Raises:
        TextError: see `rnn_demo.data.text`.
        TokenizerError: a character that the given vocabulary lacks.
    """
    tokenizer = tokenizer or vocabulary_of(paths)
    files = tuple(read_ids(path, tokenizer) for path in paths)
    joined = files[0].sha256
    if len(files) > 1:
        joined = hashlib.sha256("".join(f.sha256 for f in files).encode()).hexdigest()
    return LoadedText(files, joined, tuple(note for f in files for note in f.notes))


def vocabulary_of(paths: list[Path]) -> CharacterTokenizer:
    """Every character of the files."""
    characters: set[str] = set()
    for path in paths:
        characters.update(read_vocabulary(path).characters)
    return CharacterTokenizer("".join(sorted(characters)))


def _bounds(length: int, split: tuple[float, ...]) -> list[int]:
    # 0.81 + 0.09 is 0.9000000000000001 in floating point; rounding keeps the usual cuts exact.
    return [int(round(sum(split[: i + 1]), 9) * length) for i in range(len(split) - 1)]
