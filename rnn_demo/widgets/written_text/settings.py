"""Everything a text on the page depends on, with the page's own bounds."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.sampling import Knobs
from rnn_demo.ui.writers import first_choice, first_prompt, first_temperature
from rnn_demo.words import sentence

MAX_TEMPERATURE = 2.0
MAX_TOP_K = 200
MAX_LENGTH = 5_000
MAX_SEED = 2**53 - 1  # whole numbers that a browser keeps exactly
MAX_PROMPT = 2_000  # the end that is read; the command line reads more
MAX_TOTAL = 10_000  # characters of a text that was continued


@dataclass(frozen=True)
class Settings:
    """What to write and how; the names are those of the widgets and of a link.

    Attributes:
        model: a choice of `rnn_demo.ui.writers`.
        prompt: as typed.
        temperature: as in `Knobs`.
        top_k: as in `Knobs`.
        top_p: as in `Knobs`.
        min_p: as in `Knobs`.
        length: characters.
        seed: of the noise.
        stop: text to end at, empty for none.
        same_noise: whether a second network meets the same noise.
    """

    model: str
    prompt: str
    temperature: float
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    length: int = 500
    seed: int = 12
    stop: str = ""
    same_noise: bool = True

    @property
    def knobs(self) -> Knobs:
        """How the distribution is narrowed."""
        return Knobs(self.temperature, self.top_k, self.top_p, self.min_p)

    def seed_of(self, index: int) -> int:
        """The seed of the first (0) or the second network (1)."""
        return self.seed if self.same_noise else (self.seed + index) % (MAX_SEED + 1)


def opening_settings(model: str | None = None) -> Settings:
    """What the page opens with."""
    model = model or first_choice()
    return Settings(model, first_prompt(model), first_temperature(model))


def end_of_prompt(prompt: str) -> tuple[str, str]:
    """The part of a prompt that is read, and a sentence when that is not all of it."""
    if len(prompt) <= MAX_PROMPT:
        return prompt, ""
    return prompt[-MAX_PROMPT:], (
        sentence(
            "The prompt has {count:,} characters; this page reads its last {most:,}, the command "
            "line more.",
            count=len(prompt),
            most=MAX_PROMPT,
        )
    )
