"""What has read Tiny Shakespeare without spaces: two networks and a 5-gram table, as shipped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.engine.network import CharacterNetwork, initial_state, network_from, read
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.whole import write_whole
from rnn_demo.networks.ngram import NgramModel
from rnn_demo.networks.ngram_counts import from_longest
from rnn_demo.sampling import log_softmax
from rnn_demo.tasks.elman.letters import ALPHABET
from rnn_demo.tasks.elman.segmentation import Array
from rnn_demo.words import sentence

RESULTS = Path(__file__).parents[2] / "results" / "elman"
NETWORKS = {"elman": "letters-elman", "lstm": "letters-lstm"}
COUNTS = "letters-5-gram.safetensors"
ORDER = 5
MAX_BYTES = 8_000_000
PIECE = 2_048  # letters whose logits are held at once
SIZE = len(ALPHABET)
NOTHING_READ = float(np.log2(SIZE))  # bits that the first letter costs

Ids = NDArray[np.uint8]


class ReadersError(ValueError):
    """A file of the readers cannot be used; the sentence says which and why."""


@dataclass(frozen=True)
class Readers:
    """The networks by their names in `NETWORKS`, and the table."""

    networks: dict[str, CharacterNetwork]
    table: NgramModel

    def bits(self, ids: Ids) -> dict[str, Array]:
        """Each reader's surprise at each letter of a text, in bits; see `surprise`."""
        found = {name: surprise(network, ids) for name, network in self.networks.items()}
        costs = self.table.nats(ids) / np.log(2)
        costs[:1] = NOTHING_READ
        return found | {"5-gram": costs}


def surprise(network: CharacterNetwork, ids: Ids) -> Array:
    """−log₂ p of each letter given all before it, (letters,); the first costs log₂ 26."""
    found = np.full(len(ids), NOTHING_READ)
    state = initial_state(network)
    for start in range(0, len(ids) - 1, PIECE):
        targets = ids[start + 1 : start + PIECE + 1].astype(np.int64)
        logits, state = read(network, ids[None, start : start + len(targets)], state)
        nats = -np.take_along_axis(log_softmax(logits[0]), targets[:, None], -1)[:, 0]
        found[start + 1 : start + 1 + len(targets)] = nats / np.log(2)
    return found


def read_readers(folder: Path = RESULTS) -> Readers:
    """Read the networks and the table.

    Raises:
        ArtifactError: a network's folder cannot be used.
        ReadersError: the table cannot be used, or a network has other characters.
    """
    networks = {name: network_from(read_generator(folder / own)) for name, own in NETWORKS.items()}
    for name, network in networks.items():
        if network.tokenizer.characters != ALPHABET:
            raise ReadersError(
                sentence(
                    "{path} has other characters than a to z: train it with `elman letters`.",
                    path=shown(folder / NETWORKS[name]),
                )
            )
    return Readers(networks, read_table(folder / COUNTS))


def write_table(path: Path, table: NgramModel, head: Ids) -> None:
    """Write the counts of the longest grams; the shorter ones are sums of them.

    Args:
        path: the file.
        table: the counts.
        head: the first `ORDER` − 1 letters of its text, which no longest gram ends with.
    """
    longest = table.lengths[-1]
    counts = longest.gram_counts.astype(np.uint16)
    if (counts != longest.gram_counts).any():
        raise ReadersError(sentence("A gram occurs more than 65,535 times; give a shorter text."))
    write_whole(
        path,
        save({"grams": longest.grams.astype(np.uint32), "counts": counts, "head": head}),
    )


def read_table(path: Path) -> NgramModel:
    """Read the counts.

    Raises:
        ReadersError: the file is missing, or not such a file.
    """
    try:
        stored = load(read_regular(path, MAX_BYTES))
        grams = stored["grams"].astype(np.int64)
        counts, head = stored["counts"].astype(np.int64), stored["head"].astype(np.int64)
        if len(grams) != len(counts) or not len(grams) or len(head) != ORDER - 1:
            raise ValueError("its tensors do not fit together")
        if (np.diff(grams) <= 0).any() or grams[-1] >= SIZE**ORDER or counts.min() < 1:
            raise ValueError("its grams are not in their order, or their counts not above 0")
        return from_longest(grams, counts, head, SIZE)
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ReadersError(
            sentence("{path} cannot be used as counts: {error}.", path=shown(path), error=error)
        ) from None
