"""The Large Movie Review Dataset: labelled reviews for training and test, and unlabelled ones."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rnn_demo.data.acl_imdb import as_json_lines
from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

SPLITS = ("train", "test", "unsup")
SOURCE = "https://ai.stanford.edu/~amaas/data/sentiment/ (Maas et al. 2011)"


@dataclass(frozen=True)
class Review:
    """One review.

    Attributes:
        text: as its author wrote it, HTML line breaks included.
        positive: 7 stars or more (True), 4 or fewer (False); None for an unlabelled one.
        movie: IMDb's id of the title.
    """

    text: str
    positive: bool | None
    movie: str


@dataclass(frozen=True)
class Reviews:
    """A split of the dataset, and the sha256 of its file (unpacked)."""

    reviews: tuple[Review, ...]
    sha256: str


def read_reviews(split: str) -> Reviews:
    """Read a split below the data folder: `aclImdb/` as published, or `imdb/<split>.jsonl[.xz]`.

    Raises:
        TextError: missing, damaged, or not such a file.
    """
    path = _find(split)
    try:
        raw = _raw(path, split)
        records = [json.loads(line) for line in raw.decode().split("\n") if line.strip()]
        reviews = tuple(
            Review(r["text"], None if r["label"] is None else bool(r["label"]), r["movie"])
            for r in records
        )
    except (OSError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise TextError(
            sentence("{path} cannot be used as reviews: {error}.", path=path, error=repr(error))
        ) from None
    return Reviews(reviews, hashlib.sha256(raw).hexdigest())


def without_texts_of(reviews: Sequence[Review], others: Sequence[Review]) -> list[Review]:
    """The reviews whose text is not among the others'."""
    known = {other.text for other in others}
    return [review for review in reviews if review.text not in known]


def split_by_movie(
    reviews: Sequence[Review], share: float, seed: int
) -> tuple[list[Review], list[Review]]:
    """Cut reviews in two, no film in both.

    Reviews of one film name the same actors: a network that has read some of them would score too
    well on the others.

    Returns:
        The larger part, and whole films drawn at random until they make up `share`.
    """
    films = sorted({review.movie for review in reviews})
    order = np.random.default_rng(seed).permutation(len(films))
    sizes: dict[str, int] = {}
    for review in reviews:
        sizes[review.movie] = sizes.get(review.movie, 0) + 1
    held_out: set[str] = set()
    count = 0
    for i in order:
        if count >= share * len(reviews):
            break
        held_out.add(films[i])
        count += sizes[films[i]]
    kept = [review for review in reviews if review.movie not in held_out]
    return kept, [review for review in reviews if review.movie in held_out]


def _raw(path: Path, split: str) -> bytes:
    """A split as JSON lines."""
    if path.is_dir():
        return as_json_lines(path, split)
    packed = path.read_bytes()
    return lzma.decompress(packed) if path.suffix == ".xz" else packed


def _find(split: str) -> Path:
    folder = data_folder()
    published = folder / "aclImdb"
    for path in (folder / "imdb" / f"{split}.jsonl", folder / "imdb" / f"{split}.jsonl.xz"):
        if path.is_file():
            return path
    if published.is_dir():
        return published
    raise TextError(
        sentence(
            "The reviews {path} are missing: get the dataset from {source}, unpack it, and name "
            "the folder that holds aclImdb in {variable}.",
            path=published,
            source=SOURCE,
            variable=DATA_VARIABLE,
        )
    )
