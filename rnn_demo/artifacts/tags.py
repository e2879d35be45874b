"""The folder of a tagger: its tensors and its vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.tags import KIND, TagConfig, TaggerSize, tag_config
from rnn_demo.files.regular import shown_name
from rnn_demo.networks.tag_reader import TagReader, as_reader
from rnn_demo.tokenizers.tagged_words import FIRST, HEAD, TAIL, TaggedWords
from rnn_demo.words import sentence

# What the page shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "sentences": int,
        "words": int,
        "causal": float,
        "both": float,
        "unseen": {"words": int, "causal": float, "both": float, "rival": float},
        "future": {"helped": int, "spoiled": int},
        "by_tag": {"*": {"words": int, "causal": float, "both": float}},
    },
    "rival": {"accuracy": float},
    "cutting": {"f1": float},
}


@dataclass(frozen=True)
class TagArtifact:
    """A trained tagger as it lies on disk."""

    name: str
    folder: Path
    config: TagConfig
    tokenizer: TaggedWords
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())

    def reader(self) -> TagReader:
        """The network, ready to read."""
        return as_reader(self.tokenizer, self.weights)


def tagger_shapes(size: TaggerSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    vector, hidden = size.letters_dim + size.word_dim, size.hidden_size
    read = (HEAD + TAIL) * size.character_dim
    shapes: dict[str, tuple[int, ...]] = {
        "characters": (FIRST + size.characters, size.character_dim),
        "capital": (size.character_dim,),
        "words": (1 + size.words, size.word_dim),
    }
    for name in ("forwards", "backwards"):
        shapes |= {
            f"{name}_input": (4 * hidden, vector),
            f"{name}_hidden": (4 * hidden, hidden),
            f"{name}_bias": (4 * hidden,),
        }
    for name, rows, columns in (
        ("letters_1", size.letters_hidden, read),
        ("letters_2", size.letters_hidden, size.letters_hidden),
        ("letters_3", size.letters_dim, size.letters_hidden),
        ("causal_1", hidden, hidden + vector),
        ("causal_2", size.vocab_size, hidden),
        ("both_1", hidden, 2 * hidden + vector),
        ("both_2", size.vocab_size, hidden),
    ):
        shapes |= {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}
    return shapes


def read_tagger(folder: Path) -> TagArtifact:
    """Read and check a folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=tag_config,
        tokenizer_from=TaggedWords.load,
        entries="tags",
        shapes_of=tagger_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    size, known = contents.config.network, contents.tokenizer
    for name, told, there in (
        ("words", size.words, len(known.words)),
        ("characters", size.characters, len(known.characters)),
    ):
        if told != there:
            raise ArtifactError(
                sentence(
                    "{folder}: tokenizer.json has {there} {name}, config.json says {told}; the two "
                    "are not of one model.",
                    folder=shown_name(folder.name),
                    there=there,
                    name=name,
                    told=told,
                )
            )
    return TagArtifact(**vars(contents))
