"""A hidden Markov model in numpy: scaled forward–backward over many sequences at once.

    s_1 ~ π,   s_t ~ A[s_{t−1}, ·],   x_t ~ B[s_t, ·]

    forward    α_1 = π ⊙ B[·, x_1],   α_t = (α_{t−1} A) ⊙ B[·, x_t],   scaled: α̂_t = α_t / Σ α_t
    backward   β_T = 1,   β_t = A (B[·, x_{t+1}] ⊙ β_{t+1}) / c_{t+1}
    posterior  γ_t = α̂_t ⊙ β_t,   ln p(x) = Σ_t ln c_t,   c_t = p(x_t | x_1 … x_{t−1})

Leading axes of a model's arrays, if it has any, are several models that read the same sequences.

Source: L. Baum, T. Petrie, G. Soules and N. Weiss, A maximization technique occurring in the
statistical analysis of probabilistic functions of Markov chains (1970); L. Rabiner, A tutorial on
hidden Markov models and selected applications in speech recognition (1989), with its scaling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Ids = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class HiddenMarkovModel:
    """Probabilities; every row sums to 1.

    Attributes:
        initial: π (…, states).
        transitions: A (…, states, states), from the row's state to the column's.
        emissions: B (…, states, symbols).

    Example:
        >>> weather = HiddenMarkovModel(
        ...     np.array([0.5, 0.5]),
        ...     np.array([[0.7, 0.3], [0.3, 0.7]]),
        ...     np.array([[0.9, 0.1], [0.2, 0.8]]),
        ... )
        >>> read = forward(weather, np.array([[0, 0]]))  # two umbrellas
        >>> read.messages[:, 0].round(3).tolist()
        [[0.818, 0.182], [0.883, 0.117]]
    """

    initial: Array
    transitions: Array
    emissions: Array

    @property
    def states(self) -> int:
        """How many states it has."""
        return int(self.transitions.shape[-1])

    @property
    def symbols(self) -> int:
        """How many symbols it knows."""
        return int(self.emissions.shape[-1])


@dataclass(frozen=True)
class Filtered:
    """What the forward pass finds.

    Attributes:
        messages: α̂_t = p(s_t | x_1 … x_t), (time, …, sequences, states).
        scales: c_t = p(x_t | x_1 … x_{t−1}), (time, …, sequences).
    """

    messages: Array
    scales: Array

    @property
    def log_likelihoods(self) -> Array:
        """The value of ln p of each sequence, nats (…, sequences); −∞ where it cannot occur."""
        with np.errstate(divide="ignore"):
            found: Array = np.log(self.scales).sum(0, dtype=np.float64)
        return found


@dataclass(frozen=True)
class ExpectedCounts:
    """What the sequences say about a model, as Baum–Welch counts it.

    Attributes:
        first: how often a sequence begins in each state (…, states).
        moves: how often each transition is taken (…, states, states).
        emitted: how often each state emits each symbol (…, states, symbols).
        log_likelihood: Σ ln p of the sequences, nats (…,).
    """

    first: Array
    moves: Array
    emitted: Array
    log_likelihood: Array


def likely(model: HiddenMarkovModel, ids: Ids) -> Array:
    """B[·, x] for each of some symbols (…, *ids.shape, states)."""
    by_symbol = np.ascontiguousarray(np.swapaxes(model.emissions, -1, -2))
    found: Array = np.take(by_symbol, ids, axis=-2)
    return found


def forward(model: HiddenMarkovModel, ids: Ids, before: Array | None = None) -> Filtered:
    """Filter sequences.

    Args:
        model: one, or several that read the same sequences.
        ids: symbols (sequences, time), at least one each.
        before: p(s_0 | what came before) for each sequence (…, sequences, states), if the
            sequences go on from somewhere; None for their beginning, π.
    """
    shape = (*model.transitions.shape[:-2], len(ids), model.states)
    messages = np.empty((ids.shape[1], *shape), model.transitions.dtype)
    scales = np.empty(messages.shape[:-1], model.transitions.dtype)
    by_symbol = np.ascontiguousarray(np.swapaxes(model.emissions, -1, -2))
    message = before
    for time in range(ids.shape[1]):
        told = model.initial[..., None, :] if message is None else message @ model.transitions
        message = told * np.take(by_symbol, ids[:, time], axis=-2)
        total = message.sum(-1)
        scales[time] = total
        message = message / np.where(total > 0, total, 1)[..., None]
        messages[time] = message
    return Filtered(messages, scales)


def backward(model: HiddenMarkovModel, ids: Ids, scales: Array) -> Array:
    """The backward messages β_t (time, …, sequences, states), scaled as `forward` has scaled.

    Args:
        model: as in `forward`.
        ids: as in `forward`.
        scales: from `forward`.
    """
    shape = (*model.transitions.shape[:-2], len(ids), model.states)
    messages = np.empty((ids.shape[1], *shape), model.transitions.dtype)
    messages[-1] = 1
    by_symbol = np.ascontiguousarray(np.swapaxes(model.emissions, -1, -2))
    back = np.ascontiguousarray(np.swapaxes(model.transitions, -1, -2))
    for time in range(ids.shape[1] - 2, -1, -1):
        total = np.where(scales[time + 1] > 0, scales[time + 1], 1)[..., None]
        seen = messages[time + 1] * np.take(by_symbol, ids[:, time + 1], axis=-2) / total
        messages[time] = seen @ back
    return messages


def expected_counts(
    model: HiddenMarkovModel, ids: Ids, before: Array | None = None
) -> tuple[ExpectedCounts, Array]:
    """The E-step of Baum–Welch, and the last filtered message (…, sequences, states).

    Args:
        model: as in `forward`.
        ids: as in `forward`.
        before: as in `forward`; the transition from there counts as well.
    """
    read = forward(model, ids, before)
    back = backward(model, ids, read.scales)
    posterior = read.messages * back
    # What each state at a time has to do with what follows, (time, …, sequences, states).
    seen = back * np.moveaxis(likely(model, ids.T), -3, 0)
    seen /= np.where(read.scales > 0, read.scales, 1)[..., None]
    moves = np.matmul(np.swapaxes(read.messages[:-1], -1, -2), seen[1:]).sum(0)
    if before is not None:
        moves = moves + np.matmul(np.swapaxes(before, -1, -2), seen[0])
    one_hot = np.eye(model.symbols, dtype=posterior.dtype)[ids.T]  # (time, sequences, symbols)
    extra = (1,) * (posterior.ndim - 3)
    one_hot = one_hot.reshape(len(posterior), *extra, len(ids), model.symbols)
    emitted = np.matmul(np.swapaxes(posterior, -1, -2), one_hot).sum(0)
    counts = ExpectedCounts(
        posterior[0].sum(-2), model.transitions * moves, emitted, read.log_likelihoods.sum(-1)
    )
    return counts, read.messages[-1]


def maximised(counts: ExpectedCounts, more: float = 0.0) -> HiddenMarkovModel:
    """The M-step: the model whose probabilities are the shares of the counts.

    Args:
        counts: from `expected_counts`.
        more: a count that every transition and every emission gets beforehand. With 0 this is
            Baum–Welch, and the likelihood never falls.
    """
    return HiddenMarkovModel(
        shares(counts.first), shares(counts.moves + more), shares(counts.emitted + more)
    )


def shares(counts: Array) -> Array:
    """Counts along the last axis as probabilities; all alike where nothing was counted."""
    total = counts.sum(-1, keepdims=True)
    even = np.full_like(counts, 1 / counts.shape[-1])
    found: Array = np.where(total > 0, counts / np.where(total > 0, total, 1), even)
    return found


def stationary(transitions: Array) -> Array:
    """The distribution (states,) that a chain keeps, in the mean over a long time."""
    count = len(transitions)
    wide = transitions.astype(np.float64)
    equations = np.vstack([wide.T - np.eye(count), np.ones(count)])
    found = np.linalg.lstsq(equations, np.append(np.zeros(count), 1.0), rcond=None)[0]
    kept: Array = shares(np.maximum(found, 0)).astype(transitions.dtype)
    return kept
