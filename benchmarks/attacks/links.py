"""Links to the largest questions that a page allows, and to longer texts than it can read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlencode

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.tab import Tab
from rnn_demo.catalogue import PAGES
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
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.widgets.cell_diagram.settings import BeltSettings
from rnn_demo.widgets.written_text.settings import Settings

TABLES: tuple[tuple[str, type], ...] = (
    ("approximation", ApproximationKnobs),
    ("captions", CaptionKnobs),
    ("conventions", ConventionKnobs),
    ("conveyor_belt", BeltSettings),
    ("conveyor_belt", SmallCell),
    ("autoregression", AutoregressionKnobs),
    ("hidden_markov", ChainKnobs),
    ("hopfield", HopfieldKnobs),
    ("boltzmann", MachineKnobs),
    ("translation", TranslationKnobs),
    ("tunes", TuneKnobs),
    ("turing", TuringKnobs),
    ("elman", ElmanKnobs),
    ("memory_in_bits", StringKnobs),
    ("memory_ruler", RulerKnobs),
    ("neurons", NeuronKnobs),
    ("next_pixel", PixelKnobs),
    ("sentiment", ReviewKnobs),
    ("series", SeriesKnobs),
    ("tags", TagKnobs),
    ("time_machine", TimeMachineKnobs),
    ("learned_dynamics", DynamicsKnobs),
    ("unfolding", UnfoldingKnobs),
    ("vanishing_gradient", SimulationKnobs),
    ("shapes", ShapeKnobs),
    ("history", HistoryKnobs),
    ("speech", SpeechKnobs),
    ("video", VideoKnobs),
    ("write", Settings),
    ("write", Looks),
)
WORDS = "and then the long film went on without an end "
HEAVY = "cell=lstm&n=128&steps=1000"


async def five_heavy_tabs(attacker: Attacker) -> None:
    """The largest simulation, in five tabs, each closed after half a second."""
    for _ in range(5):
        tab = Tab(attacker, "vanishing_gradient", HEAVY)
        await tab.open(patience=0)
        await asyncio.sleep(0.5)
        await tab.close()


async def one_heavy_tab(attacker: Attacker) -> None:
    """The largest simulation, in a tab that stays open until it is drawn."""
    tab = Tab(attacker, "vanishing_gradient", HEAVY)
    await tab.open(patience=attacker.seconds)
    await tab.close()


async def every_largest_question(attacker: Attacker) -> None:
    """Every page with all knobs at their largest, and every button of it pressed."""
    links = list(largest_links())
    attacker.random.shuffle(links)
    for page, query in links:
        if not attacker.has_time:
            return
        tab = Tab(attacker, page, query)
        await tab.open(patience=3)
        presses = [
            {"id": i, "trigger_value": True} for i, kind in tab.widgets.items() if kind == "button"
        ]
        for press in presses:
            await tab.run(press, patience=0)
            await asyncio.sleep(0.05)
        await tab.close()


def largest_links() -> Iterator[tuple[str, str]]:
    """Pages and queries: once as it opens, then with each option of each choice."""
    for page, table in TABLES:
        query = {}
        choices: list[tuple[str, str]] = []
        for knob in knobs_of(table).values():
            if knob.kind == "number" or knob.kind == "whole":
                query[knob.link] = (
                    f"{knob.high:g}" if knob.kind == "number" else str(int(knob.high))
                )
            elif knob.kind == "text":
                query[knob.link] = (WORDS * 200)[: knob.linked or knob.most or 5_000]
            elif knob.kind == "choice":
                choices += [(knob.link, str(option)) for option in knob.options]
        query = {
            name: value for name, value in query.items() if name not in ("seed", "mark", "stop")
        }
        yield page, urlencode(query)
        for name, option in choices:
            yield page, urlencode(query | {name: option})


async def long_review(attacker: Attacker) -> None:
    """A review of 150,000 characters in a link."""
    await _looked_at(attacker, "sentiment", {"text": (WORDS * 4_000)[:150_000]})


async def long_ruler(attacker: Attacker) -> None:
    """Six hundred words under the memory ruler, read by the classifier."""
    text = " ".join((WORDS * 100).split()[:600])
    await _looked_at(attacker, "memory_ruler", {"reader": "sentiment", "text": text})


async def long_score(attacker: Attacker) -> None:
    """A text of 200,000 characters pasted on Score."""
    tab = Tab(attacker, "score")
    if await tab.open():
        pasted = {"id": tab.widget("score_text"), "string_value": (WORDS * 5_000)[:200_000]}
        pressed = {"id": tab.widget("score_button"), "trigger_value": True}
        await tab.run(pasted, pressed, patience=attacker.seconds)
    await tab.close()


async def any_links(attacker: Attacker) -> None:
    """Pages that there are and are not, with names and values that nobody would type."""
    pages = [*PAGES, "nowhere", "../etc/passwd", "%00"]
    names = [knob.link for _, table in TABLES for knob in knobs_of(table).values()]
    odd = [
        "",
        "-1",
        "1e309",
        "nan",
        "\x00",
        "٣",
        "🙂" * 500,
        "9" * 400,
        "[[]]",
        "; ".join(["1 2"] * 99),
    ]
    while attacker.has_time:
        page = attacker.random.choice(pages)
        chosen = attacker.random.sample(names, attacker.random.randint(1, 6))
        tab = Tab(attacker, page, urlencode({n: attacker.random.choice(odd) for n in chosen}))
        await tab.open(patience=5)
        await tab.close()


async def _looked_at(attacker: Attacker, page: str, query: dict[str, str]) -> None:
    tab = Tab(attacker, page, urlencode(query))
    await tab.open(patience=attacker.seconds)
    await tab.close()
