"""The hand-written gradient against autograd; each badge is green, and a slip turns it red."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.dynamics.cells import slope
from rnn_demo.exhibits.unfolding import compute as unfolding
from rnn_demo.exhibits.unfolding.compute import (
    Task,
    Weights,
    as_filter,
    backward,
    carried_forward,
    cost_backward,
    cost_forward,
    draw,
    forward,
    parts_of,
    share,
    summed,
    unfold,
)
from rnn_demo.exhibits.unfolding.knobs import LOSS_NAMES, UnfoldingKnobs
from rnn_demo.exhibits.unfolding.presets import PRESETS
from rnn_demo.knobs.values import KnobError
from tests.knobs.tables import settings_of

KNOBS = settings_of(UnfoldingKnobs)


def autograd(task: Task, back: int) -> list[np.ndarray]:
    """The gradient by torch; the state `back` steps before each loss is detached."""
    tensors = [torch.tensor(part, requires_grad=True) for part in task.weights]
    W, U, b, V, c = tensors
    states = forward(task).states
    loss = torch.zeros((), dtype=torch.float64)
    for t in np.flatnonzero(task.counted):
        first = max(0, t + 1 - back)
        h = torch.tensor(states[first])
        for x in task.inputs[first : t + 1]:
            a = W @ h + U @ torch.tensor(x) + b
            h = torch.tanh(a) if task.activation == "tanh" else a
        loss = loss + ((V @ h + c - torch.tensor(task.target)) ** 2).sum() / 2
    grads = torch.autograd.grad(loss, tensors, allow_unused=True)
    return [
        np.zeros(part.shape) if grad is None else grad.numpy()
        for part, grad in zip(task.weights, grads, strict=True)
    ]


@given(KNOBS)
def test_it_is_what_autograd_finds(knobs: UnfoldingKnobs) -> None:
    found = unfold(knobs)
    scale = max(float(np.abs(part).max()) for part in found.whole_parts) or 1.0
    for parts, back in ((found.whole_parts, knobs.steps), (found.parts, knobs.back)):
        for mine, theirs in zip(summed(parts), autograd(found.task, back), strict=True):
            assert np.abs(mine - theirs).max() <= 1e-10 * scale


@given(KNOBS)
def test_every_badge_is_green(knobs: UnfoldingKnobs) -> None:
    found = unfold(knobs)
    assert set(found.checks) == {"complex", "forward", "parts", "truncated"}
    for check in (*found.checks.values(), as_filter(knobs).check):
        assert check.residual <= 1e-12, check
        assert check.holds


@given(KNOBS)
def test_k_equal_to_t_follows_everything(knobs: UnfoldingKnobs) -> None:
    found = unfold(replace(knobs, back=knobs.steps))
    np.testing.assert_allclose(found.followed, found.whole, rtol=1e-9, atol=1e-12)


@given(KNOBS)
def test_a_truncated_last_loss_reaches_k_steps(knobs: UnfoldingKnobs) -> None:
    found = unfold(replace(knobs, loss="last"))
    near = max(0, knobs.steps - knobs.back)
    assert not found.followed[:near].any()
    np.testing.assert_allclose(found.followed[near:], found.whole[near:], rtol=1e-9, atol=1e-300)


def no_transpose(weights: Weights, slopes: Any, errors: Any) -> Any:
    return backward(weights._replace(W=weights.W.T), slopes, errors)


def no_slope(weights: Weights, slopes: Any, errors: Any) -> Any:
    return backward(weights, np.ones_like(slopes), errors)


def one_way(weights: Weights, slopes: Any, errors: Any) -> Any:
    return backward(weights._replace(W=0 * weights.W), slopes, errors)


@pytest.mark.parametrize("slip", [no_transpose, no_slope, one_way])
def test_a_slip_turns_badges_red(slip: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfolding, "backward", slip)
    for loss in LOSS_NAMES:
        checks = unfold(UnfoldingKnobs(n=3, heard="every", loss=loss)).checks
        assert not checks["complex"].holds
        assert not checks["forward"].holds
        assert not checks["truncated"].holds


def test_a_slip_in_the_parts_turns_their_badge_red(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(run: Any, inputs: Any, deltas: Any) -> Weights:
        parts = parts_of(run, inputs, deltas)
        return parts._replace(W=deltas[:, :, None] * run.states[1:, None, :])

    monkeypatch.setattr(unfolding, "parts_of", late)
    assert not unfold(UnfoldingKnobs()).checks["complex"].holds


def test_a_loss_forgotten_turns_a_badge_red(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(weights: Weights, slopes: Any, errors: Any) -> Any:
        return backward(weights, slopes, errors if np.count_nonzero(errors) > 1 else 0 * errors)

    monkeypatch.setattr(unfolding, "backward", forgetful)
    assert not unfold(UnfoldingKnobs(loss="every")).checks["parts"].holds


def test_one_step_by_hand() -> None:
    task = Task(
        Weights(*(np.array(x) for x in ([[0.5]], [[2.0]], [0.0], [[3.0]], [1.0]))),
        "linear",
        np.array([[1.0], [0.0]]),
        np.array([1.0]),
        np.array([False, True]),
    )
    run = forward(task)
    # h = 2, 1; y = 7, 4; e = 3; δ₂ = 3·3 = 9, δ₁ = 0.5·9 = 4.5.
    assert run.states[:, 0].tolist() == [0, 2, 1]
    assert run.outputs[:, 0].tolist() == [7, 4]
    assert run.losses.tolist() == [0, 4.5]
    deltas = backward(task.weights, run.slopes, run.errors)
    assert deltas[:, 0].tolist() == [4.5, 9]
    parts = parts_of(run, task.inputs, deltas)
    assert parts.W[:, 0, 0].tolist() == [0, 18]
    assert parts.U[:, 0, 0].tolist() == [4.5, 0]
    assert parts.V[:, 0, 0].tolist() == [0, 3]


class Counted(float):
    """A number that counts how often it is multiplied."""

    count = 0

    def __mul__(self, other: float) -> Counted:  # type: ignore[override]
        Counted.count += 1
        return Counted(float(self) * float(other))

    __rmul__ = __mul__  # type: ignore[assignment]

    def __add__(self, other: float) -> Counted:  # type: ignore[override]
        return Counted(float(self) + float(other))

    __radd__ = __add__  # type: ignore[assignment]


def counted(part: Any) -> Any:
    return np.array([Counted(x) for x in np.ravel(part)], object).reshape(np.shape(part))


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("steps", [1, 4, 8])
def test_the_costs_are_counted(n: int, steps: int) -> None:
    task = draw(UnfoldingKnobs(n=n, steps=steps, heard="every", loss="every"))
    run = forward(task)
    weights = Weights(*map(counted, task.weights))
    run = run._replace(
        states=counted(run.states), slopes=counted(run.slopes), errors=counted(run.errors)
    )
    Counted.count = 0
    deltas = backward(weights, run.slopes, run.errors)
    parts_of(run, counted(task.inputs), deltas)
    output = steps * n  # of V's parts, which neither counts
    assert Counted.count - output == steps * cost_backward(n, steps)[0]
    Counted.count = 0
    carried_forward(weights, run, counted(task.inputs))
    assert Counted.count == steps * cost_forward(n)[0]


def test_the_costs_grow_as_promised() -> None:
    back, ahead = cost_backward(512, 8), cost_forward(512)
    assert ahead == (69_257_396_736, 134_742_016)
    assert back == (525_824, 9 * 512 + 16)
    assert cost_forward(4096)[0] / cost_forward(2048)[0] == pytest.approx(16, rel=1e-2)
    assert cost_forward(4096)[1] / cost_forward(2048)[1] == pytest.approx(8, rel=1e-2)
    assert cost_backward(4096, 1)[0] / cost_backward(2048, 1)[0] == pytest.approx(4, rel=1e-2)


def test_tied_weights_have_unequal_partials() -> None:
    found = share(0.7)
    assert (found.first, found.second, found.tied) == pytest.approx((10, 15, 25))
    assert found.check.residual < 1e-15


@given(st.floats(-2, 2))
def test_the_tied_derivative_is_the_sum(w: float) -> None:
    found = share(w)
    first, second = torch.tensor([w, w], dtype=torch.float64, requires_grad=True)
    first.retain_grad()
    second.retain_grad()
    ((2 * first + 3 * second - 1) ** 2).backward()
    assert first.grad is not None
    assert second.grad is not None
    assert found.first == pytest.approx(first.grad.item(), abs=1e-12)
    assert found.second == pytest.approx(second.grad.item(), abs=1e-12)
    assert found.check.holds


@given(KNOBS)
def test_without_phi_it_is_a_filter(knobs: UnfoldingKnobs) -> None:
    found = as_filter(knobs)
    W, U, _, V, _ = draw(knobs).weights
    assert found.kernel[0] == pytest.approx((V @ U).item())
    if knobs.heard == "first":  # the response to an impulse is the kernel
        np.testing.assert_allclose(found.outputs["linear"], found.kernel, rtol=1e-9, atol=1e-12)
    if knobs.steps > 1:
        assert found.kernel[1] == pytest.approx((V @ W @ U).item(), abs=1e-12)


def test_tanh_is_no_filter() -> None:
    found = as_filter(UnfoldingKnobs(heard="every"))
    assert found.misses["tanh"] > 0.05
    assert found.superposed["tanh"] > 0.05
    assert found.misses["linear"] < 1e-14


def test_presets_show_what_they_say() -> None:
    blame = unfold(PRESETS["blame"].knobs)
    assert blame.run.outputs[-1, 0] == pytest.approx(-0.80, abs=0.005)
    assert blame.whole_parts.U[0, 1, 0] == pytest.approx(1.219, abs=5e-4)
    assert not blame.whole_parts.U[1:].any()
    fading = unfold(PRESETS["vanishing"].knobs)
    assert fading.task.weights.W.tolist() == [[0.5]]
    assert fading.whole[[0, -1], 0] == pytest.approx([-0.0046, -0.80], rel=0.01)
    assert abs(fading.whole[0, 0] / fading.whole[-1, 0]) <= 1 / 128
    assert fading.run.errors[-1, 0] == pytest.approx(0.90, abs=0.005)
    cut = unfold(PRESETS["truncated"].knobs)
    assert not summed(cut.parts).U.any()
    assert summed(cut.parts).W.any()
    assert summed(cut.whole_parts).U[1, 0] == pytest.approx(1.219, abs=5e-4)
    cancelling = unfold(PRESETS["cancelling"].knobs).whole_parts.W[:, 0, 0]
    assert cancelling[1] == pytest.approx(0.968, abs=5e-4)
    assert cancelling.sum() == pytest.approx(0.002, abs=5e-4)
    assert (cancelling > 0).tolist() == [False, True, False, True, False, False]


def test_what_is_printed_is_what_is_used() -> None:
    task = draw(UnfoldingKnobs(n=3, seed=11, heard="every"))
    for part in (*task.weights, task.inputs):
        np.testing.assert_array_equal(part, part.round(2))
    assert slope("tanh", forward(task).sums) == pytest.approx(forward(task).slopes)
    longer = draw(UnfoldingKnobs(n=3, seed=11, heard="every", steps=8))
    np.testing.assert_array_equal(longer.inputs[:5], task.inputs)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"gain": float("nan")}, "gain is nan; give a number from 0 to 3."),
        ({"gain": float("inf")}, "gain is inf; give a number from 0 to 3."),
        ({"steps": 0}, "steps is 0; give a whole number from 1 to 8."),
        ({"steps": 9}, "steps is 9; give a whole number from 1 to 8."),
        ({"n": 4}, "n is 4; give a whole number from 1 to 3."),
        ({"n": 1.5}, "n is 1.5; give a whole number from 1 to 3."),
        ({"n": True}, "n is True; give a whole number from 1 to 3."),
        ({"back": 0}, "back is 0; give a whole number from 1 to 8."),
        ({"seed": -1}, "seed is -1; give a whole number from 0 to 9,007,199,254,740,991."),
        ({"w": 2.5}, "w is 2.5; give a number from -2 to 2."),
        ({"loss": "none"}, "loss is 'none'; give one of last, every."),
        ({"activation": "relu"}, "activation is 'relu'; give one of tanh, linear."),
    ],
)
def test_what_cannot_be_is_a_sentence(change: dict[str, Any], told: str) -> None:
    with pytest.raises(KnobError) as error:
        UnfoldingKnobs(**change)
    assert str(error.value) == told
