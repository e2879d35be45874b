"""The whole way of a classifier, tiny: read, cut, pretrain, judge, teach, write, measure, check."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.artifacts.sentiment import read_classifier
from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.sentiment import (
    ClassifierConfig,
    Judging,
    ReviewData,
    ShortTexts,
    read_classifier_config,
)
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.tasks.sentiment.card import sentiment_card
from rnn_demo.tasks.sentiment.classifier_run import read_parts
from rnn_demo.tasks.sentiment.familiarity import OTHERS
from rnn_demo.training.run_folder import kept

Capture = pytest.CaptureFixture[str]
GOOD = ["wonderful", "a great film", "I loved it", "superb acting", "never bored", "brilliant"]
BAD = ["awful", "a bad film", "I hated it", "wooden acting", "so bored", "terrible"]
NAME = "imdb-sentiment"


def write_data(folder: Path) -> None:
    random = np.random.default_rng(0)
    (folder / "imdb").mkdir(parents=True)
    for split, count in (("train", 80), ("test", 40), ("unsup", 30)):
        lines = []
        for i in range(count):
            label = i % 2
            said = random.choice(GOOD if label else BAD, 4)
            text = f"Film {split} {i}: " + ", ".join(said) + "."
            if split == "train" and i == 7:
                text = "Film test 7: the same in both."
            if split == "test" and i == 7:
                text = "Film test 7: the same in both."
            record = {
                "id": f"{split}/{i}",
                "label": None if split == "unsup" else label,
                "movie": f"{split}{i % 11}",
                "text": text,
            }
            lines.append(json.dumps(record))
        (folder / "imdb" / f"{split}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "sst").mkdir()
    trees = "(4 (2 A) (4 (4 great) (2 film)))\n(0 (2 Not) (1 (4 great) (2 .)))\n"
    (folder / "sst" / "dev.txt").write_text(trees, encoding="utf-8")
    rated = [
        f"(4 (2 Film) (4 (2 {i}) (4 great)))\n(0 (2 Film) (1 (2 {i}) (0 dull)))\n"
        for i in range(10)
    ]
    (folder / "sst" / "train.txt").write_text(trees + "".join(rated), encoding="utf-8")
    for name in OTHERS:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# text = The clerk went home.\nThe king\tЦарь\n", encoding="utf-8")


CONFIG = ClassifierConfig(
    NetworkConfig("lstm", 330, 8, 16, 1),
    ReviewData("imdb", 0.2),
    Recipe(2, batch_size=4, sequence_length=16, warmup_steps=5),
    32,
    Judging(
        Recipe(12, batch_size=8, sequence_length=40, learning_rate=0.02, warmup_steps=5),
        perturbation=0.05,
        prefix_share=0.3,
        head_dropout=0.1,
    ),
    Judging(Recipe(2, batch_size=8, sequence_length=40, learning_rate=0.02, warmup_steps=5)),
    (Judging(Recipe(6, batch_size=8, sequence_length=40, learning_rate=0.02, warmup_steps=5)),) * 2,
    ShortTexts(
        Judging(Recipe(1, batch_size=128, sequence_length=40, warmup_steps=5)),
        reviews=9,
        fillings=1,
    ),
    teachers=2,
)
SHORT = asdict(CONFIG)["short_texts"]
FEW = Recipe(1, batch_size=8, sequence_length=40, warmup_steps=1)
QUICK = replace(  # for what does not depend on how much is learned
    CONFIG,
    pretraining=FEW,
    judging=replace(CONFIG.judging, recipe=FEW),
    further=None,
    self_training=(replace(CONFIG.judging, recipe=FEW),),
    short_texts=None,
    compare=False,
)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_data(tmp_path / "data")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "models" / NAME
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(config_to_json(CONFIG), encoding="utf-8")
    return folder


def quick(there: Path, **changes: object) -> Path:
    """Have little trained; the file that says so."""
    path = there / "config.json"
    path.write_text(config_to_json(replace(QUICK, **changes)), encoding="utf-8")  # type: ignore[arg-type]
    return path


def test_the_whole_way(there: Path, capsys: Capture) -> None:
    assert main(["train", NAME]) == 0
    told = capsys.readouterr()
    assert "runs/imdb-sentiment" in told.out
    steps = [step["step"] for step in read_classifier_config(there / "config.json").steps]
    assert steps == [
        "from scratch",
        "pretrained",
        "adversarial 1",
        "adversarial 2",
        "adversarial 1, not averaged",
        "further 1",
        "further 2",
        "together 1",
        "self-trained 1",
        "together 2",
        "self-trained 2",
        "short texts",
    ]
    weights = (there / "model.safetensors").read_bytes()

    assert main(["train", NAME]) == 0  # every step is there already
    assert (there / "model.safetensors").read_bytes() == weights
    capsys.readouterr()

    assert main(["evaluate", NAME]) == 0
    metrics = json.loads(capsys.readouterr().out)
    assert metrics["test"]["reviews"] == 40
    assert metrics["test"]["accuracy"] >= 0.9
    assert metrics["rival"]["test_accuracy"] >= 0.9
    assert metrics["contrast"]["sentences"] == 120
    assert metrics["sentences"]["sentences"] == 2
    assert sum(sum(metrics["neuron"]["histogram"][side]) for side in ("positive", "negative")) == 40
    assert main(["evaluate", NAME, "--check"]) == 0
    artifact = read_classifier(there)
    card = (there / "README.md").read_text(encoding="utf-8")
    assert card == sentiment_card(artifact, metrics)
    capsys.readouterr()

    changed = json.loads((there / "metrics.json").read_text("utf-8"))
    changed["test"]["bins"][0]["accuracy"] = 2.0
    (there / "metrics.json").write_text(json.dumps(changed), encoding="utf-8")
    assert main(["evaluate", NAME, "--check"]) == 1
    assert "test.bins[0].accuracy is" in capsys.readouterr().err
    assert main(["list"]) == 0
    assert "accuracy" in capsys.readouterr().out


def test_no_test_text_and_no_validation_text_is_trained_on(there: Path) -> None:
    twice = {"id": "x", "label": 1, "text": "The same under every film."}
    for split, label in (("train", 1), ("unsup", None)):
        with (there.parents[1] / "data" / "imdb" / f"{split}.jsonl").open("a") as file:
            for i in range(11):  # so that some validation film has it, and some other too
                record = {**twice, "label": label, "movie": f"{split}{i}"}
                file.write(json.dumps(record) + "\n")
    parts = read_parts(CONFIG)
    validation = {review.text for review in parts.validation}
    trained = {review.text for review in (*parts.training, *parts.unlabelled)}
    assert "Film test 7: the same in both." not in validation | trained
    assert twice["text"] in validation
    assert not validation & trained
    assert not {r.movie for r in parts.training} & {r.movie for r in parts.validation}
    assert len(validation) >= 16
    assert len(parts.training) >= 50


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"judging": replace(CONFIG.judging, perturbation=0.1)}, "adversarial 1.safetensors"),
        ({"samples": 31}, "pretraining.safetensors"),
        ({"seed": 5}, "pretraining.safetensors"),
        ({"teachers": 1}, "opinions 1.safetensors"),
    ],
)
def test_what_another_configuration_came_to_is_not_taken(
    there: Path, capsys: Capture, change: dict[str, object], named: str
) -> None:
    path = quick(there)
    assert main(["train", NAME]) == 0
    if "judging" in change:
        change = {"judging": replace(QUICK.judging, perturbation=0.1)}
    path.write_text(config_to_json(replace(QUICK, **change)), encoding="utf-8")  # type: ignore[arg-type]
    capsys.readouterr()
    assert main(["train", NAME]) == 1
    told = capsys.readouterr().err
    assert f"{named} was made with" in told
    assert "move runs/imdb-sentiment away" in told


def test_the_language_model_beside_a_classifier_is_taken_up(there: Path, capsys: Capture) -> None:
    quick(there)
    assert main(["train", NAME, "--out", "first"]) == 0
    for file in ("config.json", "tokenizer.json", "language_model.safetensors"):
        shutil.copyfile(Path("first") / file, there / file)
    capsys.readouterr()
    before = load_file("runs/imdb-sentiment/pretraining.safetensors")
    shutil.rmtree("runs")
    assert main(["train", NAME, "--out", "second"]) == 0
    told = capsys.readouterr().err
    assert "language_model.safetensors is taken up" in told
    assert "pretraining: loss" not in told
    after = load_file("runs/imdb-sentiment/pretraining.safetensors")
    assert before.keys() == after.keys()
    for name, weight in before.items():
        assert torch.equal(weight.half().float(), after[name])
    assert Path("second/tokenizer.json").read_bytes() == Path("first/tokenizer.json").read_bytes()

    shutil.rmtree("runs")
    other = replace(read_classifier_config(there / "config.json"), samples=31)
    (there / "config.json").write_text(config_to_json(other), encoding="utf-8")
    assert main(["train", NAME, "--out", "third"]) == 0
    told = capsys.readouterr().err
    assert "The language model is trained anew." in told
    assert "was made with what comes before" in told


def test_a_step_whose_checkpoint_has_gone_is_one_sentence(there: Path, capsys: Capture) -> None:
    quick(there, compare=True)  # only what is compared is read from a checkpoint
    assert main(["train", NAME]) == 0
    checkpoint = Path("runs/imdb-sentiment/adversarial 1.checkpoint")
    for damage in (lambda: checkpoint.write_bytes(b"["), checkpoint.unlink):
        damage()
        capsys.readouterr()
        assert main(["train", NAME]) == 1
        assert "adversarial 1.checkpoint is missing or damaged" in capsys.readouterr().err


def test_a_damaged_step_is_one_sentence(there: Path, capsys: Capture) -> None:
    (there.parents[1] / "runs" / NAME).mkdir(parents=True)
    (there.parents[1] / "runs" / NAME / "pretraining.safetensors").write_bytes(b"[")
    assert main(["train", NAME]) == 1
    assert "pretraining.safetensors is damaged" in capsys.readouterr().err


def test_other_reviews_than_those_of_the_configuration(there: Path, capsys: Capture) -> None:
    other = replace(CONFIG, data=replace(CONFIG.data, sha256={"test": "0" * 64}))
    (there / "config.json").write_text(config_to_json(other), encoding="utf-8")
    assert main(["train", NAME]) == 1
    assert "The reviews test are not those" in capsys.readouterr().err
    assert main(["train", NAME, "--epochs", "3"]) == 1
    assert "--epochs is for generators" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"samples": 0}, "samples is 0"),
        ({"kind": "other"}, "kind is 'other'"),
        ({"temperature": 0}, "temperature is 0"),
        ({"steps": 3}, "steps must be"),
        ({"data": {"corpus": "imdb", "validation": 2}}, "data.validation is 2"),
        ({"data": {"corpus": "imdb"}}, "lacks 'validation'"),
        ({"judging": {}}, "judging lacks 'recipe'"),
        ({"short_texts": {}}, "short_texts lacks 'judging'"),
        ({"short_texts": {"judging": 1}}, "short_texts.judging must be an object"),
        ({"short_texts": {**SHORT, "fillings": 0}}, "fillings is 0"),
        ({"short_texts": {**SHORT, "kept": 1.5}}, "kept is 1.5"),
        ({"short_texts": {**SHORT, "temperature": 0}}, "short_texts.temperature is 0"),
        ({"judging": {"recipe": {"epochs": -1}}}, "recipe.epochs is -1"),
        ({"network": {**vars(CONFIG.network), "num_layers": 2}}, "has one layer"),
        ({"unknown": 1}, "unknown name 'unknown'"),
        ({"note": 1}, "note is 1"),
    ],
)
def test_a_nonsensical_configuration_is_one_sentence(
    tmp_path: Path, change: dict[str, object], sentence: str
) -> None:
    path = tmp_path / "config.json"
    path.write_text(json.dumps({**json.loads(config_to_json(CONFIG)), **change}), encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        read_classifier_config(path)
    assert sentence in str(error.value)


def test_a_configuration_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text(config_to_json(CONFIG), encoding="utf-8")
    assert read_classifier_config(path) == CONFIG
    path.write_text("[" * 10_000, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        read_classifier_config(path)


def test_a_model_that_is_there_is_not_written_over_in_silence(there: Path, capsys: Capture) -> None:
    quick(there)
    (there / "model.safetensors").write_bytes(b"somebody's weeks")
    assert main(["train", NAME, "--out", str(there)]) == 1
    error = capsys.readouterr().err
    assert f"models/{NAME} already holds a trained model: go on with it by --resume" in error
    assert (there / "model.safetensors").read_bytes() == b"somebody's weeks"
    assert main(["train", NAME]) == 0  # as on its card
    assert (Path("runs") / NAME / "model" / "model.safetensors").stat().st_size > 1_000
    assert (there / "model.safetensors").read_bytes() == b"somebody's weeks"
    with kept(Path("runs") / NAME):
        assert main(["train", NAME, "--overwrite"]) == 1
    assert "Another training is writing into runs/" in capsys.readouterr().err
    assert (there / "model.safetensors").read_bytes() == b"somebody's weeks"
