"""Everything about one short sequence: all messages, both kinds of best path, and brute force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.checks import Check
from rnn_demo.networks.hidden_markov import (
    Array,
    HiddenMarkovModel,
    Ids,
    backward,
    forward,
)
from rnn_demo.words import sentence

MOST_PATHS = 300_000  # that are gone through one by one; 8 states and 6 steps have 262,144
LONGEST = 8  # steps at most that are checked by brute force
BOUND = 1e-12


@dataclass(frozen=True)
class Trellis:
    """All numbers of a sequence x_1 … x_T.

    Attributes:
        ids: x (time,).
        alpha: α̂, filtered (time, states); rows of zeros from the first impossible symbol on.
        beta: β, scaled alike (time, states).
        gamma: the posterior p(s_t | x) (time, states).
        scales: c (time,).
        delta: ln of the likeliest path to each state, with what it has said (time, states).
        back: the state before on that path (time, states); row 0 is not used.
        viterbi: the likeliest path (time,).
        marginal: the likeliest state of each step (time,).
        log_likelihood: ln p(x), nats.
        viterbi_log: ln p(viterbi path, x).
        marginal_log: ln p(marginal path, x); −∞ if the model cannot take that path.
    """

    ids: Ids
    alpha: Array
    beta: Array
    gamma: Array
    scales: Array
    delta: Array
    back: NDArray[np.int64]
    viterbi: NDArray[np.int64]
    marginal: NDArray[np.int64]
    log_likelihood: float
    viterbi_log: float
    marginal_log: float

    @property
    def possible(self) -> bool:
        """Whether the model can say this at all."""
        return bool(np.isfinite(self.log_likelihood))

    @property
    def differ(self) -> bool:
        """Whether the likeliest path is another one than the likeliest states one by one."""
        return bool((self.viterbi != self.marginal).any())


def trellis_of(model: HiddenMarkovModel, ids: Ids) -> Trellis:
    """All of it.

    Args:
        model: a single model, in float64.
        ids: the symbols (time,), at least one.
    """
    read = forward(model, ids[None])
    alpha, beta = read.messages[:, 0], backward(model, ids[None], read.scales)[:, 0]
    gamma = alpha * beta
    delta, back = _likeliest(model, ids)
    path = np.empty(len(ids), np.int64)
    path[-1] = delta[-1].argmax()
    for time in range(len(ids) - 1, 0, -1):
        path[time - 1] = back[time, path[time]]
    marginal = gamma.argmax(-1)
    return Trellis(
        ids,
        alpha,
        beta,
        gamma,
        read.scales[:, 0],
        delta,
        back,
        path,
        marginal,
        float(read.log_likelihoods[0]),
        float(path_log(model, path[None], ids)[0]),
        float(path_log(model, marginal[None], ids)[0]),
    )


def _likeliest(model: HiddenMarkovModel, ids: Ids) -> tuple[Array, NDArray[np.int64]]:
    """δ_t(j) = max_i (δ_{t−1}(i) + ln A_ij) + ln B_j(x_t), and the best i, the first of several."""
    with np.errstate(divide="ignore"):
        initial, moves = np.log(model.initial), np.log(model.transitions)
        emitted = np.log(model.emissions)
    delta = np.empty((len(ids), model.states))
    back = np.zeros((len(ids), model.states), np.int64)
    delta[0] = initial + emitted[:, ids[0]]
    for time in range(1, len(ids)):
        arriving = delta[time - 1][:, None] + moves
        back[time] = arriving.argmax(0)
        delta[time] = arriving.max(0) + emitted[:, ids[time]]
    return delta, back


def path_log(model: HiddenMarkovModel, paths: NDArray[np.int64], ids: Ids) -> Array:
    """The value of ln p(path, x) of each path (paths, time): (paths,)."""
    with np.errstate(divide="ignore"):
        found: Array = np.log(model.initial[paths[:, 0]])
        found = found + np.log(model.transitions[paths[:, :-1], paths[:, 1:]]).sum(-1)
        found = found + np.log(model.emissions[paths, ids]).sum(-1)
    return found


def all_paths(states: int, steps: int) -> NDArray[np.int64]:
    """Every path (states^steps, steps)."""
    numbers = np.arange(states**steps)[:, None]
    return (numbers // states ** np.arange(steps - 1, -1, -1)) % states


def brute_force_check(model: HiddenMarkovModel, found: Trellis) -> Check | None:
    """Likelihood, Viterbi path and posteriors against the sum over all paths; None if too many."""
    steps = len(found.ids)
    if steps > LONGEST or model.states**steps > MOST_PATHS or not found.possible:
        return None
    paths = all_paths(model.states, steps)
    logs = path_log(model, paths, found.ids)
    likely = np.exp(logs)
    total = likely.sum()
    gamma = np.stack([np.bincount(paths[:, t], likely, model.states) / total for t in range(steps)])
    apart = [
        abs(total / np.exp(found.log_likelihood) - 1),
        abs(np.exp(found.viterbi_log - logs.max()) - 1),
        np.abs(gamma - found.gamma).max(),
    ]
    return Check(
        float(max(apart)),
        BOUND,
        sentence(
            "likelihood, best path and posteriors summed over all {count:,} paths",
            count=len(paths),
        ),
    )


def halves_check(found: Trellis) -> Check:
    """Σ_s α̂_t(s) β_t(s) = 1 at every step, for sequences too long for brute force."""
    return Check(
        float(np.abs((found.alpha * found.beta).sum(-1) - 1).max()),
        1e-10,
        sentence("the likelihood from forward and backward messages, met at every step"),
    )


def check_of(model: HiddenMarkovModel, found: Trellis) -> Check:
    """By brute force where the paths are few; else forward and backward against each other."""
    if not found.possible:
        return Check(0.0, BOUND, sentence("nothing: the model cannot say this"))
    return brute_force_check(model, found) or halves_check(found)
