"""What the page computes, kept for a while: a knob that is moved recomputes what it touches."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

from rnn_demo.exhibits.vanishing_gradient.compute import (
    Simulation,
    following,
    with_loss,
    without_loss,
)
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.other_cells import (
    FEW_LAGS,
    CellNorms,
    beside,
    norms_from,
    norms_of,
)
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for

MEGABYTES = 80.0  # of the largest question, see `python -m benchmarks.largest`


def simulated(knobs: SimulationKnobs) -> Simulation | None:
    """The simulation; None if it was stopped. Another loss needs no other network."""
    network = without_loss(knobs)
    followed = waited_for(
        "gradient_network",
        network,
        lambda: following(network),
        t("Every product of Jacobians is being found …"),
        MEGABYTES,
    )
    return with_loss(followed, knobs) if followed else None


def of_preset(others: Mapping[str, SimulationKnobs]) -> dict[str, CellNorms] | None:
    """The curves of what a preset's question changes; None if it was stopped."""
    curves = _curves("gradient_preset", [without_loss(knobs) for knobs in others.values()], None)
    return None if curves is None else dict(zip(others, curves, strict=True))


def cells(found: Simulation) -> Sequence[CellNorms] | None:
    """The curves of the cells beside each other; None if it was stopped. One may be known."""
    known = without_loss(found.knobs)
    networks = beside(known)
    others = _curves("gradient_cells", [one for one in networks if one != known], FEW_LAGS)
    if others is None:
        return None
    rest = iter(others)
    return [norms_from(found, FEW_LAGS) if one == known else next(rest) for one in networks]


def _curves(
    name: str, networks: list[SimulationKnobs], most: int | None
) -> Sequence[CellNorms] | None:
    if not networks:
        return ()
    return waited_for(
        name,
        tuple(networks),
        lambda: _following_each(networks, most),
        t("Other cells are being followed …"),
        MEGABYTES,
    )


def _following_each(
    networks: list[SimulationKnobs], most: int | None
) -> Generator[float, None, Sequence[CellNorms]]:
    found = []
    for number, knobs in enumerate(networks):
        yield number / len(networks)
        found.append(norms_of(knobs, most))
    return tuple(found)
