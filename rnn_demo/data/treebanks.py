"""Sentences with a part of speech for each word, from treebanks of Universal Dependencies."""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

MOST_BYTES = 200_000_000
# The universal parts of speech, in the order of the networks' outputs.
TAGS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
TREEBANKS = {
    "en_ewt": ("ud_english_ewt", "UD English EWT", "CC BY-SA 4.0"),
    "ru_taiga": ("ud_russian", "UD Russian Taiga", "CC BY-SA 4.0"),
    "ru_gsd": ("ud_russian", "UD Russian GSD", "CC BY-SA 4.0"),
    "ru_pud": ("ud_russian", "UD Russian PUD", "CC BY-SA 3.0"),
}
SOURCE = "https://universaldependencies.org"
_TEXT = "# text = "


@dataclass(frozen=True)
class TaggedSentence:
    """A sentence of a treebank.

    Attributes:
        text: as it was written.
        words: what its text was cut into.
        tags: a universal part of speech for each.
    """

    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Treebank:
    """The sentences of one file, and its checksum."""

    sentences: tuple[TaggedSentence, ...]
    sha256: str


def read_treebank(part: str) -> Treebank:
    """Read a part of a treebank below the data folder, as in "en_ewt-train".

    Raises:
        TextError: the file is missing, damaged, or not CoNLL-U.
    """
    name, _, kind = part.partition("-")
    folder = TREEBANKS[name][0]
    path = data_folder() / folder / f"{name}-ud-{kind}.conllu"
    try:
        packed = path.with_name(path.name + ".xz")
        raw = lzma.decompress(packed.read_bytes()) if packed.is_file() else path.read_bytes()
        text = raw[:MOST_BYTES].decode("utf-8")
    except (OSError, ValueError, lzma.LZMAError, EOFError) as error:
        raise TextError(
            sentence(
                "The treebank {path} (or the same with .xz) cannot be read ({error}): get it from "
                "{source} and name the folder that holds {folder} in {variable}.",
                path=path,
                error=error,
                source=SOURCE,
                folder=folder,
                variable=DATA_VARIABLE,
            )
        ) from None
    sentences = tuple(sentences_of(text.splitlines(), str(path)))
    return Treebank(sentences, hashlib.sha256(raw).hexdigest())


def sentences_of(lines: Iterable[str], where: str) -> list[TaggedSentence]:
    """The sentences of CoNLL-U lines; multiword tokens and empty nodes are passed over.

    Raises:
        TextError: a line is none of CoNLL-U, or a tag is unknown.
    """
    found, words, tags, text = [], [], [], ""
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("#"):
            text = line.removeprefix(_TEXT) if line.startswith(_TEXT) else text
        elif line:
            columns = line.split("\t")
            if len(columns) != 10 or (columns[0].isdigit() and columns[3] not in TAGS):
                raise TextError(
                    sentence("Line {number} of {path} is not CoNLL-U.", number=number, path=where)
                )
            if columns[0].isdigit():
                words.append(columns[1])
                tags.append(columns[3])
        elif words:
            found.append(TaggedSentence(text, tuple(words), tuple(tags)))
            words, tags, text = [], [], ""
    return found


def folded(words: Iterable[str]) -> str:
    """What makes two sentences the same: letters and digits, whatever the rest."""
    return re.sub(r"\W+", " ", " ".join(words).casefold().replace("ё", "е")).strip()


def without(
    sentences: Iterable[TaggedSentence], held: Iterable[TaggedSentence]
) -> list[TaggedSentence]:
    """The sentences of which none is, folded, among those held out."""
    known = {folded(one.words) for one in held}
    return [one for one in sentences if folded(one.words) not in known]
