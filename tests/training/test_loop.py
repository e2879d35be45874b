"""The training loop: its arithmetic in closed form, and that a killed run goes on exactly.

Run as a script it trains without end and prints each step; a test kills it with SIGKILL.
"""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.batches import Streams
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.tasks.generator.language_model import CharacterTask
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.training import Carried, Progress, TrainingError, learning_rate, train

NOISY = Recipe(
    epochs=50,
    batch_size=4,
    sequence_length=8,
    learning_rate=1e-2,
    warmup_steps=5,
    dropout=0.2,
    weight_drop=0.2,
    reset_probability=0.3,
)


def noisy_task(first_weights: int = 0) -> CharacterTask:
    """A tiny language model with every kind of noise and a validation part."""
    ids = np.random.default_rng(0).integers(0, 7, 400).astype(np.uint8)
    network = LanguageModel(NetworkConfig("lstm", 7, 4, 6, 2))
    network.initialise(first_weights)
    streams = Streams.over(ids[:300], NOISY.batch_size, NOISY.sequence_length, seed=3)
    return CharacterTask(network, streams, NOISY, ids[300:], seed=3)


class _Killed(Exception):
    """Stands for the end of the process."""


def losses(
    task: CharacterTask, checkpoint: Path, stop: int, *, resume: bool = False
) -> dict[int, tuple[float, float | None]]:
    """The loss after each step up to `stop`, at which the run dies."""
    seen: dict[int, tuple[float, float | None]] = {}

    def report(progress: Progress, average: dict[str, Tensor]) -> None:
        seen[progress.step] = (progress.loss, progress.validation)
        if progress.step >= stop:
            raise _Killed

    with pytest.raises(_Killed):
        train(
            task,
            NOISY,
            checkpoint,
            resume=resume,
            checkpoint_seconds=-1,
            report=report,
            patience=10**9,
        )
    return seen


# --- the loop's arithmetic, on a task whose gradient is known -----------------------------------


class _Slope:
    """Loss = sum of the parameters times `slope`: the gradient is the same at every step."""

    def __init__(self, steps_per_epoch: int = 1000, slope: float = 1.0) -> None:
        self.network = nn.Module()
        self.network.vector = nn.Parameter(torch.zeros(3, dtype=torch.float64))
        self.network.matrix = nn.Parameter(torch.ones(2, 2, dtype=torch.float64))
        self.steps_per_epoch = steps_per_epoch
        self.slope = slope
        self.validations: list[float] = []
        self.validated: list[float] = []

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        return self.slope * (self.network.vector.sum() + self.network.matrix.sum()), {}

    def validate(self) -> float | None:
        self.validated.append(self.network.vector[0].item())
        return self.validations[len(self.validated) - 1] if self.validations else None


def test_learning_rate() -> None:
    recipe = Recipe(epochs=1, learning_rate=0.5, warmup_steps=10)
    assert learning_rate(recipe, 0, 0) == pytest.approx(0.05)
    assert learning_rate(recipe, 4, 0) == pytest.approx(0.25)
    assert learning_rate(recipe, 9, 0) == learning_rate(recipe, 500, 0) == pytest.approx(0.5)
    assert learning_rate(recipe, 500, 0.5) == pytest.approx(0.5 * 0.505)
    assert learning_rate(recipe, 500, 1 / 3) == pytest.approx(0.5 * (0.01 + 0.99 * 0.75))
    assert learning_rate(recipe, 500, 1) == pytest.approx(0.005)
    assert learning_rate(Recipe(epochs=1, warmup_steps=0), 0, 0) == pytest.approx(3e-3)


def test_adam_steps_by_the_schedule_and_ends_with_the_mean(tmp_path: Path) -> None:
    # With a constant gradient every Adam step is -rate, whatever the gradient's size; decay
    # shrinks matrices alone. Of the first 100 steps the average is the plain mean.
    recipe = Recipe(epochs=0.03, learning_rate=0.1, warmup_steps=7, weight_decay=0.5)
    task = _Slope()
    vector, matrix, seen = [0.0], [1.0], []

    def report(progress: Progress, average: dict[str, Tensor]) -> None:
        rate = learning_rate(recipe, progress.step - 1, (progress.step - 1) / 30)
        assert progress.fraction == pytest.approx((progress.step - 1) / 30)
        vector.append(vector[-1] - rate)
        matrix.append(matrix[-1] * (1 - rate * 0.5) - rate)
        seen.append(progress.step)
        assert task.network.vector[0].item() == pytest.approx(vector[-1], abs=1e-6)
        assert task.network.matrix[0, 0].item() == pytest.approx(matrix[-1], abs=1e-6)

    train(task, recipe, tmp_path / "checkpoint.safetensors", report=report)
    assert seen == list(range(1, 31))
    assert task.network.vector[0].item() == pytest.approx(np.mean(vector[1:]), abs=1e-6)
    assert task.network.matrix[1, 1].item() == pytest.approx(np.mean(matrix[1:]), abs=1e-6)
    assert task.validated == pytest.approx([np.mean(vector[1:])], abs=1e-6)


def test_averaging_after_a_hundred_steps(tmp_path: Path) -> None:
    recipe = Recipe(epochs=0.103, warmup_steps=0, averaging=0.9, weight_decay=0)
    task, average, own = _Slope(), 0.0, 0.0
    for step in range(103):
        own -= learning_rate(recipe, step, step / 103)
        average += (own - average) * max(0.1, 1 / (step + 1) if step < 100 else 0)
    train(task, recipe, tmp_path / "checkpoint.safetensors")
    assert task.network.vector[0].item() == pytest.approx(average, abs=1e-7)


def test_gradients_are_clipped(tmp_path: Path) -> None:
    recipe, norms = Recipe(epochs=0.003, clip=0.25), []
    task = _Slope(slope=4.0)

    def norm() -> float:
        return math.sqrt(sum(p.grad.square().sum().item() for p in task.network.parameters()))

    train(
        task,
        recipe,
        tmp_path / "checkpoint.safetensors",
        report=lambda progress, average: norms.append(norm()),
    )
    assert norms == pytest.approx([0.25] * 3, rel=1e-5)  # without: 4 * sqrt(7)


def test_stops_early_and_keeps_the_best(tmp_path: Path) -> None:
    task = _Slope(steps_per_epoch=2)
    task.validations = [3.0, 3.5, 2.0, 2.5, 2.0, 2.1, 1.0]
    checkpoint = tmp_path / "checkpoint.safetensors"
    progress = train(task, Recipe(epochs=20), checkpoint, patience=3)
    assert (progress.step, progress.validation) == (12, 2.1)
    assert task.network.vector[0].item() == task.validated[2]  # the average at its best check
    # A run that has stopped does not go on when resumed, and ends with the same weights.
    again = _Slope(steps_per_epoch=2)
    assert train(again, Recipe(epochs=20), checkpoint, patience=3, resume=True).step == 12
    assert torch.equal(again.network.vector, task.network.vector)


def test_stops_in_time_with_the_schedule_fitted_in(tmp_path: Path) -> None:
    fractions: list[float] = []
    rates: list[float] = []
    task, last = _Slope(), 0.0
    recipe = Recipe(epochs=1000, warmup_steps=0, learning_rate=0.1)

    def report(progress: Progress, average: dict[str, Tensor]) -> None:
        nonlocal last
        fractions.append(progress.fraction)
        rates.append(last - task.network.vector[0].item())
        last = task.network.vector[0].item()

    checkpoint = tmp_path / "checkpoint.safetensors"
    progress = train(task, recipe, checkpoint, max_seconds=0.5, report=report)
    assert progress.step < progress.total_steps
    assert fractions == sorted(fractions)
    assert 0.5 < fractions[-1] < 1
    expected = [learning_rate(recipe, step, f) for step, f in enumerate(fractions)]
    np.testing.assert_allclose(rates, expected, atol=1e-6)
    # The time is that of all runs together.
    assert train(_Slope(), recipe, checkpoint, max_seconds=0.5, resume=True).step == progress.step


def test_what_was_learned_in_a_last_unfinished_pass_is_kept(tmp_path: Path) -> None:
    task = _Slope(steps_per_epoch=10**9)
    task.validations = [1.5, 1.5]
    averages = [0.0]

    def report(progress: Progress, average: dict[str, Tensor]) -> None:
        averages[0] = average["vector"][0].item()

    checkpoint = tmp_path / "checkpoint.safetensors"
    progress = train(task, Recipe(epochs=1), checkpoint, max_seconds=0.2, report=report)
    assert progress.validation == 1.5
    assert task.validated == [averages[0]] == [task.network.vector[0].item()]


def test_a_loss_that_is_no_number(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.safetensors"
    for slope in (math.nan, math.inf):
        task = _Slope(slope=slope)
        with pytest.raises(TrainingError, match=r"loss is (nan|inf) at step 0: lower"):
            train(task, NOISY, checkpoint)
    # What was lost is not saved over what was not.
    assert all(tensor.isfinite().all() for tensor in load_file(checkpoint).values())


def test_a_gradient_that_is_no_number(tmp_path: Path) -> None:
    class Root(_Slope):
        def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
            # At 0 the root is 0, and its slope infinite.
            return self.network.vector.abs().sqrt().sum() + 0 * self.network.matrix.sum(), {}

    task = Root()
    with pytest.raises(TrainingError, match=r"gradient's norm is (nan|inf) at step 0: lower"):
        train(task, NOISY, tmp_path / "checkpoint.safetensors")
    assert all(p.isfinite().all() for p in task.network.parameters())


# --- a language model ---------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["elman", "lstm", "gru"])
def test_memorises_a_line(cell: str, tmp_path: Path) -> None:
    text = "Ещё не вечер, said the sea.\n"
    tokenizer = CharacterTokenizer.from_text([text])
    ids = tokenizer.encode(text)
    recipe = Recipe(epochs=150, learning_rate=2e-2, warmup_steps=10, averaging=0.5)
    network = LanguageModel(NetworkConfig(cell, tokenizer.vocab_size, 8, 32, 1))
    network.initialise(0)
    task = CharacterTask(network, Streams.over(ids, 32, 128, seed=0), recipe, None, seed=0)
    progress = train(task, recipe, tmp_path / "checkpoint.safetensors")
    assert progress.loss < 0.5  # a running mean: it remembers the beginning
    written, state = [int(ids[0])], network.initial_state(1)
    with torch.inference_mode():
        while len(written) < len(ids):
            logits, state = network(torch.tensor([written[-1:]]), state)
            written.append(int(logits.argmax()))
    assert tokenizer.decode(written) == text


def test_state_is_carried_within_a_pass_and_not_beyond() -> None:
    recipe = Recipe(epochs=1, reset_probability=0.0)
    task = noisy_task()
    task.recipe = recipe
    network = task.network
    first, second = task.streams.window(0), task.streams.window(1)
    _, carried = task.loss(0, {})
    got, _ = task.loss(1, carried)
    # Two windows read as one long text give the same loss on the second half.
    whole = torch.from_numpy(np.concatenate([first[0], second[0]], axis=1))
    logits, _ = network(whole, network.initial_state(len(whole)))
    later = logits[:, first[0].shape[1] :].reshape(-1, 7)
    expected = nn.functional.cross_entropy(later, torch.from_numpy(second[1]).reshape(-1))
    torch.testing.assert_close(got, expected)
    assert all(not tensor.requires_grad for tensor in carried.values())
    new_pass = task.steps_per_epoch
    assert torch.equal(task.loss(new_pass, carried)[0], task.loss(new_pass, {})[0])
    assert not torch.equal(task.loss(1, carried)[0], task.loss(1, {})[0])


def test_validation_is_the_mean_loss_without_noise() -> None:
    task = noisy_task()
    task.validation = np.array([1, 2, 3, 4, 5], dtype=np.uint8)  # one stream of one window
    ids = torch.tensor([[1, 2, 3, 4, 5]])
    logits, _ = task.network(ids[:, :-1], task.network.initial_state(1))
    expected = nn.functional.cross_entropy(logits[0], ids[0, 1:]).item()
    assert task.validate() == pytest.approx(expected, rel=1e-6)
    for nothing in (None, np.array([1], dtype=np.uint8)):
        task.validation = nothing
        assert task.validate() is None


# --- checkpoints --------------------------------------------------------------------------------


@pytest.mark.parametrize("stop", [1, 8, 13])
def test_a_resumed_run_repeats_the_straight_one(stop: int, tmp_path: Path) -> None:
    assert noisy_task().steps_per_epoch == 8  # stops within and at the end of a pass
    straight_task, checkpoint = noisy_task(), tmp_path / "checkpoint.safetensors"
    straight = losses(straight_task, tmp_path / "none", 20)
    before = losses(noisy_task(), checkpoint, stop)
    resumed_task = noisy_task(first_weights=9)
    after = losses(resumed_task, checkpoint, 20, resume=True)
    # The checkpoint is written before a step, so the one in which it died is repeated.
    assert list(after) == list(range(stop, 21))
    assert before | after == straight  # bit for bit, validation included
    for name, parameter in resumed_task.network.named_parameters():
        assert torch.equal(parameter, straight_task.network.get_parameter(name)), name


def test_killed_at_a_random_moment(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.safetensors"
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "OMP_NUM_THREADS": str(torch.get_num_threads()),
    }
    process = subprocess.Popen(
        [sys.executable, __file__, str(checkpoint)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    chance = random.Random()
    printed: dict[int, float] = {}
    with process:
        if process.stdout is None:
            raise RuntimeError("no output to read")
        for _ in range(chance.randint(1, 30)):
            step, loss = process.stdout.readline().split()
            printed[int(step)] = float.fromhex(loss)
        time.sleep(chance.random() * 0.03)
        process.kill()
        for line in process.stdout:
            if line.endswith("\n"):
                step, loss = line.split()
                printed[int(step)] = float.fromhex(loss)
    last = max(printed)
    resumed = losses(noisy_task(first_weights=9), checkpoint, last + 10, resume=True)
    assert min(resumed) in (last, last + 1, last + 2)
    straight = losses(noisy_task(), tmp_path / "none", last + 10)
    assert resumed == {step: straight[step] for step in resumed}
    assert printed == {step: straight[step][0] for step in printed}


def test_killed_before_the_first_checkpoint_was_due(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.safetensors"
    losses(noisy_task(), checkpoint, 9)  # an older run, which must not be taken up

    class Killed(CharacterTask):
        def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
            raise _Killed

    dying = noisy_task(first_weights=1)
    with pytest.raises(_Killed):
        train(Killed(**vars(dying)), NOISY, checkpoint)
    resumed = losses(noisy_task(first_weights=9), checkpoint, 5, resume=True)
    assert resumed == losses(noisy_task(first_weights=1), tmp_path / "straight", 5)


def test_a_checkpoint_of_another_run(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.safetensors"
    recipe = Recipe(epochs=1)
    train(noisy_task(), recipe, checkpoint, identity={"seed": "8"})
    for other in ({"seed": "0"}, {}, {"seed": "8", "network": "x"}):
        with pytest.raises(TrainingError, match=r"is of a run with (seed 8|network None), this"):
            train(noisy_task(), recipe, checkpoint, resume=True, identity=other)
    train(noisy_task(), recipe, checkpoint, resume=True, identity={"seed": "8"})


def test_a_look_at_the_end_of_the_time_is_not_remembered(tmp_path: Path) -> None:
    checkpoint, recipe = tmp_path / "checkpoint.safetensors", Recipe(epochs=1)
    task = _Slope(steps_per_epoch=10**9)
    task.validations = [1.5, 2.5, 3.5]
    for resume in (False, True, True):
        train(task, recipe, checkpoint, max_seconds=0.1, resume=resume)
    assert task.validations[: len(task.validated)] == task.validations
    with safe_open(checkpoint, "pt") as file:
        numbers = json.loads(file.metadata()["run"])
        assert not [name for name in file.keys() if name.startswith("best")]  # noqa: SIM118
    assert (numbers["worse"], numbers["validation"]) == (0, None)


def test_checkpoints_that_cannot_be_used(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.safetensors"

    def resume() -> None:
        train(noisy_task(), NOISY, checkpoint, resume=True)

    with pytest.raises(TrainingError, match=r"no checkpoint .*checkpoint\.safetensors"):
        resume()
    losses(noisy_task(), checkpoint, 2)
    good = checkpoint.read_bytes()
    damaged = [b"", b"x", good[: len(good) // 2], good[:-1], good[:8], b"\xff" * 100]
    for content in damaged:
        checkpoint.write_bytes(content)
        with pytest.raises(TrainingError, match="damaged"):
            resume()
    for tensors, metadata in (
        ({"weight": torch.zeros(2)}, None),
        ({"weight": torch.zeros(2)}, {"run": "{}"}),
        ({"weight": torch.zeros(2)}, {"run": "no JSON"}),
    ):
        save_file(tensors, checkpoint, metadata)
        with pytest.raises(TrainingError, match="damaged"):
            resume()
    checkpoint.unlink()
    checkpoint.mkdir()
    with pytest.raises(TrainingError, match=r"checkpoint\.safetensors"):
        resume()


def test_a_checkpoint_of_another_network(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.safetensors"
    losses(noisy_task(), checkpoint, 2)
    for config in (NetworkConfig("gru", 7, 4, 6, 2), NetworkConfig("lstm", 7, 4, 6, 3)):
        task = noisy_task()
        task.network = LanguageModel(config)
        task.network.initialise(0)
        with pytest.raises(TrainingError, match="does not fit this network"):
            train(task, NOISY, checkpoint, resume=True)


def test_a_smaller_network_does_not_take_a_larger_ones_checkpoint(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint.safetensors"
    losses(noisy_task(), checkpoint, 2)
    task = noisy_task()
    task.network = LanguageModel(NetworkConfig("lstm", 7, 4, 6, 1))
    task.network.initialise(0)
    with pytest.raises(TrainingError, match="does not fit this network"):
        train(task, NOISY, checkpoint, resume=True)


def _print(progress: Progress, average: dict[str, Tensor]) -> None:
    sys.stdout.write(f"{progress.step} {progress.loss.hex()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    torch.set_num_threads(1)
    train(
        noisy_task(),
        NOISY,
        Path(sys.argv[1]),
        checkpoint_seconds=-1,
        report=_print,
        patience=10**9,
    )
