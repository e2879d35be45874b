"""config.json of a translator."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.translation import LANGUAGES, TranslatorConfig, translator_config
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.tokenizers.sentence_pieces import TAGS
from tests.tiny_translator import CONFIG


def changed(*path: str, value: object) -> Any:
    raw = json.loads(config_to_json(CONFIG))
    inner = raw
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return raw


def test_it_is_read_as_it_was_written() -> None:
    assert translator_config(json.loads(config_to_json(CONFIG))) == CONFIG
    assert isinstance(CONFIG, TranslatorConfig)
    assert CONFIG.network.memory_size == 16


def test_every_language_has_a_tag() -> None:
    assert tuple(TAGS) == LANGUAGES


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("network", "cell"), "gru", "use one of lstm"),
        (("network", "attention"), 1, "give true or false"),
        (("network", "encoder_layers"), 0, "from 1 to 8"),
        (("network", "encoder_size"), 2.5, "give a whole number"),
        (("data", "directions"), {}, "name some of en-ru"),
        (("data", "directions"), {"en-de": 1}, "name some of en-ru"),
        (("data", "directions"), {"en-ru": 2}, "from 0 to 1"),
        (("data", "directions"), ["en-ru"], "objects"),
        (("data", "extra"), "mlqe_pe", "a list of texts"),
        (("data", "longest"), 0, "from 1 to 1,000"),
        (("training", "smoothing"), 1, "from 0 to 0.9"),
        (("training", "word_drop"), "half", "give a number"),
        (("length_power",), 3, "from 0 to 2"),
        (("seed",), -1, "give a whole number"),
        (("kind",), "tunes", "that of a translator"),
        (("note",), 5, "give a text"),
    ],
)
def test_what_cannot_be_used_is_named(path: tuple[str, ...], value: object, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        translator_config(changed(*path, value=value))
