"""The small networks against autograd, differences of the loss, and each other."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rnn_demo.tasks.elman.networks import Feedback, SmallNets, drawn, gradient, run

KINDS = pytest.mark.parametrize("feedback", ["hidden", "taught", "own"])
TIME, STRINGS = 5, 3


def strings(seeds: int = 2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    inputs, answers = random.integers(0, 2, (2, TIME, seeds, STRINGS)).astype(float)
    return inputs, answers, np.array([0.0, 0.0, 1.0, 1.0, 1.0])


def loosened(nets: SmallNets) -> SmallNets:
    """With biases that are not 0."""
    random = np.random.default_rng(1)
    return SmallNets(
        nets.feedback, *(own + 0.3 * random.standard_normal(own.shape) for own in nets.tensors)
    )


@KINDS
@pytest.mark.parametrize("through_time", [True, False])
def test_the_gradient_is_that_of_autograd(feedback: Feedback, through_time: bool) -> None:
    nets = loosened(drawn(feedback, 4, [3, 4]))
    inputs, answers, counted = strings()
    losses, slopes = gradient(nets, inputs, answers, counted, through_time)
    U, W, b, V, c = (torch.tensor(own, requires_grad=True) for own in nets.tensors)
    x, d = torch.tensor(inputs), torch.tensor(answers)
    back = torch.full((2, STRINGS, W.shape[1]), 0.0 if feedback == "hidden" else 0.5).double()
    loss = torch.zeros(2, dtype=torch.float64)
    for t in range(TIME):
        h = torch.tanh(x[t][..., None] * U[:, None] + back @ W + b[:, None])
        y = torch.sigmoid((h * V[:, None]).sum(-1) + c[:, None])
        cost = torch.nn.functional.binary_cross_entropy(y, d[t], reduction="none")
        loss = loss + counted[t] * cost.mean(1)
        back = h if feedback == "hidden" else (d[t] if feedback == "taught" else y)[..., None]
        back = back if through_time else back.detach()
    np.testing.assert_allclose(losses, loss.detach(), rtol=1e-12)
    for own, theirs in zip(slopes.tensors, torch.autograd.grad(loss.sum(), [U, W, b, V, c]),
                           strict=True):  # fmt: skip
        np.testing.assert_allclose(own, theirs, rtol=1e-9, atol=1e-12)


@KINDS
def test_the_gradient_is_that_of_differences(feedback: Feedback) -> None:
    nets = loosened(drawn(feedback, 3, [5]))
    inputs, answers, counted = strings(1)
    _, slopes = gradient(nets, inputs, answers, counted)
    for which, tensor in enumerate(nets.tensors):
        for place in np.ndindex(tensor.shape):
            losses = []
            for step in (1e-5, -1e-5):
                tensors = [own.copy() for own in nets.tensors]
                tensors[which][place] += step
                moved = SmallNets(feedback, *tensors)
                losses.append(gradient(moved, inputs, answers, counted)[0][0])
            own = slopes.tensors[which][place]
            assert own == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-6, abs=1e-9)


@KINDS
def test_a_seed_is_the_same_alone_and_among_others(feedback: Feedback) -> None:
    inputs, answers, _ = strings(1)
    together = run(drawn(feedback, 4, [1, 2, 3]), inputs, answers)
    alone = run(drawn(feedback, 4, [2]), inputs, answers)
    np.testing.assert_array_equal(together.outputs[:, 1], alone.outputs[:, 0])
    np.testing.assert_array_equal(drawn(feedback, 4, [1, 2]).one(1).W, drawn(feedback, 4, [2]).W)


def test_both_kinds_differ_only_in_what_is_fed_back() -> None:
    inputs, answers, _ = strings(1)
    for feedback, fed in (
        ("hidden", lambda made: made.hidden),
        ("taught", lambda made: answers[..., None]),
        ("own", lambda made: made.outputs[..., None]),
    ):
        made = run(drawn(feedback, 4, [0]), inputs, answers)  # type: ignore[arg-type]
        np.testing.assert_array_equal(made.fed[1:], fed(made)[:-1])
