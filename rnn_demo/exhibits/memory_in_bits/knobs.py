"""Which string is walked, which seed draws it, and how far the walk has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rnn_demo.exhibits.memory_in_bits.compute.strings import LONGEST, drawn_string
from rnn_demo.knobs.knob import typed, whole
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.values import check, quoted
from rnn_demo.words import sentence

USUAL = "BTBTXSETE"
MAX_SEED = 10**9


def cleaned(text: str) -> str:
    """A string as it is read: in capital letters, with nothing around it."""
    return text.strip().upper()


def opening_step(text: str) -> int:
    """Symbols walked when the picture opens by itself: up to where memory is needed."""
    return max(0, len(cleaned(text)) - 2)


def read_string(text: str) -> str:
    """A string of a link, in the grammar or not.

    Raises:
        ValueError: it is too long to be read.
    """
    if len(text) > LONGEST:
        raise ValueError(
            sentence("has {count:,} symbols; give at most {most}.", count=len(text), most=LONGEST)
        )
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True)
class StringKnobs:
    """What is walked; the seed drew the string, or the next draw continues from it."""

    text: str = typed(
        USUAL,
        "A string of the grammar",
        read_string,
        str,
        form="a string of the grammar",
        link="string",
        widget="line",
    )
    seed: int = whole(0, "", 0, MAX_SEED)
    step: int = whole(opening_step(USUAL), "", 0, LONGEST)  # symbols walked

    def __post_init__(self) -> None:
        check(self)


def read_link(query: Mapping[str, str]) -> tuple[StringKnobs, list[str]]:
    """What a link asks for, and a sentence for each part that cannot be used.

    Args:
        query: the query of the link. Without a string, the seed draws one; without a step, the walk
            is at the string's opening step.
    """
    own = {
        name: {name: query[name]} if name in query else {} for name in ("seed", "string", "step")
    }
    drawn, problems = read_values(own["seed"], StringKnobs())
    good_seed = "seed" in query and not problems
    if good_seed:
        drawn = replace(drawn, text=drawn_string(drawn.seed))
    found, of_string = read_values(own["string"], drawn)
    if good_seed and cleaned(found.text) != drawn.text:
        of_string.append(
            sentence(
                "The link's seed {seed} draws {text}, not its string; the string is shown, and "
                "Draw one goes on from the seed.",
                seed=found.seed,
                text=quoted(drawn.text)[1:-1],
            )
        )
    found, of_step = read_values(
        own["step"],
        replace(found, step=opening_step(found.text)),
        narrower={"step": {"high": len(cleaned(found.text))}},
    )
    return found, problems + of_string + of_step


def write_link(text: str, seed: int, step: int | None) -> dict[str, str]:
    """The query that restores what is shown.

    Args:
        text: the string, as it is read.
        seed: the seed, which is in the link if it draws that string.
        step: symbols walked, in the link unless it is None or where the picture opens by itself.
    """
    if len(text) > LONGEST:
        return {}
    usual = StringKnobs(text, seed, opening_step(text))
    link = {"string": text}
    if text == drawn_string(seed):
        link["seed"] = str(seed)
    return link | write_values(usual if step is None else replace(usual, step=step), usual)
