"""config.json of a tagger: its network, its texts and how it was trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import (
    ConfigurationError,
    checked_names,
    number,
    own_kind,
    text,
    whole_number,
)
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

KIND = "tagger"
CELLS = ("lstm",)
LANGUAGES = ("en", "ru")


@dataclass(frozen=True)
class TaggerSize:
    """A word from its letters and its number, and an LSTM in each direction.

    Attributes:
        cell: always "lstm".
        vocab_size: tags.
        words: known words; 0 until the texts were read.
        characters: known characters; 0 until the texts were read.
        character_dim: numbers that a character is turned into.
        letters_hidden: units of the two layers that read a word's letters.
        letters_dim: numbers that the letters of a word become.
        word_dim: numbers that a known word is turned into.
        hidden_size: units of the LSTM of each direction.
    """

    cell: str
    vocab_size: int
    words: int
    characters: int
    character_dim: int
    letters_hidden: int
    letters_dim: int
    word_dim: int
    hidden_size: int

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                sentence(
                    "network.cell is {cell}; use one of {cells}.",
                    cell=quoted(self.cell),
                    cells=", ".join(CELLS),
                )
            )
        whole_number("network.vocab_size", self.vocab_size, 1, 100)
        whole_number("network.words", self.words, 0, 100_000)
        whole_number("network.characters", self.characters, 0, 2_000)
        for name in ("character_dim", "letters_hidden", "letters_dim", "word_dim", "hidden_size"):
            whole_number(f"network.{name}", getattr(self, name), 1, 8192)


@dataclass(frozen=True)
class TagData:
    """What is learned from.

    Attributes:
        corpus: the name of the treebank, whose parts train, dev and test are the official ones.
        language: "en" or "ru".
        more: parts of other treebanks that are learned from as well, as in "ru_gsd-dev".
        raw: texts without tags, of whose words the dictionary is asked as well.
        dictionary: whether the letters of words learn what a dictionary says of them.
        rarest: a word that the texts have less often is not in the vocabulary.
        most_words: of the vocabulary.
        sha256: of every file.
    """

    corpus: str
    language: str
    more: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    dictionary: bool = False
    rarest: int = 2
    most_words: int = 20_000
    sha256: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ConfigurationError(
                sentence(
                    "data.language is {language}; use one of {languages}.",
                    language=quoted(self.language),
                    languages=", ".join(LANGUAGES),
                )
            )
        whole_number("data.rarest", self.rarest, 1, 1_000_000)
        whole_number("data.most_words", self.most_words, 1, 100_000)


@dataclass(frozen=True)
class TagConfig:
    """All of config.json.

    Attributes:
        network: the tagger.
        data: its texts.
        recipe: how it was trained; `batch_size` is in words, `dropout` is that of what the LSTMs
            read and of their states.
        unknown: the share of known words that are read as unknown ones while training.
        seed: of the first weights, the order of the sentences and all noise.
        note: for the card.
        kind: always "tagger".
    """

    network: TaggerSize
    data: TagData
    recipe: Recipe
    unknown: float = 0.2
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a tagger"))
        number("unknown", self.unknown, 0, 0.99)
        whole_number("seed", self.seed, 0, 2**31 - 1)


def tag_config(raw: Any) -> TagConfig:
    """Build a `TagConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(TagConfig, raw, "the configuration"))
    values["network"] = TaggerSize(**checked_names(TaggerSize, raw["network"], "network"))
    data = dict(checked_names(TagData, raw["data"], "data"))
    text("data.corpus", data["corpus"])
    for name in ("more", "raw"):
        data[name] = _listed(f"data.{name}", data.get(name, []))
    if not isinstance(data.get("sha256", {}), dict):
        raise ConfigurationError(sentence("data.sha256 must be an object."))
    if not isinstance(data.get("dictionary", False), bool):
        raise ConfigurationError(sentence("data.dictionary must be true or false."))
    values["data"] = TagData(**data)
    values["recipe"] = Recipe(**checked_names(Recipe, raw["recipe"], "recipe"))
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return TagConfig(**values)


def _listed(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise ConfigurationError(
            sentence("{name} is {value}; give a list.", name=name, value=quoted(value))
        )
    return tuple(value)
