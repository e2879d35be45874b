"""The figures of a tagger, measured on the official test part of its treebank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.tags import TagArtifact
from rnn_demo.data.treebanks import TaggedSentence
from rnn_demo.networks.tag_reader import TagReader, read_sentence
from rnn_demo.tasks.tags.parts import TagParts, read_parts
from rnn_demo.tasks.tags.rival import commonest_tags
from rnn_demo.text.words import words_of
from rnn_demo.tokenizers.tagged_words import folded_word
from rnn_demo.words import sentence

Flags = NDArray[np.bool_]
PRECISION = 4


def evaluate(
    artifact: TagArtifact, text: str | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Accuracy of both readers and of the rival, and how our own cutting agrees with theirs.

    Args:
        artifact: the tagger.
        text: must be None.
        report: called with how many more words were read.

    Raises:
        ValueError: a text is given.
        TextError: the treebanks cannot be used.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; a tagger is measured on its treebank.")
        )
    parts = read_parts(artifact.config, raw=False)
    return measured(artifact, parts, lambda more: report(more, "words"))


def measured(
    artifact: TagArtifact, parts: TagParts, report: Callable[[int], None]
) -> dict[str, Any]:
    """The figures, on treebanks that were checked."""
    reader = artifact.reader()
    dev, test = (right_in(reader, part, report) for part in (parts.validation, parts.test))
    learned = (*parts.train, *parts.more)
    rival = commonest_tags(learned)
    words = [word for one in parts.test for word in one.words]
    tags = [tag for one in parts.test for tag in one.tags]
    told = np.array([rival(word) == tag for word, tag in zip(words, tags, strict=True)])
    known = {folded_word(word) for one in learned for word in one.words}
    unseen = np.array([folded_word(word) not in known for word in words])
    causal, both = test
    return {
        "unit": "shares of words",
        "parameters": artifact.parameters,
        "validation": {
            "words": len(dev[0]),
            "causal": _share(dev[0]),
            "both": _share(dev[1]),
        },
        "test": {
            "sentences": len(parts.test),
            "words": len(words),
            "causal": _share(causal),
            "both": _share(both),
            "unseen": {
                "words": int(unseen.sum()),
                "causal": _share(causal[unseen]),
                "both": _share(both[unseen]),
                "rival": _share(told[unseen]),
            },
            "future": {
                "helped": int((both & ~causal).sum()),
                "spoiled": int((causal & ~both).sum()),
            },
            "by_tag": {
                tag: {
                    "words": int(own.sum()),
                    "causal": _share(causal[own]),
                    "both": _share(both[own]),
                }
                for tag in artifact.tokenizer.tags
                if (own := np.array([one == tag for one in tags])).any()
            },
        },
        "rival": {"name": "the most frequent tag of each word", "accuracy": _share(told)},
        "cutting": {"f1": round(agreement(parts.test, artifact.config.data.language), PRECISION)},
    }


def right_in(
    reader: TagReader, sentences: Sequence[TaggedSentence], report: Callable[[int], None]
) -> tuple[Flags, Flags]:
    """Whether each word is tagged right, by the causal reader and by the one of both directions."""
    causal, both = [], []
    for one in sentences:
        found = read_sentence(reader, one.words)
        wanted = np.array([reader.vocabulary.tags.index(tag) for tag in one.tags])
        causal.append(found.causal.argmax(1) == wanted)
        both.append(found.both.argmax(1) == wanted)
        report(len(wanted))
    return np.concatenate(causal), np.concatenate(both)


def agreement(sentences: Sequence[TaggedSentence], language: str) -> float:
    """F1 of the words into which we cut the texts against those of the treebank.

    A word of ours is right if it covers the same letters; spaces do not count.
    """
    ours = theirs = same = 0
    for one in sentences:
        own, wanted = _places(words_of(one.text, language)), _places(one.words)
        ours, theirs, same = ours + len(own), theirs + len(wanted), same + len(own & wanted)
    return 2 * same / max(1, ours + theirs)


def _places(words: Sequence[str]) -> set[tuple[int, int]]:
    ends = np.cumsum([len("".join(word.split())) for word in words]).tolist()
    return set(zip([0, *ends], ends, strict=False))


def _share(right: Flags) -> float:
    return round(float(right.mean()), PRECISION) if len(right) else 0.0
