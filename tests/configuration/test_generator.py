"""config.json edited by hand: it works, or one sentence says what is wrong."""

from __future__ import annotations

import copy
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.generator import (
    DataConfig,
    GeneratorConfig,
    generator_config,
    read_generator_config,
)
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.files.regular import shown

GOOD: dict[str, Any] = {
    "network": {
        "cell": "lstm",
        "vocab_size": 65,
        "embedding_dim": 16,
        "hidden_size": 128,
        "num_layers": 2,
    },
    "data": {"corpus": "shakespeare", "split": [0.9, 0.1]},
    "recipe": {"epochs": 5},
}


def changed(path: str, value: Any) -> dict[str, Any]:
    raw = copy.deepcopy(GOOD)
    *groups, name = path.split(".")
    part = raw
    for group in groups:
        part = part[group]
    part[name] = value
    return raw


def check_sentence(error: BaseException) -> None:
    message = str(error)
    assert message.endswith(".")
    assert "\n" not in message
    assert "Traceback" not in message


def test_defaults() -> None:
    config = generator_config(GOOD)
    assert config.network == NetworkConfig("lstm", 65, 16, 128, 2)
    assert config.data == DataConfig("shakespeare", (0.9, 0.1), "")
    assert config.recipe == Recipe(epochs=5)
    assert config.seed == 0
    assert config.temperature == 1


@given(
    network=st.builds(
        NetworkConfig,
        st.sampled_from(["elman", "lstm", "gru"]),
        st.integers(0, 1_114_112),
        st.integers(1, 4096),
        st.integers(1, 8192),
        st.integers(1, 16),
    ),
    data=st.builds(
        DataConfig,
        st.text(st.characters(codec="utf-8")),
        st.sampled_from([(0.9, 0.1), (0.8, 0.1, 0.1)]),
        st.text("0123456789abcdef"),
    ),
    recipe=st.builds(
        Recipe,
        st.floats(0, 100_000),
        learning_rate=st.floats(0, 10),
        dropout=st.floats(0, 0.99),
        clip=st.floats(1e-9, 1e9),
        warmup_steps=st.integers(0, 1_000_000),
    ),
    seed=st.integers(0, 2**63 - 1),
    teachers=st.lists(st.text()),
    temperature=st.floats(0.01, 100),
)
def test_round_trip(
    network: NetworkConfig,
    data: DataConfig,
    recipe: Recipe,
    seed: int,
    teachers: list[str],
    temperature: float,
) -> None:
    recipe = replace(recipe, distillation=0.4 if teachers else 0.0)
    config = GeneratorConfig(
        network, data, recipe, seed, teachers=tuple(teachers), temperature=temperature
    )
    text = config_to_json(config)
    assert generator_config(json.loads(text)) == config
    assert config_to_json(generator_config(json.loads(text))) == text


WRONG = [
    ("network.cell", "rnn"),
    ("network.cell", ["lstm"]),
    ("network.cell", None),
    ("network.vocab_size", -1),
    ("network.vocab_size", 65.0),
    ("network.hidden_size", 0),
    ("network.hidden_size", True),
    ("network.hidden_size", "128"),
    ("network.hidden_size", 8193),
    ("network.hidden_size", 10**30),
    ("network.embedding_dim", 4097),
    ("network.num_layers", 17),
    ("network.num_layers", math.nan),
    ("data.corpus", 3),
    ("data.sha256", None),
    ("data.split", 0.9),
    ("data.split", "0.9"),
    ("data.split", [1.0]),
    ("data.split", [0.25] * 4),
    ("data.split", [0.9, 0.2]),
    ("data.split", [1.1, -0.1]),
    ("data.split", [True, 0.1]),
    ("data.split", [math.nan, 0.1]),
    ("data.split", ["0.9", 0.1]),
    ("data.split", [[0.9], 0.1]),
    ("data.split", []),
    ("recipe.batch_size", 0),
    ("recipe.batch_size", 1.5),
    ("recipe.batch_size", False),
    ("recipe.sequence_length", 65_537),
    ("recipe.epochs", -1),
    ("recipe.epochs", True),
    ("recipe.epochs", [5]),
    ("recipe.clip", 0),
    ("recipe.dropout", 1.0),
    ("recipe.weight_drop", 1),
    ("recipe.averaging", -0.1),
    ("recipe.reset_probability", "0"),
    ("recipe.weight_decay", {}),
    ("recipe.warmup_steps", -1),
    ("recipe.distillation", 1.1),
    ("recipe.distillation", 0.5),  # without teachers
    ("teachers", ["runs/a"]),  # without a share
    ("teachers", "runs/a"),
    ("teachers", [1]),
    ("temperature", 0),
    ("temperature", -1.0),
    ("temperature", math.inf),
    ("temperature", "1"),
    ("temperature", True),
    ("seed", -1),
    ("seed", 2**63),
    ("seed", 1.0),
    ("seed", None),
]


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_wrong_values(path: str, value: Any, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(json.dumps(changed(path, value)), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=path.replace(".", r"\.")) as caught:
        read_generator_config(file)
    check_sentence(caught.value)
    assert shown(file) in str(caught.value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize(
    "name", [name for name, default in vars(Recipe(epochs=1)).items() if default is not None]
)
def test_no_number_is_nan_or_infinite(name: str, value: float) -> None:
    with pytest.raises(ConfigurationError, match=rf"recipe\.{name} is -?(nan|inf)"):
        generator_config(changed(f"recipe.{name}", value))


@pytest.mark.parametrize("group", ["", "network", "data", "recipe"])
def test_unknown_and_missing_names(group: str) -> None:
    name = f"{group}.hidden_sise".lstrip(".")
    with pytest.raises(ConfigurationError, match="unknown name 'hidden_sise'") as caught:
        generator_config(changed(name, 1))
    check_sentence(caught.value)
    needed = {"": "recipe", "network": "cell", "data": "split", "recipe": "epochs"}[group]
    raw = copy.deepcopy(GOOD)
    del (raw[group] if group else raw)[needed]
    with pytest.raises(ConfigurationError, match=f"lacks '{needed}'") as caught:
        generator_config(raw)
    check_sentence(caught.value)


@pytest.mark.parametrize("group", ["network", "data", "recipe"])
@pytest.mark.parametrize("value", [None, [], "lstm", 3, [["cell", "lstm"]]])
def test_a_group_that_is_no_object(group: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"{group} must be an object"):
        generator_config(changed(group, value))
    with pytest.raises(ConfigurationError, match="must be an object"):
        generator_config(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'network': 1}",
        json.dumps(GOOD)[:-1],
        json.dumps(GOOD) + "}",
        "[" * 200_000,
        '{"a":' * 100_000,
        "1" * 5000,  # beyond the digits that Python reads
        json.dumps(GOOD).replace('"epochs": 5', '"epochs": ' + "9" * 5000),
        "NaN",
        "null",
        "\ufeff{}",
        "\x00",
    ],
)
def test_not_json(text: str, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_generator_config(file)
    check_sentence(caught.value)
    assert shown(file) in str(caught.value)


def test_unreadable_files(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    for path in (file, tmp_path):
        with pytest.raises(ConfigurationError, match="cannot be read"):
            read_generator_config(path)
    file.write_bytes(b"\xff\xfe{}")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_generator_config(file)
    file.write_text(" " * 1_000_001, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="1,000,000 are the most"):
        read_generator_config(file)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["network", "data", "recipe", "seed"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(raw=json_values)
def test_anything_else_is_one_sentence(raw: Any) -> None:
    with pytest.raises(ConfigurationError) as caught:
        generator_config(raw)
    check_sentence(caught.value)


@given(
    path=st.sampled_from([path for path, _ in WRONG]),
    value=json_values,
)
def test_one_wrong_value_never_gives_a_traceback(path: str, value: Any) -> None:
    try:
        config = generator_config(changed(path, value))
    except ConfigurationError as error:
        check_sentence(error)
    else:
        assert generator_config(json.loads(config_to_json(config))) == config
