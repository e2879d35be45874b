"""What the page computes, kept for a while."""

from __future__ import annotations

from rnn_demo.exhibits.boltzmann.compute.simulation import MachineSimulation, check_size, simulating
from rnn_demo.exhibits.boltzmann.knobs import MachineKnobs
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for

MEGABYTES = 20.0  # of the largest question, see `python -m benchmarks.largest`


def simulation(knobs: MachineKnobs) -> MachineSimulation | None:
    """The machine, enumerated and sampled; None if it was stopped.

    Raises:
        KnobError: the knobs do not fit each other, or ask for too much.
    """
    check_size(knobs)
    return waited_for(
        "boltzmann",
        knobs,
        lambda: simulating(knobs),
        t("The chains are running …"),
        MEGABYTES,
    )
