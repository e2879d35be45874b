"""Russian texts without tags: which forms of the dictionary are worth learning.

A dictionary has millions of forms that nobody uses; those of ordinary texts are what a reader
meets.
"""

from __future__ import annotations

import hashlib
import lzma
from dataclasses import dataclass

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.text.words import sentences_in
from rnn_demo.words import sentence

MOST_BYTES = 100_000_000
LEAST_WORDS, MOST_WORDS = 3, 60


@dataclass(frozen=True)
class RawText:
    """A text, or a column of a table.

    Attributes:
        file: below the data folder, without .xz.
        column: of a table; None for a text.
        told: what it is and under which licence, for the card.
    """

    file: str
    column: int | None
    told: str


RAW = {
    "tatoeba-ru": RawText(
        "eng_rus_tatoeba/train.tsv", 1, "sentences of Tatoeba (tatoeba.org, CC BY 2.0 FR)"
    ),
    "mlqe-pe-ru": RawText(
        "eng_rus_extra/mlqe_pe.tsv", 1, "Reddit posts and proverbs of MLQE-PE (CC0)"
    ),
    "newstest-ru": RawText(
        "eng_rus/wmt_newstest.tsv", 1, "news of WMT newstest 2012 to 2020 (free for research)"
    ),
    "tolstoy-ru": RawText(
        "tolstoy_ru/voyna_i_mir.txt", None, "Tolstoy, War and Peace (public domain)"
    ),
    "pushkin-ru": RawText("pushkin_ru/poems.txt", None, "poems of Pushkin (public domain)"),
    "onegin-ru": RawText(
        "pushkin_ru/evgeny_onegin.txt", None, "Pushkin, Eugene Onegin (public domain)"
    ),
}


def read_raw(name: str, language: str) -> tuple[list[list[str]], str]:
    """The sentences of a text as words, each different one once, and the file's checksum.

    Raises:
        TextError: the file is missing or damaged.
    """
    text = RAW[name]
    path = data_folder() / text.file
    try:
        packed = path.with_name(path.name + ".xz")
        raw = lzma.decompress(packed.read_bytes()) if packed.is_file() else path.read_bytes()
        lines = raw[:MOST_BYTES].decode("utf-8").splitlines()
        if text.column is not None:
            lines = [line.split("\t")[text.column] for line in lines]
    except (OSError, ValueError, IndexError, lzma.LZMAError, EOFError) as error:
        raise TextError(
            sentence(
                "The text {path} (or the same with .xz) cannot be read ({error}): name the folder "
                "that holds it in {variable}.",
                path=path,
                error=error,
                variable=DATA_VARIABLE,
            )
        ) from None
    found: dict[tuple[str, ...], None] = {}
    for line in dict.fromkeys(lines):
        for spans in sentences_in(line, language):
            if LEAST_WORDS <= len(spans) <= MOST_WORDS:
                found[tuple(line[begin:end] for begin, end in spans)] = None
    return [list(words) for words in found], hashlib.sha256(raw).hexdigest()
