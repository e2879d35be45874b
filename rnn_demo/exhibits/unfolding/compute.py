"""Backpropagation through time on a net so small that every number can be printed."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

import numpy as np

from rnn_demo.dynamics.cells import Array, activate, slope
from rnn_demo.dynamics.checks import Check
from rnn_demo.dynamics.weights import recurrent_weights
from rnn_demo.exhibits.unfolding.knobs import Phi, UnfoldingKnobs
from rnn_demo.words import sentence

STEP = 1e-20  # the size of a complex step: its square is smaller than any rounding error
BOUND = 1e-10


class Weights(NamedTuple):
    """Weights, or their gradients, or parts of the gradients over a leading axis of steps."""

    W: Array  # (n, n), reads h_{t−1}
    U: Array  # (n, 1), reads x_t
    b: Array  # (n,)
    V: Array  # (1, n), reads h_t
    c: Array  # (1,)


class Task(NamedTuple):
    """A net and its task: to output, at each counted step, the input that came first."""

    weights: Weights
    activation: Phi
    inputs: Array  # x_t, (time, 1)
    target: Array  # d = x_1, (1,)
    counted: Array  # the steps that have a loss, (time,) bool


class ForwardPass(NamedTuple):
    """The forward pass."""

    states: Array  # h_t = φ(a_t) from h_0 = 0 on, (time + 1, n)
    sums: Array  # a_t = W h_{t−1} + U x_t + b, (time, n)
    slopes: Array  # φ′(a_t), (time, n)
    outputs: Array  # y_t = V h_t + c, (time, 1)
    errors: Array  # e_t = y_t − d, and 0 where no loss is counted, (time, 1)
    losses: Array  # ½ e_t², (time,)


def draw(knobs: UnfoldingKnobs) -> Task:
    """Weights and inputs, rounded to hundredths, so that the printed numbers are the exact ones."""
    n, random = knobs.n, np.random.default_rng(knobs.seed)
    drawn = Weights(
        recurrent_weights("orthogonal", n, knobs.gain, random),
        random.standard_normal((n, 1)),
        0.2 * random.standard_normal(n),
        random.standard_normal((1, n)),
        0.2 * random.standard_normal(1),
    )
    heard = np.eye(knobs.steps, 1)
    if knobs.heard == "every":
        heard = random.standard_normal((knobs.steps, 1)).round(2)
    counted = (np.arange(knobs.steps) == knobs.steps - 1) | (knobs.loss == "every")
    rounded = Weights(*(part.round(2) for part in drawn))
    return Task(rounded, knobs.activation, heard, heard[0], counted)


def forward(task: Task, start: Array | None = None) -> ForwardPass:
    """Unfold the net, copy after copy; the weights may be complex.

    Source: slides "RNN с задержкой на скрытом слое" and "unfolding over time"; Elman 1990.
    """
    W, U, b, V, c = task.weights
    states, sums = [np.zeros_like(b) if start is None else start], []
    for x in task.inputs:
        sums.append(W @ states[-1] + U @ x + b)
        states.append(activate(task.activation, sums[-1]))
    slopes = slope(task.activation, np.stack(sums).real)
    outputs = np.stack(states[1:]) @ V.T + c
    errors = np.where(task.counted[:, None], outputs - task.target, 0)
    losses = (errors**2).sum(1) / 2
    return ForwardPass(np.stack(states), np.stack(sums), slopes, outputs, errors, losses)


def backward(weights: Weights, slopes: Array, errors: Array) -> Array:
    """The errors of the sums, δ_t = ∂E/∂a_t, (time, n), from the last step to the first.

    Equation: δ_t = φ′(a_t) ⊙ (Vᵀ e_t + Wᵀ δ_{t+1}), δ_{T+1} = 0.
    Source: slide "Backpropagation through time"; Werbos 1990.
    """
    found, later = [], np.zeros(len(weights.b))
    for steepness, error in zip(slopes[::-1], errors[::-1], strict=True):
        later = steepness * (weights.V.T @ error + weights.W.T @ later)
        found.append(later)
    return np.stack(found[::-1])


def parts_of(run: ForwardPass, inputs: Array, deltas: Array) -> Weights:
    """What each use of a weight adds to its gradient: ∂⁺E/∂W at step k is δ_k h_{k−1}ᵀ."""
    by_w, by_u = (deltas[:, :, None] * read[:, None, :] for read in (run.states[:-1], inputs))
    by_v = run.errors[:, :, None] * run.states[1:, None, :]
    return Weights(by_w, by_u, deltas, by_v, run.errors)


def summed(parts: Weights) -> Weights:
    """The tied gradient: all parts of a weight added up."""
    return Weights(*(part.sum(0) for part in parts))


def carried_forward(weights: Weights, run: ForwardPass, inputs: Array) -> Array:
    """∂E/∂[W | U | b], (n, n + 2), by real-time recurrent learning.

    Equation: p_t = ∂h_t/∂(W, U, b) = φ′(a_t) ⊙ (W p_{t−1} + ∂⁺a_t/∂(W, U, b)), p_0 = 0;
    ∂E/∂(W, U, b) = Σ_t (Vᵀ e_t)ᵀ p_t. p is (n, n (n + 2)) and goes forward with the state.
    Source: Williams and Zipser 1989.
    """
    n = len(weights.b)
    p, gradient = np.zeros((n, n * (n + 2))), np.zeros(n * (n + 2))
    for h, x, steepness, error in zip(run.states, inputs, run.slopes, run.errors, strict=False):
        immediate = np.zeros((n, n, n + 2), h.dtype)
        immediate[range(n), range(n)] = np.concatenate([h, x, [1.0]])
        p = steepness[:, None] * (weights.W @ p + immediate.reshape(n, -1))
        gradient = gradient + (weights.V.T @ error) @ p
    return gradient.reshape(n, -1)


def complex_step(task: Task, run: ForwardPass, back: int) -> Weights:
    """The gradient without a derivative: Im E(θ + iη) / η for each parameter θ.

    Each loss is followed alone, from the state `back` steps before it, which is held fixed: this is
    the meaning of truncation. h_0 has no parameters.  Source: Squire and Trapp 1998.
    """
    flat = np.concatenate([part.ravel() for part in task.weights])
    ends = np.cumsum([part.size for part in task.weights])[:-1]

    def like(row: Array) -> Weights:
        pairs = zip(np.split(row, ends), task.weights, strict=True)
        return Weights(*(piece.reshape(part.shape) for piece, part in pairs))

    found = np.zeros(len(flat))
    for place, direction in enumerate(np.eye(len(flat))):
        moved = task._replace(weights=like(flat + 1j * STEP * direction))
        for t in np.flatnonzero(task.counted):
            window = slice(max(0, t + 1 - back), t + 1)
            own = moved._replace(inputs=task.inputs[window], counted=task.counted[window])
            found[place] += forward(own, run.states[window][0] + 0j).losses[-1].imag / STEP
    return like(found)


class Unfolding(NamedTuple):
    """The net unfolded; `checks` are called complex, forward, parts and truncated."""

    knobs: UnfoldingKnobs
    task: Task
    run: ForwardPass
    whole: Array  # δ_t, (time, n)
    followed: Array  # δ_t of truncated BPTT, (time, n)
    whole_parts: Weights  # by step
    parts: Weights  # by step, truncated
    checks: dict[str, Check]


def unfold(knobs: UnfoldingKnobs) -> Unfolding:
    """Compute what the picture shows; if truncated, each loss goes back alone, at most K steps."""
    task = draw(knobs)
    run, weights, steps = forward(task), task.weights, np.arange(knobs.steps)
    whole = backward(weights, run.slopes, run.errors)
    each = [row[:, None] for row in np.diag(run.errors[:, 0])]
    by_loss = np.stack([backward(weights, run.slopes, error) for error in each])
    near = np.subtract.outer(steps, steps) < knobs.back
    followed = np.where(near[:, :, None], by_loss, 0).sum(0)
    whole_parts, parts = (parts_of(run, task.inputs, deltas) for deltas in (whole, followed))
    alone = summed(parts_of(run, task.inputs, by_loss.sum(0)))
    total, carried = summed(whole_parts), carried_forward(weights, run, task.inputs)
    block = np.hstack([total.W, total.U, total.b[:, None]])
    scale = max(float(np.abs(part).max()) for part in whole_parts)
    stepped, cut = (complex_step(task, run, back) for back in (knobs.steps, knobs.back))
    checks = {
        "complex": _check(total, stepped, scale, sentence("complex steps of every weight")),
        "forward": _check([block], [carried], scale, sentence("real-time recurrent learning")),
        "parts": _check(total, alone, scale, sentence("the parts of each loss alone")),
        "truncated": _check(summed(parts), cut, scale, sentence("complex steps, K steps long")),
    }
    return Unfolding(knobs, task, run, whole, followed, whole_parts, parts, checks)


def cost_backward(n: int, steps: int) -> tuple[int, int]:
    """Multiplications per step and numbers kept by BPTT, without the forward pass, φ′, V and c.

    Vᵀe, Wᵀδ, φ′ ⊙, δ hᵀ, δ xᵀ need n + n² + n + n² + n; h_0 … h_T, x_t and e_t are kept.
    """
    return 2 * n * n + 3 * n, (steps + 1) * n + 2 * steps


def cost_forward(n: int) -> tuple[int, int]:
    """The same for real-time recurrent learning: W p, φ′ ⊙, Vᵀe, (Vᵀe)ᵀp; p is kept."""
    kept = n * n * (n + 2)
    return n * kept + kept + n + kept, kept


class Sharing(NamedTuple):
    """E = (2 w1 + 3 w2 − 1)² at w1 = w2 = w: ∂E/∂w1, ∂E/∂w2 and dE/dw."""

    first: float
    second: float
    tied: float
    check: Check


def share(w: float) -> Sharing:
    """Partials of tied weights differ; the slide "Обычные RNN Weights sharing" equates them."""
    rest, moved = 2 * w + 3 * w - 1, w + 1j * STEP
    first, second = 2 * rest * 2, 2 * rest * 3
    stepped = ((2 * moved + 3 * moved - 1) ** 2).imag / STEP
    check = _check([first + second], [stepped], abs(stepped), sentence("a complex step of w"))
    return Sharing(first, second, first + second, check)


class Filter(NamedTuple):
    """The net without biases beside a linear filter; by activation if there are two."""

    kernel: Array  # V W^k U for k = 0 … T − 1
    filtered: Array  # Σ_k V W^k U x_{t−k}, (time,)
    outputs: dict[Phi, Array]  # y_t, (time,)
    misses: dict[Phi, float]  # largest |y_t − filtered|
    superposed: dict[Phi, float]  # largest |y(x + x′) − y(x) − y(x′)|
    check: Check  # both differences, for the linear net


def as_filter(knobs: UnfoldingKnobs) -> Filter:
    """Compare y_t = V φ(W h_{t−1} + U x_t) with its convolution; x′ is noise.

    Source: slide "Обычные RNN", Y1 = W_YH (W_XH X1 + W_HH H0), which has no φ.
    """
    task = draw(knobs)
    W, U, b, V, c = task.weights
    bare = task._replace(weights=Weights(W, U, 0 * b, V, 0 * c))
    powers = [np.linalg.matrix_power(W, k) for k in range(knobs.steps)]
    kernel = np.array([(V @ power @ U).item() for power in powers])
    x, filtered = task.inputs, np.convolve(task.inputs[:, 0], kernel)[: knobs.steps]
    other = np.random.default_rng([knobs.seed, 1]).standard_normal(x.shape).round(2)
    outputs, misses, superposed = {}, {}, {}
    for phi in get_args(Phi):
        runs = [bare._replace(activation=phi, inputs=heard) for heard in (x, other, x + other)]
        y, y_other, y_both = (forward(run).outputs[:, 0] for run in runs)
        outputs[phi], misses[phi] = y, float(np.abs(y - filtered).max())
        superposed[phi] = float(np.abs(y_both - y - y_other).max())
    worst, size = max(misses["linear"], superposed["linear"]), float(np.abs(kernel).max())
    check = _check([worst], [0.0], size, sentence("the convolution, and of a sum to the sum"))
    return Filter(kernel, filtered, outputs, misses, superposed, check)


def _check(one: Any, other: Any, scale: float, against: str) -> Check:
    """The largest difference, relative to the largest part: parts cancel, their rounding stays."""
    apart = max(float(np.abs(a - b).max()) for a, b in zip(one, other, strict=True))
    return Check(apart / scale if scale > 0 else apart, BOUND, against)
