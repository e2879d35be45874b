"""Both networks while bits go through them, and their gradient found a second way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn_demo.dynamics.checks import Check
from rnn_demo.tasks.elman.delay import Delay, delayed
from rnn_demo.tasks.elman.networks import UNKNOWN, Array, SmallNets, SmallRun, gradient, run
from rnn_demo.words import sentence

STEP = 1e-5  # of a central difference
CLOSE = 1e-6  # relative; on every preset it is below 1e-8
CHECKED = 4  # strings


@dataclass(frozen=True)
class NetsAtWork:
    """Two networks reading the same bits.

    Attributes:
        bits: x_t.
        answers: d_t = x_{t−ℓ}; `UNKNOWN` for the first ℓ.
        lag: ℓ.
        jordan: what the first net of Jordan's kind does, each array without the axis of the seeds.
        elman: the same of Elman's.
        nets: their weights, Jordan's first, of one seed.
        gradients: their derivatives against differences of the loss.
        half: how far a taught Jordan net is from being right exactly half of the time; None if it
            need not be.
    """

    bits: tuple[int, ...]
    answers: tuple[float, ...]
    lag: int
    jordan: SmallRun
    elman: SmallRun
    nets: tuple[SmallNets, SmallNets]
    gradients: Check
    half: Check | None


def watch(bits: list[int], lag: int, jordan: Delay, elman: Delay, through_time: bool) -> NetsAtWork:
    """Let the first network of each kind read the bits.

    Args:
        bits: x_t, at least one.
        lag: ℓ.
        jordan: trained networks of Jordan's kind.
        elman: the same of Elman's.
        through_time: whether the error went back through what is fed back.
    """
    column = np.array(bits)[:, None, None]
    answers = delayed(column, lag)
    nets = jordan.nets.one(0), elman.nets.one(0)
    taught = jordan.nets.feedback == "taught" and lag > 0
    return NetsAtWork(
        tuple(bits),
        tuple(answers[:, 0, 0].tolist()),
        lag,
        _alone(run(nets[0], column.astype(float), answers)),
        _alone(run(nets[1], column.astype(float), answers)),
        nets,
        check_gradient(nets, lag, through_time),
        _exactly_half(jordan) if taught else None,
    )


def check_gradient(nets: tuple[SmallNets, ...], lag: int, through_time: bool) -> Check:
    """Derivatives of the loss on a few strings against (E(w + ε) − E(w − ε)) / 2ε.

    Without backpropagation through time the derivative is another one: that of a net to which what
    it feeds back is given as an input.
    """
    bits = np.random.default_rng(0).integers(0, 2, (lag + 4, 1, CHECKED))
    inputs, answers = bits.astype(float), delayed(bits, lag)
    counted = (np.arange(len(bits)) >= lag).astype(float)
    worst = 0.0
    for net in nets:
        own, numeric = _both(net, inputs, answers, counted, through_time)
        scale = max(float(np.abs(own).max()), 1e-12)
        worst = max(worst, float(np.abs(own - numeric).max()) / scale)
    return Check(worst, CLOSE, sentence("differences of the loss, weight by weight"))


def _both(
    net: SmallNets, inputs: Array, answers: Array, counted: Array, through_time: bool
) -> tuple[Array, Array]:
    _, slopes = gradient(net, inputs, answers, counted, through_time)
    given = None if through_time else run(net, inputs, answers).fed
    tensors, numeric = net.tensors, []
    for which, tensor in enumerate(tensors):
        for place in np.ndindex(tensor.shape):
            losses = []
            for step in (STEP, -STEP):
                moved = tensor.copy()
                moved[place] += step
                changed = SmallNets(net.feedback, *(*tensors[:which], moved, *tensors[which + 1 :]))
                losses.append(_loss(changed, inputs, answers, counted, given))
            numeric.append((losses[0] - losses[1]) / (2 * STEP))
    return np.concatenate([own.ravel() for own in slopes.tensors]), np.array(numeric)


def _loss(
    net: SmallNets, inputs: Array, answers: Array, counted: Array, given: Array | None
) -> float:
    """Cross-entropy in nats; `given` stands for what is fed back, if it is not None."""
    if given is None:
        y = run(net, inputs, answers).outputs
    else:
        drive = inputs[..., None] * net.U[:, None] + net.b[:, None] + given @ net.W
        y = 1 / (1 + np.exp(-((np.tanh(drive) @ net.V[:, :, None])[..., 0] + net.c[:, None])))
    costs = -(answers * np.log(y) + (1 - answers) * np.log(1 - y)) * counted[:, None, None]
    return float(costs.sum(0).mean())


def _exactly_half(jordan: Delay) -> Check:
    away = max(abs(float(right) - UNKNOWN) for right in jordan.right)
    return Check(away / UNKNOWN, 0.0, sentence("one half, over every string of ten bits"))


def _alone(found: SmallRun) -> SmallRun:
    return SmallRun(found.fed[:, 0, 0], found.hidden[:, 0, 0], found.outputs[:, 0, 0])
