"""The tables of all exhibits, for tests that hold for every knob."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
from rnn_demo.exhibits.boltzmann.knobs import MachineKnobs
from rnn_demo.exhibits.captions.knobs import CaptionKnobs
from rnn_demo.exhibits.conventions.knobs import ConventionKnobs
from rnn_demo.exhibits.conveyor_belt.small_cell_knobs import SmallCell
from rnn_demo.exhibits.elman.knobs import ElmanKnobs
from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.exhibits.history.knobs import HistoryKnobs
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.exhibits.learned_dynamics.knobs import DynamicsKnobs
from rnn_demo.exhibits.memory_in_bits.knobs import StringKnobs
from rnn_demo.exhibits.memory_ruler.knobs import RulerKnobs
from rnn_demo.exhibits.neurons.knobs import NeuronKnobs
from rnn_demo.exhibits.next_pixel.knobs import PixelKnobs
from rnn_demo.exhibits.score.knobs import ScoreKnobs
from rnn_demo.exhibits.sentiment.knobs import ReviewKnobs
from rnn_demo.exhibits.series.knobs import SeriesKnobs
from rnn_demo.exhibits.shapes.knobs import ShapeKnobs
from rnn_demo.exhibits.speech.knobs import SpeechKnobs
from rnn_demo.exhibits.tags.knobs import TagKnobs
from rnn_demo.exhibits.time_machine.knobs import TimeMachineKnobs
from rnn_demo.exhibits.translation.knobs import TranslationKnobs
from rnn_demo.exhibits.tunes.knobs import TuneKnobs
from rnn_demo.exhibits.turing.knobs import TuringKnobs
from rnn_demo.exhibits.unfolding.knobs import UnfoldingKnobs
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.video.knobs import VideoKnobs
from rnn_demo.exhibits.write.knobs import Looks
from rnn_demo.knobs.knob import Knob, knobs_of
from rnn_demo.widgets.cell_diagram.settings import BeltSettings
from rnn_demo.widgets.written_text.settings import Settings

TABLES: dict[str, type[Any]] = {
    "approximation": ApproximationKnobs,
    "autoregression": AutoregressionKnobs,
    "boltzmann": MachineKnobs,
    "captions": CaptionKnobs,
    "conventions": ConventionKnobs,
    "conveyor_belt": BeltSettings,
    "history": HistoryKnobs,
    "elman": ElmanKnobs,
    "hidden_markov": ChainKnobs,
    "hopfield": HopfieldKnobs,
    "learned_dynamics": DynamicsKnobs,
    "memory_in_bits": StringKnobs,
    "memory_ruler": RulerKnobs,
    "neurons": NeuronKnobs,
    "next_pixel": PixelKnobs,
    "score": ScoreKnobs,
    "sentiment": ReviewKnobs,
    "series": SeriesKnobs,
    "tags": TagKnobs,
    "time_machine": TimeMachineKnobs,
    "shapes": ShapeKnobs,
    "small_cell": SmallCell,
    "translation": TranslationKnobs,
    "tunes": TuneKnobs,
    "turing": TuringKnobs,
    "unfolding": UnfoldingKnobs,
    "vanishing_gradient": SimulationKnobs,
    "speech": SpeechKnobs,
    "video": VideoKnobs,
    "write": Settings,
    "write_looks": Looks,
}


def values_of(knob: Knob) -> st.SearchStrategy[Any]:
    """Any value of a knob but of a typed one, whose text is its own business."""
    if knob.kind == "number":
        return st.floats(knob.low, knob.high)
    if knob.kind == "whole":
        return st.integers(int(knob.low), int(knob.high))
    if knob.kind == "choice":
        return st.sampled_from(list(knob.options))
    if knob.kind == "switch":
        return st.booleans()
    most = 30 if knob.most is None else min(30, knob.most)
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=most)


def settings_of(table: type[Any]) -> st.SearchStrategy[Any]:
    """Any setting of a table's knobs."""
    drawn = {n: values_of(knob) for n, knob in knobs_of(table).items() if knob.kind != "typed"}
    return st.builds(table, **drawn)
