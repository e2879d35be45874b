"""A planted unit is found, a threshold is chosen on one text only, and chance is chance."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.corpora import read_texts
from rnn_demo.data.text_features import FEATURES, inside_quotes
from rnn_demo.engine.gates import activity
from rnn_demo.engine.network import initial_state
from rnn_demo.tasks.neurons.features import (
    CLEAR,
    SEEN,
    STREAMS,
    WARM,
    UnitRecording,
    _moved,
    look_at,
    scored,
    search,
)
from rnn_demo.tasks.neurons.results import SHIPPED, NeuronError, read_neurons
from rnn_demo.tokenizers.characters import CharacterTokenizer
from tests.tiny_models import tiny_artifact, tiny_network

BINARY = {feature.name: feature.binary for feature in FEATURES}
LINE = 'ANN:\n"go," he said: no\n\n'


def looked(seed: int) -> tuple[UnitRecording, np.ndarray]:
    """A made-up reader of a real text, its units noise; and the labels of its quotes."""
    random = np.random.default_rng(seed)
    text = (LINE * 60)[: WARM + SEEN]
    texts = tuple(text[i % 7 :] + text[: i % 7] for i in range(STREAMS))
    memory = random.normal(size=(STREAMS * SEEN, 16)).astype(np.float32)
    seen = UnitRecording(memory, texts, {}, {})
    labels = np.concatenate([inside_quotes(text)[WARM:] for text in texts])
    return seen, labels


def test_a_planted_unit_is_found() -> None:
    train, labels = looked(0)
    held, others = looked(1)
    train.memory[:, 7] = 3 - 2 * labels + 0.1 * train.memory[:, 7]  # lower inside quotes
    held.memory[:, 7] = 3 - 2 * others + 0.1 * held.memory[:, 7]
    found, nothing = search(tiny_network(), train, held)
    quotes = next(one for one in found if one.feature == "inside quotes")
    assert quotes.best == (0, 7)  # 8 units a layer
    assert quotes.best_score > 0.99
    assert quotes.chance < 0.75
    assert quotes.low[0, 7] == pytest.approx(3, abs=0.1)
    assert quotes.high[0, 7] == pytest.approx(1, abs=0.1)
    assert quotes.score.shape == (2, 8)
    memory = train.memory.reshape(-1, 2, 8).astype(np.float64)
    np.testing.assert_allclose(quotes.low, memory[labels == 0].mean(0), atol=1e-6)
    np.testing.assert_allclose(quotes.high, memory[labels == 1].mean(0), atol=1e-6)
    assert nothing == pytest.approx(15 / 16)
    assert {one.feature for one in found} >= {"position in the line", "letters of the word"}
    assert "dialogue" not in {one.feature for one in found}  # this text has none


def test_thresholds_are_chosen_on_one_text_only() -> None:
    random = np.random.default_rng(2)
    labels = (random.random(2000) < 0.3).astype(float)
    memory = np.stack([labels, random.normal(size=2000)], 1).astype(np.float32)
    other = 1 - labels  # the first unit says the opposite there
    fitted, measured = scored(memory, labels, memory, other, True)
    assert fitted[0] == 1 and measured[0] == 0
    assert abs(measured[1] - 0.5) < 0.06
    same, again = scored(memory, labels, memory, labels, False)
    np.testing.assert_array_equal(same, again)
    expected = np.corrcoef(memory[:, 1], labels)[0, 1] ** 2
    assert same[0] == pytest.approx(1, abs=1e-5) and same[1] == pytest.approx(expected, abs=1e-5)


def test_equal_values_have_no_threshold_between_them() -> None:
    labels = np.array([0.0, 1.0] * 50)
    still = np.zeros((100, 1), np.float32)
    fitted, measured = scored(still, labels, still, labels, True)
    assert fitted[0] == measured[0] == 0.5


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_what_is_looked_at_is_what_the_network_does(cell: str) -> None:
    network = tiny_network(cell)
    ids = np.random.default_rng(0).integers(1, 20, WARM + SEEN + 50)  # no line break
    found = look_at(network, ids)
    kept, _ = activity(network, ids[: WARM + SEEN], initial_state(network))
    memory = kept.hidden if kept.cell is None else kept.cell
    expected = memory[WARM:].reshape(SEEN, -1)
    np.testing.assert_allclose(found.memory[:SEEN], expected, atol=1e-5)
    assert found.texts[0] == network.tokenizer.decode(ids[: WARM + SEEN].tolist())
    for gate in found.below:
        assert found.below[gate].shape == (2, 8)
        assert (found.below[gate] + found.above[gate] <= 1).all()


def test_labels_are_moved_to_other_pieces() -> None:
    labels = np.repeat(np.arange(5.0), SEEN)
    moved = _moved(labels, np.random.default_rng(0)).reshape(5, SEEN)
    assert (moved == moved[:, :1]).all()
    assert moved[:, 0].tolist() == [4, 0, 1, 2, 3]


def test_a_short_text_has_fewer_pieces_that_do_not_overlap() -> None:
    ids = np.random.default_rng(0).integers(1, 20, 3 * (WARM + SEEN) + 10)
    assert len(look_at(tiny_network(), ids).texts) == 3


def test_a_feature_of_one_text_is_looked_for_there_alone() -> None:
    train, held = looked(0)[0], looked(1)[0]
    for corpus, there in (("pushkin", True), ("shakespeare", False)):
        found, _ = search(tiny_network(), train, held, corpus)
        assert ("syllable of the verse" in {one.feature for one in found}) == there


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    text = tmp_path / "text.txt"
    text.write_text(LINE * 400, encoding="utf-8")
    tokenizer = CharacterTokenizer("".join(sorted(set(LINE))))
    artifact = tiny_artifact("own-lstm", characters=tokenizer.characters)
    sha256 = read_texts([text], tokenizer).sha256
    config = GeneratorConfig(
        artifact.config.network, DataConfig("own", (0.8, 0.2), sha256), Recipe(1)
    )
    write_folder(tmp_path / "models" / "own-lstm", config, tokenizer, artifact.weights)
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path / "models"))
    return tmp_path


def test_the_command_writes_what_is_read(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["neurons", "own-lstm", "--text", str(own / "text.txt"), "--out", str(own / "out")]
    assert main(arguments) == 0
    assert "by chance" in capsys.readouterr().out
    found = read_neurons("own-lstm", own / "out")
    assert found.model == "own-lstm" and len(found.weights) == 64
    assert {one.feature for one in found.found} >= {"inside quotes", "capitals"}
    assert found.below["forget_gate"].shape == (2, 8)
    assert found.text == read_generator(own / "models" / "own-lstm").config.data.sha256
    assert {*found.effects} == {
        one.feature for one in found.found if one.best_score >= CLEAR[BINARY[one.feature]]
    }


def test_gates_stand_in_their_order_each_time() -> None:
    for _ in range(20):
        found = read_neurons("war-and-peace-lstm")
        assert [*found.below] == [*found.above] == ["input_gate", "forget_gate", "output_gate"]


def test_errors_are_sentences(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["neurons", "own-lstm"]) == 1
    assert "name the text with --text" in capsys.readouterr().err
    with pytest.raises(NeuronError, match="python -m rnn_demo neurons nobody"):
        read_neurons("nobody", own)
    (own / "bad.json").write_text(json.dumps({"model": 1}))
    with pytest.raises(NeuronError, match=r"bad\.json cannot be used"):
        read_neurons("bad", own)
    shipped = json.loads((SHIPPED / "pushkin-gru.json").read_text(encoding="utf-8"))
    shipped["chance"]["the colour"] = 0.5
    (own / "odd.json").write_text(json.dumps(shipped))
    (own / "odd.safetensors").write_bytes((SHIPPED / "pushkin-gru.safetensors").read_bytes())
    with pytest.raises(NeuronError, match="no such features: the colour"):
        read_neurons("odd", own)
