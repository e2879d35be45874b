"""The knobs of the page: one entry each, from which all else about them comes."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, string, whole
from rnn_demo.knobs.values import check

MOST_STATES, MOST_SYMBOLS, MOST_STEPS, MOST_BITS = 8, 6, 40, 3
MOST_PROMPT, MOST_WRITTEN = 500, 600
SIZES = (16, 32, 64, 128, 256)  # states of the models that write
MODEL_NAMES = {
    "umbrella": "umbrella: 2 weathers",
    "casino": "casino: 2 dice",
    "left-right": "left to right",
    "fork": "fork: 3 states",
    "register": "a register of k bits",
    "random": "random",
}
SHOWN_NAMES = {
    "forward": "forward",
    "backward": "backward",
    "posterior": "posterior",
    "viterbi": "Viterbi",
}


@dataclass(frozen=True)
class ChainKnobs:
    """All that the page depends on, in the order of its widgets."""

    model: str = choice("umbrella", "Model", MODEL_NAMES, told="model")
    shown: str = choice("forward", "The trellis shows", SHOWN_NAMES, told="")
    observations: str = string(
        "UUNUU",
        "Observations",
        most=MOST_STEPS * 2,
        placeholder="empty: drawn from the model",
        told="observations",
    )
    steps: int = whole(
        12, "Steps drawn T", 1, MOST_STEPS, reaches=30, told="T",
        shown=lambda now: not now.observations.strip(),
    )  # fmt: skip
    states: int = whole(
        3, "States N", 2, MOST_STATES, told="N",
        shown=lambda now: now.model in ("left-right", "random"),
    )  # fmt: skip
    symbols: int = whole(
        3, "Symbols M", 2, MOST_SYMBOLS, told="M",
        shown=lambda now: now.model in ("left-right", "random"),
    )  # fmt: skip
    stay: float = number(
        0.7, "Probability of staying", 0, 1, step=0.01, told="probability of staying",
        shown=lambda now: now.model in ("left-right", "umbrella"),
    )  # fmt: skip
    evenness: float = number(
        0.3, "Evenness of the rows", 0.05, 5, step=0.05, told="evenness",
        help="The concentration of the Dirichlet distribution from which each row is drawn: small "
        "for rows with one large entry, 1 for any row alike, large for even rows.",
        shown=lambda now: now.model == "random",
    )  # fmt: skip
    bits: int = whole(
        2, "Bits k", 1, MOST_BITS, told="k", shown=lambda now: now.model == "register"
    )
    seed: int = whole(  # of a random model, and of what is drawn
        0, "Seed", 0, LARGEST_SEED, widget="box", told="seed"
    )
    learner: int = whole(
        2, "States of the learner", 1, MOST_STATES, told="states of the learner", group="learning"
    )
    sequences: int = whole(20, "Sequences", 1, 40, told="sequences", group="learning")
    length: int = whole(40, "Steps of each", 2, 60, told="steps of each", group="learning")
    iterations: int = whole(60, "Iterations", 1, 100, told="iterations", group="learning")
    restarts: int = whole(5, "Starts", 1, 8, told="starts", group="learning")
    start: int = whole(
        0, "Seed of the starts", 0, LARGEST_SEED, widget="box", told="seed of the starts",
        group="learning",
    )  # fmt: skip
    copied: int = whole(2, "Bits to copy", 1, MOST_BITS, told="bits to copy", group="copying")
    writer: int = choice(256, "States of the writer", SIZES, told="", group="writing")
    prompt: str = string(
        "ROMEO:\n", "Prompt", most=MOST_PROMPT, widget="area", height=80, told="", group="writing"
    )
    temperature: float = number(0.8, "Temperature", 0, 2, step=0.05, told="", group="writing")
    written: int = whole(300, "Characters", 1, MOST_WRITTEN, told="", group="writing")
    luck: int = whole(
        0, "Seed of the text", 0, LARGEST_SEED, widget="box", told="", group="writing"
    )

    def __post_init__(self) -> None:
        check(self)
