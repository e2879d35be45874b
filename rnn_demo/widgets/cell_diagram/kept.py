"""What the conveyor belt's page computes, kept for a while: a knob put back costs nothing."""

from __future__ import annotations

from rnn_demo.engine.forcing import Force
from rnn_demo.sampling import Knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel
from rnn_demo.ui.waiting import waited_for
from rnn_demo.widgets.cell_diagram.compute import (
    SAMPLES,
    BeltComparison,
    Marks,
    conveying,
    counting_marks,
)
from rnn_demo.widgets.cell_diagram.settings import BeltSettings


def conveyed(loaded: LoadedModel, belt: BeltSettings) -> BeltComparison | None:
    """The runs of a belt, see `rnn_demo.widgets.cell_diagram.compute.convey`; None if stopped."""
    network = loaded.network
    return waited_for(
        "belt_runs",
        (network.name, loaded.stamp, belt),
        lambda: conveying(
            network,
            belt.text,
            (belt.layer - 1, belt.unit),
            knobs=Knobs(temperature=belt.temperature),
            seed=belt.seed,
            length=belt.length,
            force=belt.force,
        ),
        t(
            "{name} reads the text and writes {length:,} characters, then again with the gate "
            "held …",
            name=network.name,
            length=belt.length,
        )
        if belt.force
        else t(
            "{name} reads the text and writes {length:,} characters …",
            name=network.name,
            length=belt.length,
        ),
    )


def counted(
    loaded: LoadedModel, prompt: str, belt: BeltSettings, mark: str, force: Force
) -> Marks | None:
    """In how many texts a mark is written; None if stopped."""
    network, knobs = loaded.network, Knobs(temperature=belt.temperature)
    return waited_for(
        "belt_marks",
        (network.name, loaded.stamp, prompt, mark, force, knobs, belt.length),
        lambda: counting_marks(network, prompt, mark, force, knobs=knobs, length=belt.length),
        t(
            "{count} texts of {length:,} characters are being written …",
            count=2 * SAMPLES,
            length=belt.length,
        ),
    )
