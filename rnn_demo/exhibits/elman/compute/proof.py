"""Why a Jordan net that is taught cannot do better than a coin, found by trying every string.

It sees x_t and the right answer before, d_{t−1} = x_{t−ℓ−1}, and is asked for x_{t−ℓ}. With ℓ ≥ 1
that is a third bit, independent of both: whatever the weights are, half of its answers are right.
The proof needs nothing of the net but that its output depends on these two numbers. It does not
hold for a net that gets its own output back, which can differ from d: a bit of it could tell of an
older input, and a real number has room for many.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from rnn_demo.exhibits.elman.knobs import MOST_LAG
from rnn_demo.tasks.elman.delay import PROVEN, all_strings, delayed
from rnn_demo.words import sentence


@dataclass(frozen=True)
class Sight:
    """One thing that a taught Jordan net can see, and what it should say then.

    Attributes:
        now: x_t.
        taught: d_{t−1} = x_{t−ℓ−1}.
        windows: strings of ℓ + 2 bits in which it sees this.
        ones: those of them in which the right answer is 1.
    """

    now: int
    taught: int
    windows: int
    ones: int

    @property
    def share(self) -> Fraction:
        """P(d_t = 1 | what it sees)."""
        return Fraction(self.ones, self.windows)


def sights(lag: int) -> tuple[Sight, ...]:
    """What a taught Jordan net sees over all windows of ℓ + 2 bits, x_{t−ℓ−1} to x_t."""
    windows = list(product((0, 1), repeat=lag + 2))
    found = []
    for now, taught in product((0, 1), repeat=2):
        own = [window for window in windows if (window[-1], window[0]) == (now, taught)]
        found.append(Sight(now, taught, len(own), sum(window[1] for window in own)))
    return tuple(found)


def best_taught(lag: int) -> Fraction:
    """The share of right answers of the best function of what is seen: no net can do better."""
    seen = sights(lag)
    right = sum(max(one.ones, one.windows - one.ones) for one in seen)
    return Fraction(right, sum(one.windows for one in seen))


def best_rounded(lag: int) -> Fraction:
    """The same for a net that gets its own answer back as a bit: y_t = g(x_t, y_{t−1}).

    The best of all 16 functions g and both beginnings, over all strings of `PROVEN` bits.
    """
    bits = all_strings(PROVEN)
    answers = delayed(bits, lag)[lag:]
    best = 0
    for table in product((0, 1), repeat=4):
        for begin in (0, 1):
            y, right = bits[0] * 0 + begin, 0
            for t in range(PROVEN):
                y = sum(
                    table[2 * x + back] * ((bits[t] == x) & (y == back))
                    for x, back in product((0, 1), repeat=2)
                )
                if t >= lag:
                    right += int((y == answers[t - lag]).sum())
            best = max(best, right)
    return Fraction(best, answers.size)


def smuggled(bits: list[int], lag: int) -> list[Fraction]:
    """Outputs of a net of Jordan's kind that is never wrong: it hides bits in its output's digits.

        y_t = 2 (y_{t−1} − ½ [y_{t−1} ≥ ½]) + x_t / 2^{ℓ+1}

    In base 2 the output is 0.x_{t−ℓ}…x_t: the first digit, whether y ≥ ½, is the answer, and the
    others are on their way. It is a function of x_t and y_{t−1} alone, but not one that training
    rewards: the answers 0 and 1 themselves would cost less.

    Args:
        bits: x_1, x_2, ….
        lag: ℓ, from 0 to `MOST_LAG`.
    """
    if not 0 <= lag <= MOST_LAG:
        raise ValueError(
            sentence("The lag is {lag}; give a number from 0 to {most}.", lag=lag, most=MOST_LAG)
        )
    y, half, found = Fraction(0), Fraction(1, 2), []
    for x in bits:
        y = 2 * (y - half * (y >= half)) + Fraction(x, 2 ** (lag + 1))
        found.append(y)
    return found
