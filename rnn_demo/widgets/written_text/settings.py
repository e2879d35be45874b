"""Everything that a text on the page depends on, as knobs, with the page's own bounds."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, string, switch, whole
from rnn_demo.knobs.links import LONGEST_LINKED
from rnn_demo.knobs.values import check
from rnn_demo.sampling import Knobs
from rnn_demo.ui.writers import choices, first_choice, first_prompt, first_temperature, label
from rnn_demo.words import sentence

MAX_LENGTH = 5_000
MAX_PROMPT = 2_000  # the length of the end that is read; the command line reads more
MAX_TOTAL = 10_000  # characters in a text that was continued


def writers() -> dict[str, str]:
    """The networks that can write, in words."""
    return {name: label(name) for name in choices()}


@dataclass(frozen=True)
class Settings:
    """What to write and how; a second network may get the same noise."""

    model: str = choice("shakespeare", "Who writes", writers)
    prompt: str = string(
        "",
        "Prompt",
        linked=LONGEST_LINKED,
        keeps="end",
        widget="area",
        height=68,
        placeholder="Empty: the text begins as after a line break.",
    )
    temperature: float = number(
        0.8,
        "Temperature",
        0,
        2,
        step=0.05,
        group="narrowing",
        caption="Divides the logits: below 1 the likely get likelier, above 1 the rare get a "
        "chance.",
    )
    top_k: int = whole(
        0,
        "Top-k",
        0,
        200,
        group="narrowing",
        caption="Keeps only the k likeliest characters; 0 keeps all.",
    )
    top_p: float = number(
        1.0,
        "Top-p",
        0,
        1,
        step=0.01,
        group="narrowing",
        caption="Keeps the smallest set of likeliest characters that has this probability "
        "together.",
    )
    min_p: float = number(
        0.0,
        "Min-p",
        0,
        1,
        step=0.01,
        group="narrowing",
        caption="Drops characters whose probability is below this share of the likeliest one's.",
    )
    length: int = whole(
        500,
        "Length",
        1,
        MAX_LENGTH,
        caption="Characters to write. The distribution stays as it is.",
    )
    seed: int = whole(12, "Seed", 0, LARGEST_SEED, widget="box")
    stop: str = string(
        "",
        "Stop text",
        100,
        keeps="end",
        caption="The text ends once this has been written; empty for never.",
    )
    same_noise: bool = switch(
        True,
        "Same noise for both networks",
        caption="Both meet the same luck at each place, so where the texts part it is the networks "
        "that differ. Off: the second network has the next seed.",
    )

    def __post_init__(self) -> None:
        check(self)

    @property
    def knobs(self) -> Knobs:
        """How the distribution is narrowed."""
        return Knobs(self.temperature, self.top_k, self.top_p, self.min_p)

    def seed_of(self, index: int) -> int:
        """The seed of the first (0) or the second network (1)."""
        return self.seed if self.same_noise else (self.seed + index) % (LARGEST_SEED + 1)


def opening_settings(model: str | None = None) -> Settings:
    """What the page opens with."""
    model = model or first_choice()
    return Settings(model, first_prompt(model), first_temperature(model))


def end_of_prompt(prompt: str) -> tuple[str, str]:
    """The part of a prompt that is read, and a sentence if that is not all of it."""
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
