"""The taggers, read once for all visitors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.tags import TagArtifact, read_tagger
from rnn_demo.configuration.tags import KIND
from rnn_demo.exhibits.tags.compute import MOST_WORDS, TaggedText, future_residual, tagged
from rnn_demo.networks.tag_reader import TagReader
from rnn_demo.words import sentence


@dataclass(frozen=True)
class LoadedTagger:
    """A tagger, ready to read."""

    artifact: TagArtifact
    reader: TagReader


def taggers() -> dict[str, LoadedTagger]:
    """The first tagger of each language in the folder of models.

    Raises:
        ArtifactError: there is none, or one is damaged.
    """
    found: dict[str, LoadedTagger] = {}
    for name in model_names(KIND):
        one = _kept(name, last_written(listed_model(name), KIND))
        found.setdefault(one.artifact.config.data.language, one)
    if not found:
        raise ArtifactError(
            sentence(
                "There is no tagger in the folder of models; docs/training.md says how one is "
                "trained."
            )
        )
    return found


def read_text(tagger: LoadedTagger, text: str) -> tuple[TaggedText, float]:
    """A text tagged, and how much its causal answers depend on the future; kept for a while.

    Raises:
        KnobError: there is no word in it, or more than there may be.
    """
    folder = tagger.artifact.folder
    return _read(tagger.artifact.name, last_written(folder, KIND), text)


@lru_cache(maxsize=4)  # of some 10 MB each
def _kept(name: str, stamp: int) -> LoadedTagger:
    del stamp
    artifact = read_tagger(listed_model(name))
    return LoadedTagger(artifact, artifact.reader())


@lru_cache(maxsize=64)  # of 140 KB at most
def _read(name: str, stamp: int, text: str) -> tuple[TaggedText, float]:
    tagger = _kept(name, stamp)
    language = tagger.artifact.config.data.language
    found = tagged(tagger.reader, text, language, MOST_WORDS)
    first = found.words[: (*found.begins, len(found.words))[1]]
    return found, future_residual(tagger.reader, first)
