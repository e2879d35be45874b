"""What can be said of one tune: whether it is sound, adds up, comes home, and what it repeats."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.music.measures import ends_on_tonic, wrong_bars
from rnn_demo.music.structure import faults
from rnn_demo.tasks.tunes.copying import CopyIndex, SharedRun, note_codes
from rnn_demo.tasks.tunes.writing import WrittenTune


@dataclass(frozen=True)
class TuneVerdict:
    """A tune looked at.

    Attributes:
        faults: what is wrong with its marks; empty if they are sound.
        wrong: the bars that do not add up, counted from 1, and their lengths in ticks.
        on_tonic: whether it ends on the tonic.
        shared: the longest run of notes that it shares with a training tune.
        nats: mean surprise of what the network wrote, per token; of all if it wrote nothing.
        written: how many tokens that were.
    """

    faults: tuple[str, ...]
    wrong: tuple[tuple[int, int], ...]
    on_tonic: bool
    shared: SharedRun
    nats: float
    written: int


def verdict_of(found: WrittenTune, index: CopyIndex) -> TuneVerdict:
    """Look at a tune.

    Args:
        found: the tune.
        index: of the training tunes.
    """
    own = [one.nats for one in found.written if not (one.given or one.follows)]
    all_of_it = own or [one.nats for one in found.written if not one.follows]
    tune = found.tune
    return TuneVerdict(
        tuple(dict.fromkeys(faults(tune.elements))),
        tuple((bar + 1, ticks) for bar, ticks in wrong_bars(tune)),
        ends_on_tonic(tune),
        index.longest(note_codes(tune.elements, tune.key)),
        sum(all_of_it) / len(all_of_it),
        len(own),
    )
