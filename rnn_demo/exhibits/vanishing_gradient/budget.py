"""What a simulation costs, known before it begins, and the most that the page does at once."""

from __future__ import annotations

from dataclasses import replace

from rnn_demo.exhibits.vanishing_gradient.knobs import CELL_NAMES, MOST_STEPS, SimulationKnobs
from rnn_demo.words import Sentence, sentence

MOST = 13e9  # multiplications: about 1.3 s on one core of a processor with AVX-512
# Per step and state³: the products at all lags, singular values, norms and growth rates; a GRU's
# Jacobian is itself a product, and it is found again for each of them.
PASSES, PASSES_OF_GRU = 6, 11


def multiplications(knobs: SimulationKnobs) -> float:
    """How many multiplications the page's pictures need, about.

    The products cost state³ a step, the picture of losses by states state² for each pair of steps,
    and the LSTM that is drawn beside other cells its own state³ a step, whichever cell is chosen.
    """
    state = knobs.n * (2 if knobs.cell.startswith("lstm") else 1)
    beside = (2 * knobs.n) ** 3
    passes = PASSES_OF_GRU if knobs.cell.startswith("gru") else PASSES
    return knobs.steps * (passes * state**3 + beside + knobs.steps * state**2 / 2)


def most_steps(knobs: SimulationKnobs) -> int:
    """The most steps that a network of this kind and size may take on the page."""
    low, high = 1, MOST_STEPS
    while low < high:
        middle = (low + high + 1) // 2
        if multiplications(replace(knobs, steps=middle)) <= MOST:
            low = middle
        else:
            high = middle - 1
    return low


def too_much(knobs: SimulationKnobs) -> Sentence | None:
    """Why the page does not simulate this, and what would do; None if it does."""
    asked = multiplications(knobs)
    if asked <= MOST:
        return None
    return sentence(
        "{cell} with {n} units over {steps:,} steps takes {asked:.0f} billion "
        "multiplications; the page does {most:.0f} for one question: choose at most {fit} steps "
        "or fewer units. The command and the package have no such bound.",
        cell=sentence(CELL_NAMES[knobs.cell]),
        n=knobs.n,
        steps=knobs.steps,
        asked=asked / 1e9,
        most=MOST / 1e9,
        fit=most_steps(knobs),
    )
