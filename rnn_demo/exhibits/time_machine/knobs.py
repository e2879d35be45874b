"""Which moment of a training is looked at, and what its network is asked to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rnn_demo.knobs.knob import number, string, whole
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.values import check
from rnn_demo.tasks.time_machine.snapshots import TEMPERATURE


@dataclass(frozen=True)
class TimeMachineKnobs:
    """A moment, counted from 1, and a text that its network writes."""

    moment: int = whole(1, "", 1, 1_000)
    prompt: str = string("ROMEO:", "Prompt", 200)
    seed: int = whole(1, "Seed", 0, 10**9, widget="box")
    temperature: float = number(TEMPERATURE, "Temperature", 0, 10, step=0.1, widget="box")

    def __post_init__(self) -> None:
        check(self)


def read_link(query: Mapping[str, str], count: int) -> tuple[TimeMachineKnobs, list[str]]:
    """What a link asks for, and a sentence for each part that cannot be used.

    Args:
        query: the query of the link; one without a moment asks for the last.
        count: how many moments there are.
    """
    usual = TimeMachineKnobs(moment=count)
    return read_values(query, usual, narrower={"moment": {"high": count}})


def write_link(knobs: TimeMachineKnobs) -> dict[str, str]:
    """The query that restores the page; it always has the moment."""
    usual = TimeMachineKnobs(moment=knobs.moment)
    return {"moment": str(knobs.moment)} | write_values(knobs, usual)
