"""Sentences with their translations: English and Russian, English and French.

Most are Tatoeba's, short and everyday. One English sentence often has several translations.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

CORPUS = "tatoeba"
RUSSIAN, FRENCH, EXTRA = "eng_rus_tatoeba", "eng_fra", "eng_rus_extra"
EXTRA_FILES = ("openrussian_examples", "mlqe_pe", "opensubtitles_consistency")
SOURCE = (
    "https://tatoeba.org and https://www.manythings.org/anki (English-Russian: the Tatoeba "
    "Challenge test sets of Helsinki-NLP/OPUS-MT-testsets and copies of the manythings file; "
    "English-French: fra-eng.zip of 2017-09-29)"
)
# Whose sentences these are, as their licences ask it to be said.
ATTRIBUTION = {
    "tatoeba": "Tatoeba (https://tatoeba.org), by way of https://www.manythings.org/anki and of "
    "Helsinki-NLP/OPUS-MT-testsets, CC BY 2.0 FR",
    "openrussian_examples": "examples of OpenRussian (https://openrussian.org), CC BY-SA 4.0",
    "mlqe_pe": "MLQE-PE (https://github.com/sheffieldnlp/mlqe-pe), CC0 1.0",
    "opensubtitles_consistency": "OpenSubtitles2018 by way of Voita, Sennrich and Titov 2019",
}
MOST_BYTES = 100_000_000
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_APART = re.compile(r"[\W_]+")
Pair = tuple[str, str]


@dataclass(frozen=True)
class SentencePairs:
    """All pairs as they lie on disk; the English sentence is the first of each.

    Attributes:
        russian: pairs for training.
        russian_dev: of them some to choose by.
        russian_test: and some to measure on.
        references: every known translation of each English sentence of dev and test.
        french: all pairs, sorted as they are in the file; nothing is held out yet.
        extra: further pairs of English and Russian for training, by the name of their file.
        sha256: of each file as it is unpacked.
    """

    russian: tuple[Pair, ...]
    russian_dev: tuple[Pair, ...]
    russian_test: tuple[Pair, ...]
    references: Mapping[str, tuple[str, ...]]
    french: tuple[Pair, ...]
    extra: Mapping[str, tuple[Pair, ...]]
    sha256: Mapping[str, str]


def folded(text: str) -> str:
    """What is the same in two sentences that differ in capitals, marks, spaces or ё alone.

    NFKC, casefold, ё as е, apostrophes dropped; everything but letters and digits is one space.
    """
    text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _APART.sub(" ", _APOSTROPHES.sub("", text)).strip()


def read_pairs(extra: tuple[str, ...] = ()) -> SentencePairs:
    """Read the pairs below the data folder.

    Args:
        extra: which of `EXTRA_FILES` to read as well.

    Raises:
        TextError: a file is missing, damaged, or not such a file.
    """
    sums: dict[str, str] = {}

    def rows(folder: str, name: str) -> list[list[str]]:
        data = _unpacked(f"{folder}/{name}")
        sums[f"{folder}/{name}"] = hashlib.sha256(data).hexdigest()
        return _rows(f"{folder}/{name}", data)

    def pairs(folder: str, name: str) -> tuple[Pair, ...]:
        return tuple((row[0], row[1]) for row in rows(folder, name))

    return SentencePairs(
        pairs(RUSSIAN, "train.tsv"),
        pairs(RUSSIAN, "dev.tsv"),
        pairs(RUSSIAN, "test.tsv"),
        {row[1]: tuple(row[2:]) for row in rows(RUSSIAN, "references.tsv")},
        pairs(FRENCH, "fra.txt"),
        {name: pairs(EXTRA, f"{name}.tsv") for name in extra},
        sums,
    )


def check_same_pairs(pairs: SentencePairs, sha256: Mapping[str, str]) -> None:
    """Refuse pairs that are not those of a configuration.

    Raises:
        TextError: they are others.
    """
    for name, expected in sha256.items():
        if pairs.sha256.get(name) != expected:
            raise TextError(
                sentence(
                    "The sentences {name} are not those that config.json names: their sha256 is "
                    "{found}…, expected {expected}….",
                    name=name,
                    found=str(pairs.sha256.get(name))[:12],
                    expected=expected[:12],
                )
            )


def _unpacked(name: str) -> bytes:
    path = data_folder() / name
    packed = path.with_name(f"{path.name}.xz")
    try:
        if path.is_file():
            return path.read_bytes()
        with lzma.open(packed) as file:
            return file.read(MOST_BYTES)
    except FileNotFoundError:
        raise TextError(
            sentence(
                "The sentences {path} (or the same with .xz) are missing: get them from {source} "
                "and name their data folder in {variable}.",
                path=path,
                source=SOURCE,
                variable=DATA_VARIABLE,
            )
        ) from None
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise TextError(
            sentence("{path} cannot be used as sentences: {error}.", path=path, error=repr(error))
        ) from None


def _rows(name: str, data: bytes) -> list[list[str]]:
    """The cells of every line; spaces of all kinds are plain ones, for French has several."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextError(
            sentence("{path} cannot be used as sentences: {error}.", path=name, error=repr(error))
        ) from None
    found = []
    for place, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        cells = [" ".join(unicodedata.normalize("NFC", c).split()) for c in line.split("\t")]
        if len(cells) < 2:
            raise TextError(
                sentence(
                    "{path}, line {place}: a sentence and its translation belong there, with a tab "
                    "between them.",
                    path=name,
                    place=place,
                )
            )
        found.append(cells)
    return found
