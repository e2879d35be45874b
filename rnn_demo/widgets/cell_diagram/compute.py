"""One unit of a trained network as it reads and writes, both freely and with a gate forced."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.forcing import Force, UnitTrace, check, concerns, forced_steps
from rnn_demo.engine.network import CharacterNetwork, initial_state, read
from rnn_demo.engine.progress import finished
from rnn_demo.sampling import Knobs
from rnn_demo.tokenizers.known_forms import KnownText, to_known
from rnn_demo.words import sentence

MOST_PROMPT = 400  # characters that are read and drawn
MOST_WRITTEN = 600
SAMPLES = 100

Numbers = NDArray[np.float64]


class BeltError(ValueError):
    """Something that cannot be shown; the message says why and what would do."""


@dataclass(frozen=True)
class BeltTrace:
    """A unit's numbers after each character of a text.

    Attributes:
        text: the prompt and what was written after it.
        start: where the written part begins.
        gates: by name, each (time,): see `rnn_demo.gates.GATES`.
        cell: C of an LSTM's unit, else None, (time,).
        hidden: h of the unit, (time,).
        residual: the largest difference between the states and the slide's equation for them,
            computed from the gates in float64: the rounding of float32.
    """

    text: str
    start: int
    gates: dict[str, Numbers]
    cell: Numbers | None
    hidden: Numbers
    residual: float

    @property
    def memory(self) -> Numbers:
        """What runs along the belt: C, or a GRU's h, (time,)."""
        return self.hidden if self.cell is None else self.cell

    @property
    def time_constant(self) -> float:
        """Steps after which 1/e of the memory is left.

        Equation: −1 / mean ln f, with 1 − z in place of f in a GRU; infinite if nothing is lost.
        """
        kept = 1 - self.gates["update_gate"] if self.cell is None else self.gates["forget_gate"]
        with np.errstate(divide="ignore"):
            return float(np.divide(-1.0, np.log(kept).mean())) if (kept < 1).any() else math.inf


@dataclass(frozen=True)
class BeltComparison:
    """The same network twice, with the same noise.

    Attributes:
        free: the network as it is.
        forced: the network with something held while it writes; None if nothing is held.
        reread: the largest difference between the state after the free text and the state of the
            network when it reads that text in one pass.
        known: the text that was read, as the model can spell it, and how it was changed for that.
    """

    free: BeltTrace
    forced: BeltTrace | None
    reread: float
    known: KnownText

    @property
    def parted(self) -> int | None:
        """The index of the first character that differs; None if none does."""
        if not self.forced:
            return None
        pairs = enumerate(zip(self.free.text, self.forced.text, strict=True))
        return next((i for i, (one, other) in pairs if one != other), None)


@dataclass(frozen=True)
class Marks:
    """In how many texts a mark was written.

    Attributes:
        free: as the network is.
        forced: with something held.
        samples: how many texts were written each way.
    """

    free: int
    forced: int
    samples: int


def convey(
    network: CharacterNetwork,
    text: str,
    watch: tuple[int, int],
    *,
    knobs: Knobs,
    seed: int,
    length: int,
    force: Force | None = None,
) -> BeltComparison:
    """Read a text, write on and keep one unit's numbers; then do the same with something held.

    Args:
        network: an LSTM or a GRU, in full precision.
        text: its last `MOST_PROMPT` characters are read.
        watch: layer and number of the unit, both from 0.
        knobs: how to choose characters.
        seed: of the noise; the same for both.
        length: characters to write.
        force: what is held.

    Raises:
        BeltError: there is no such unit, or the network has no gates.
        ForceError: see `rnn_demo.engine.forcing.check`.
    """
    return finished(
        conveying(network, text, watch, knobs=knobs, seed=seed, length=length, force=force)
    )


def conveying(
    network: CharacterNetwork,
    text: str,
    watch: tuple[int, int],
    *,
    knobs: Knobs,
    seed: int,
    length: int,
    force: Force | None = None,
) -> Generator[float, None, BeltComparison]:
    """The same, step by step; it yields the share that is done."""
    config, (layer, unit) = network.config, watch
    if config.cell == "elman":
        raise BeltError(
            sentence("{name} has no gates; choose an LSTM or a GRU.", name=network.name)
        )
    if not 0 <= layer < config.num_layers:
        raise BeltError(
            sentence(
                "{name} has no layer {number}; give a number from 0 to {last}.",
                name=network.name,
                number=layer,
                last=config.num_layers - 1,
            )
        )
    if not 0 <= unit < config.hidden_size:
        raise BeltError(
            sentence(
                "{name} has no unit {number}; give a number from 0 to {last}.",
                name=network.name,
                number=unit,
                last=config.hidden_size - 1,
            )
        )
    if force:
        check(network, force)
    known = to_known(text[-MOST_PROMPT:], network.tokenizer)
    prompt = known.text or "\n"

    runs = 2 if force else 1

    def belt(held: Force | None) -> Generator[float, None, BeltTrace]:
        steps = forced_steps(network, prompt, [seed], length, knobs, held, watch)
        texts, watched = yield from _part(steps, 1 if held else 0, runs)
        held_here = held if held and concerns(held, layer, unit) else None
        return _belt(prompt, texts[0], watched, held_here)

    free = yield from belt(None)
    ids = network.tokenizer.encode(free.text)
    _, state = read(network, np.array([ids]), initial_state(network))
    last = [free.hidden[-1]] if free.cell is None else [free.hidden[-1], free.cell[-1]]
    reread = float(np.abs(state[layer, :, 0, unit] - np.array(last)).max())
    forced = (yield from belt(force)) if force else None
    return BeltComparison(free, forced, reread, known)


def forget_steps(bias: float) -> float:
    """Steps after which a constant forget gate leaves 1/e: −1 / ln σ(b)."""
    return 1 / math.log1p(math.exp(-bias))


def count_marks(
    network: CharacterNetwork, prompt: str, mark: str, force: Force, *, knobs: Knobs, length: int
) -> Marks:
    """In how many of 100 texts a mark is written, see `counting_marks`."""
    return finished(counting_marks(network, prompt, mark, force, knobs=knobs, length=length))


def counting_marks(
    network: CharacterNetwork, prompt: str, mark: str, force: Force, *, knobs: Knobs, length: int
) -> Generator[float, None, Marks]:
    """Count in how many of 100 texts a mark is written, with something held and without.

    Args:
        network: the network that writes.
        prompt: known characters.
        mark: the mark that is looked for.
        force: what is held.
        knobs: how to choose characters.
        length: the number of characters in each text.

    Yields:
        The share that is done.
    """
    counts = []
    for run, held in enumerate((None, force)):
        steps = forced_steps(network, prompt, range(SAMPLES), length, knobs, held)
        texts, _ = yield from _part(steps, run, 2)
        counts.append(sum(mark in text for text in texts))
    free, forced = counts
    return Marks(free, forced, SAMPLES)


def _part(
    steps: Generator[float, None, tuple[list[str], UnitTrace]], run: int, runs: int
) -> Generator[float, None, tuple[list[str], UnitTrace]]:
    """One run of several; its shares become shares of the whole."""
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            result: tuple[list[str], UnitTrace] = end.value
            return result
        yield (run + done) / runs


def _belt(prompt: str, written: str, watched: UnitTrace, held: Force | None) -> BeltTrace:
    gates = {name: values.astype(np.float64) for name, values in watched.gates.items()}
    states = watched.state.astype(np.float64)
    hidden = states[:, 0]
    cell = states[:, 1] if states.shape[1] > 1 else None
    before = np.concatenate([[0.0], (hidden if cell is None else cell)[:-1]])
    start = len(prompt)
    if cell is None:
        z = gates["update_gate"]
        differences = {"hidden": hidden - ((1 - z) * before + z * gates["candidate"])}
    else:
        kept = gates["forget_gate"] * before
        differences = {
            "cell": cell - (kept + gates["input_gate"] * gates["cell_candidate"]),
            "hidden": hidden - gates["output_gate"] * np.tanh(cell),
        }
    if held and held.what in differences:  # a state that is held does not follow an equation
        differences[held.what] = differences[held.what][:start]
    residual = max(float(np.abs(values).max(initial=0.0)) for values in differences.values())
    return BeltTrace(prompt + written, start, gates, cell, hidden, residual)
