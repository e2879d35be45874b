"""Every kind of trained network, and every shipped model, keeps the same promises."""

from __future__ import annotations

import ast
import inspect
import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import last_written, write_folder
from rnn_demo.artifacts.kinds import CARD, FILES, KINDS, declared_kind, imported, kind_of_model
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE, folder_names
from rnn_demo.commands import train_generator
from rnn_demo.configuration.file import config_to_json, read_file
from tests.artifacts.cases import CASES, texts_for
from tests.artifacts.damages import (
    DAMAGES,
    ODDITIES,
    OF_COUNTS,
    OF_REAL,
    first_matrix,
    matrix_in,
    size_in,
)
from tests.toy_kind import KIND, VOWEL_KIND

MODELS = Path(__file__).parents[2] / "models"
SHIPPED = sorted(path.parent.name for path in MODELS.glob("*/config.json"))
ALL = [*KINDS, KIND]  # a made-up one shows that the promises ask for nothing that one kind has
TRAINING = {"checkpoint.safetensors"}  # of somebody who trains a shipped model here


@pytest.fixture(autouse=True)
def made_up_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, KIND, VOWEL_KIND)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    return tmp_path


def read_model(folder: Path) -> Any:
    return imported(KINDS[kind_of_model(folder)].reader)(folder)


def check_numbers(kind: str, artifact: Any) -> None:
    """A text whole and by steps; texts alone, and together with others of other lengths."""
    case, texts = CASES[kind], texts_for(artifact)
    whole = [case.whole(artifact, ids) for ids in texts]
    assert np.ptp(whole[-1]) > 1e-3  # it says different things at different places
    near = 1e-4 * max(1.0, float(np.abs(whole[-1]).max()))  # sums in another order
    for ids, numbers in zip(texts, whole, strict=True):
        assert len(numbers) == len(ids)
        np.testing.assert_allclose(case.by_steps(artifact, ids), numbers, rtol=0, atol=near)
    last = np.array([numbers[-1] for numbers in whole])
    np.testing.assert_allclose(case.together(artifact, texts), last, rtol=0, atol=near)
    backwards = case.together(artifact, texts[::-1])[::-1]
    np.testing.assert_allclose(backwards, last, rtol=0, atol=near)


def check_written_again(kind: str, artifact: Any, folder: Path) -> None:
    """What is read, written and read again is the same to the last digit."""
    there = [artifact.folder / file for file in KINDS[kind].more_files]
    more = {path.name: path.read_bytes() for path in there if path.is_file()}
    write_folder(folder, artifact.config, artifact.tokenizer, artifact.weights, more)
    again = read_model(folder)
    assert again.config == artifact.config
    assert again.parameters == artifact.parameters
    assert again.weights.keys() == artifact.weights.keys()
    for name, tensor in artifact.weights.items():
        np.testing.assert_array_equal(again.weights[name], tensor)
    for ids in texts_for(artifact):
        before, after = CASES[kind].whole(artifact, ids), CASES[kind].whole(again, ids)
        np.testing.assert_array_equal(after, before)
    for name, tensor in load_file(folder / "model.safetensors").items():
        counts = CASES[kind].counts
        assert tensor.dtype == (artifact.weights[name].dtype if counts else np.dtype("f2"))


def test_every_kind_is_tried_and_shipped() -> None:
    assert list(CASES) == ALL
    assert {kind_of_model(MODELS / name) for name in SHIPPED} == set(KINDS) - {KIND}


@pytest.mark.parametrize("kind", ALL)
def test_its_functions_are_there_and_take_what_they_are_given(kind: str) -> None:
    taken = {
        "configuration": 1,
        "reader": 1,
        "evaluation": 3,
        "card": 2,
        "figures": 1,
        "section": 1,
        "command": 3,
    }
    for field, count in taken.items():
        if name := getattr(KINDS[kind], field):
            inspect.signature(imported(name)).bind(*range(count))
    assert callable(imported(KINDS[kind].training))
    assert KINDS[kind].files[: len(FILES)] == FILES


@pytest.mark.parametrize("kind", ALL)
def test_a_small_one_keeps_its_numbers(kind: str, models: Path, tmp_path: Path) -> None:
    folder = CASES[kind].write(models)
    artifact = read_model(folder)
    assert declared_kind(folder / "config.json") == kind
    check_numbers(kind, artifact)
    check_written_again(kind, artifact, tmp_path / "again" / artifact.name)
    written = {path.name for path in (tmp_path / "again" / artifact.name).iterdir()}
    assert written - set(KINDS[kind].more_files) == {
        "config.json",
        "model.safetensors",
        "tokenizer.json",
    }


def damages_of(kind: str) -> dict[str, Any]:
    return DAMAGES | (OF_COUNTS if CASES[kind].counts else OF_REAL)


@pytest.mark.parametrize(
    ("kind", "damage"), [(kind, damage) for kind in ALL for damage in damages_of(kind)]
)
def test_damage_is_one_sentence(kind: str, damage: str, models: Path) -> None:
    folder = CASES[kind].write(models)
    reader = imported(KINDS[kind].reader)
    reader(folder)  # whole before
    break_it, words = damages_of(kind)[damage]
    words = words.replace("{matrix}", matrix_in(folder)).replace("{size}", size_in(folder))
    break_it(folder)
    with pytest.raises(ArtifactError) as error:
        reader(folder)
    sentence = str(error.value)
    assert words in sentence
    assert folder.name in sentence
    assert "\n" not in sentence
    assert len(sentence) < 500
    assert error.value.__cause__ is None
    if damage == "a kind that there is not":
        assert f"and {KINDS[kind].does_not}: choose one that does (" in sentence


@pytest.mark.parametrize("oddity", ODDITIES)
@pytest.mark.parametrize("file", [name for name in FILES if name != CARD])
@pytest.mark.parametrize("kind", ALL)
def test_what_is_no_file_is_not_opened(kind: str, file: str, oddity: str, models: Path) -> None:
    folder = CASES[kind].write(models)
    (folder / file).unlink(missing_ok=True)
    put, words = ODDITIES[oddity]
    put(folder / file)
    with nobody_at(folder), pytest.raises(ArtifactError) as error:
        imported(KINDS[kind].reader)(folder)
    sentence = str(error.value)
    assert sentence.startswith(f"{folder.name}/{file} ")
    assert words in sentence
    assert str(models) not in sentence
    assert "\n" not in sentence
    assert folder.name in folder_names()  # so that its fault is shown


@pytest.mark.parametrize("kind", ALL)
def test_a_folder_that_vanishes_is_told(kind: str, models: Path) -> None:
    folder = CASES[kind].write(models)
    assert folder.name in folder_names()
    shutil.rmtree(folder)
    with pytest.raises(ArtifactError, match=f"^{folder.name}/config.json cannot be read: No such"):
        imported(KINDS[kind].reader)(folder)
    assert folder.name not in folder_names()
    assert last_written(folder, kind) == 0


@contextmanager
def nobody_at(folder: Path) -> Iterator[None]:
    """Fail if a named pipe of a folder is opened, and let nobody wait at it."""
    opened, over = [], threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            for pipe in [path for path in folder.iterdir() if path.is_fifo()]:
                with suppress(OSError):  # as long as nobody reads from it
                    os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
                    opened.append(pipe.name)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()
    assert opened == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="who is root may read all")
@pytest.mark.parametrize("kind", ALL)
def test_files_that_may_not_be_read(kind: str, models: Path) -> None:
    folder = CASES[kind].write(models)
    (folder / "model.safetensors").chmod(0)
    with pytest.raises(ArtifactError, match=r"model\.safetensors cannot be read \(Permission"):
        read_model(folder)


@pytest.mark.parametrize("kind", ALL)
def test_a_kind_is_not_taken_for_another(kind: str, models: Path) -> None:
    folder = CASES[kind].write(models)
    for other in set(ALL) - {kind}:
        with pytest.raises(ArtifactError) as error:
            imported(KINDS[other].reader)(folder)
        assert str(error.value) == (
            f"{folder.name} {KINDS[kind].does} and {KINDS[other].does_not}: choose one that does "
            "(none is there)."
        )


@pytest.mark.parametrize("kind", [kind for kind in ALL if not CASES[kind].counts])
@pytest.mark.parametrize("value", [np.nan, np.inf, 70_000.0])
def test_weights_that_float16_cannot_hold_are_not_written(
    kind: str, value: float, models: Path
) -> None:
    folder = CASES[kind].write(models)
    artifact = read_model(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    name = first_matrix(artifact.weights)
    artifact.weights[name][0, 0] = value
    with pytest.raises(ArtifactError, match=f"trained {name} holds values that are not finite"):
        write_folder(folder, artifact.config, artifact.tokenizer, artifact.weights)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("kind", ALL)
def test_other_weights_take_figures_and_card_away(kind: str, models: Path) -> None:
    folder = CASES[kind].write(models)
    (folder / "metrics.json").write_text("{}")
    (folder / "README.md").write_text("# Measured")
    artifact = read_model(folder)
    write_folder(folder, artifact.config, artifact.tokenizer, artifact.weights)
    assert read_model(folder).metrics == {}
    CASES[kind].change(artifact.weights)
    write_folder(folder, artifact.config, artifact.tokenizer, artifact.weights)
    assert read_model(folder).metrics is None
    assert not (folder / "README.md").exists()


@pytest.mark.parametrize("kind", ALL)
def test_who_serves_it_sees_when_it_was_written(kind: str, models: Path) -> None:
    folder = CASES[kind].write(models)
    for file in KINDS[kind].files:
        (folder / file).touch()
        os.utime(folder / file, ns=(1_000, 1_000))
    assert last_written(folder, kind) == 1_000
    for nothing in (CARD, "checkpoint.safetensors"):
        (folder / nothing).write_text("other")
        assert last_written(folder, kind) == 1_000
    for when, file in enumerate((f for f in KINDS[kind].files if f != CARD), 2_000):
        os.utime(folder / file, ns=(when, when))
        assert last_written(folder, kind) == when


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_keeps_its_numbers(name: str, tmp_path: Path) -> None:
    artifact = read_model(MODELS / name)
    kind = kind_of_model(MODELS / name)
    check_numbers(kind, artifact)
    check_written_again(kind, artifact, tmp_path / name)
    assert (tmp_path / name / "model.safetensors").read_bytes() == (
        MODELS / name / "model.safetensors"
    ).read_bytes()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_folder_agrees_with_itself(name: str) -> None:
    folder, kind = MODELS / name, KINDS[kind_of_model(MODELS / name)]
    assert {path.name for path in folder.iterdir()} - TRAINING == set(kind.files)
    artifact = read_model(folder)
    assert artifact.metrics is not None
    assert artifact.metrics["parameters"] == artifact.parameters
    assert (folder / "README.md").read_text(encoding="utf-8") == imported(kind.card)(
        artifact, artifact.metrics
    )
    assert imported(kind.figures)(artifact)
    assert not imported(kind.figures)(replace(artifact, metrics=None))
    # Every value of its configuration is written down, and read as what it is.
    config = read_file(folder / "config.json", imported(kind.configuration))
    again = imported(kind.configuration)(json.loads(config_to_json(config)))
    assert again == config == artifact.config


def test_the_command_of_generators_trains_as_their_kind_says() -> None:
    assert imported(KINDS["generator"].training) is train_generator.train_generator


def test_nothing_asks_which_kind_a_model_is() -> None:
    """Whatever differs between kinds stands in `KINDS`."""
    asked = []
    for path in sorted((MODELS.parent / "rnn_demo").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare):
                sides = (node.left, *node.comparators)
                named = {side.value for side in sides if isinstance(side, ast.Constant)} & {*KINDS}
                if named:
                    asked.append(f"{path.name}:{node.lineno} asks for {named}")
    assert asked == []
