"""What a tagger is trained, chosen and tested on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnn_demo.configuration.tags import TagConfig
from rnn_demo.data.text import TextError
from rnn_demo.data.treebanks import TAGS, TaggedSentence, folded, read_treebank, without
from rnn_demo.data.untagged import read_raw
from rnn_demo.tokenizers.tagged_words import TaggedWords
from rnn_demo.words import sentence

LONGEST = 120  # words of a sentence that is learned from


@dataclass(frozen=True)
class TagParts:
    """The texts of a configuration.

    Attributes:
        train: the treebank's own training part, without what is in dev or test.
        more: of other treebanks, without what is in dev or test.
        validation: the official part dev.
        test: the official part test.
        raw: sentences without tags, of whose words the dictionary is asked.
        sha256: of every file.
    """

    train: tuple[TaggedSentence, ...]
    more: tuple[TaggedSentence, ...]
    validation: tuple[TaggedSentence, ...]
    test: tuple[TaggedSentence, ...]
    raw: tuple[tuple[str, ...], ...]
    sha256: dict[str, str]


def read_parts(config: TagConfig, *, raw: bool = True) -> TagParts:
    """Read the texts of a configuration.

    Args:
        config: which.
        raw: also those without tags.

    Raises:
        TextError: a file is missing, damaged, or not that of the configuration.
    """
    data = config.data
    own = {part: read_treebank(f"{data.corpus}-{part}") for part in ("train", "dev", "test")}
    other = {part: read_treebank(part) for part in data.more}
    sums = {f"{data.corpus}-{part}": bank.sha256 for part, bank in own.items()}
    sums |= {part: bank.sha256 for part, bank in other.items()}
    held = (*own["dev"].sentences, *own["test"].sentences)
    kept = {folded(one.words) for one in held}
    texts: list[tuple[str, ...]] = []
    for name in data.raw if raw else ():
        read, sums[name] = read_raw(name, data.language)
        texts.extend(tuple(words) for words in read if folded(words) not in kept)
    for name, value in sums.items():
        if data.sha256.get(name, value) != value:
            raise TextError(
                sentence(
                    "{name} is not the file that the configuration names (data.sha256).", name=name
                )
            )
    return TagParts(
        tuple(without(own["train"].sentences, held)),
        tuple(one for bank in other.values() for one in without(bank.sentences, held)),
        own["dev"].sentences,
        own["test"].sentences,
        tuple(texts),
        dict(data.sha256) | sums,
    )


def words_in(parts: TagParts) -> set[str]:
    """The different words of all texts but dev and test, in small letters."""
    learned = [one.words for one in (*parts.train, *parts.more)]
    return {word.lower() for own in (*learned, *parts.raw) for word in own}


def vocabulary_of(parts: TagParts, config: TagConfig) -> TaggedWords:
    """The vocabulary of the tagged texts that are learned from."""
    learned = [one.words for one in (*parts.train, *parts.more)]
    words = [word for own in learned for word in own]
    return TaggedWords.of(TAGS, words, config.data.rarest, config.data.most_words)


def completed(config: TagConfig, parts: TagParts, vocabulary: TaggedWords) -> TagConfig:
    """The configuration with what only the texts tell."""
    network = replace(
        config.network,
        vocab_size=vocabulary.vocab_size,
        words=len(vocabulary.words),
        characters=len(vocabulary.characters),
    )
    return replace(config, network=network, data=replace(config.data, sha256=parts.sha256))
