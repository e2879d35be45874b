"""Dance tunes in ABC: read into one form, and split so that variants of a tune stay together."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.music.abc_reader import AbcError, read_abc
from rnn_demo.music.structure import faults, without_slurs
from rnn_demo.music.tune import Tune, TuneNote
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.tunes import KINDS, element_token
from rnn_demo.words import sentence

FILE = "abc_tunes/tunes.jsonl.xz"
CORPUS = "abc-tunes"
SOURCE = (
    "the Nottingham Music Database (jukedeck/nottingham-dataset), O'Neill's 1850, Aird's Airs and "
    "Ryan's Mammoth Collection in the corpus of music21, and irish.abc of MIT 6.S191"
)
FIRST_NOTES, SHARED_NOTES = 12, 24
LARGEST_GROUP = 30  # tunes that are held out together
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class CollectedTune:
    """A tune of the collection.

    Attributes:
        title: of the tune.
        source: the book or database it stands in.
        tune: its notes.
    """

    title: str
    source: str
    tune: Tune


@dataclass(frozen=True)
class TuneCollection:
    """The tunes that could be read.

    Attributes:
        tunes: in the order of the file.
        entries: how many the file has.
        sha256: of the file's contents, unpacked.
    """

    tunes: tuple[CollectedTune, ...]
    entries: int
    sha256: str


def read_collection() -> TuneCollection:
    """Read the tunes below the data folder.

    Raises:
        TextError: missing or damaged.
    """
    path = data_folder() / FILE
    if not path.is_file():
        raise TextError(
            sentence(
                "The tunes {path} are missing: put them together from {source}, and name its data "
                "folder in {variable}.",
                path=path,
                source=SOURCE,
                variable=DATA_VARIABLE,
            )
        )
    try:
        with lzma.open(path) as file:
            data = file.read(MOST_BYTES)
        rows = [json.loads(line) for line in data.decode("utf-8").splitlines()]
        found = [tune for row in rows if (tune := collected(row))]
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise TextError(
            sentence("{path} cannot be used as tunes: {error}.", path=path, error=repr(error))
        ) from None
    return TuneCollection(tuple(found), len(rows), hashlib.sha256(data).hexdigest())


def collected(row: dict[str, Any]) -> CollectedTune | None:
    """A tune from its entry; None if it changes key or meter or has what is not read here."""
    fields = [f"{name}: {row[field]}" for name, field in
              (("M", "meter"), ("L", "unit"), ("K", "key")) if row[field]]  # fmt: skip
    try:
        tune = read_abc("\n".join([*fields, without_mail_escapes(row["body"])]))
        for one in tune.elements:
            element_token(one, tune.key)
    except (AbcError, TokenizerError):
        return None
    tune = replace(tune, elements=without_slurs(tune.elements))
    if faults(tune.elements):
        return None
    kind = row["type"] if row["type"] in KINDS else ""
    return CollectedTune(row["title"] or "", row["source"], replace(tune, kind=kind))


def without_mail_escapes(body: str) -> str:
    """A body as it was before it went through quoted-printable mail (=3D is =)."""
    if "=3D" not in body and "=20" not in body:
        return body
    return body.replace("=\n", "").replace("=20", " ").replace("=3D", "=")


def pitches(tune: Tune) -> list[tuple[int, int]]:
    """The sounding notes as steps above the tonic and semitones beside the key."""
    key = tune.key
    return [
        (one.step - key.tonic_step, one.alter - key.altered(one.step))
        for one in tune.elements
        if isinstance(one, TuneNote) and one.step is not None
    ]


def groups_of(tunes: Sequence[CollectedTune]) -> list[list[int]]:
    """Tunes by their numbers, each with whatever may be a variant of it.

    Two are together if they have the same title, the same first 12 pitches, or 24 pitches in a row
    in common, in whatever keys.
    """
    parent = list(range(len(tunes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen: dict[object, int] = {}
    for i, one in enumerate(tunes):
        found = pitches(one.tune)
        keys: set[object] = {
            ("first", *found[:FIRST_NOTES]),
            ("first", *found[1 : FIRST_NOTES + 1]),
        }
        if title := plain_title(one.title):
            keys.add(title)
        keys |= {hash(tuple(found[at : at + SHARED_NOTES]))
                 for at in range(len(found) - SHARED_NOTES + 1)}  # fmt: skip
        for key in keys:
            parent[root(i)] = root(seen.setdefault(key, i))
    together = defaultdict(list)
    for i in range(len(tunes)):
        together[root(i)].append(i)
    return list(together.values())


def plain_title(title: str) -> str:
    """A title without articles, kinds of dance, marks and capitals."""
    name = re.split(r" -- |\(", title.lower())[0]
    words = re.findall(r"[a-z0-9]+", name.replace("'", ""))
    return " ".join(word for word in words if word not in ("the", "a", "an"))


def parts_of(
    tunes: Sequence[CollectedTune], split: tuple[float, float, float], seed: int
) -> tuple[list[int], list[int], list[int]]:
    """Training, validation and test part, as numbers of tunes; groups stay whole.

    Args:
        tunes: all tunes.
        split: the fractions of the three parts.
        seed: of the order in which groups are drawn for the last two parts.
    """
    groups = groups_of(tunes)
    order = np.random.default_rng(seed).permutation(len(groups))
    held: dict[str, list[int]] = {"validation": [], "test": []}
    train: list[int] = []
    wanted = {"test": split[2] * len(tunes), "validation": split[1] * len(tunes)}
    for place in order.tolist():
        group = groups[place]
        part = next((held[n] for n in wanted if len(held[n]) < wanted[n]), train)
        (train if len(group) > LARGEST_GROUP else part).extend(group)
    return sorted(train), sorted(held["validation"]), sorted(held["test"])
