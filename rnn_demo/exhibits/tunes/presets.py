"""Tunes worth hearing: each asks a question, and the tune answers."""

from __future__ import annotations

from rnn_demo.exhibits.tunes.knobs import TuneKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[TuneKnobs]] = {
    "jig": Preset(
        "A jig that nobody has played before",
        "Nobody told the network what a bar is, or that a tune should come home to its first note. "
        "Will it know?",
        "Look at the bars below the staff: ANSWER",
        TuneKnobs(),
    ),
    "slip": Preset(
        "Three dances, three metres",
        "A slip jig has nine eighths in a bar, a reel eight, a waltz six. Is the metre only a word "
        "at the beginning, or does the whole tune follow it?",
        "ANSWER",
        TuneKnobs(kind="slip jig", meter="9/8", tonic="E", mode="dor", seed=2, tempo=170),
    ),
    "start": Preset(
        "Your first bar, its tune",
        "The start is given: two bars of a rising chord. What does the network make of them?",
        "ANSWER",
        TuneKnobs(
            kind="reel",
            meter="4/4",
            tonic="G",
            start="|: D | G2 BG d2 BG | g2 dB G2 B2 |",
            seed=3,
            tempo=200,
        ),
    ),
    "scale": Preset(
        "A note out of the key",
        "The start ends on a note that is not in the key. How surprised is the network, and what "
        "does it do next?",
        "ANSWER",
        TuneKnobs(start="|: A | d2f afd | e2d cBA | d2f ^a", seed=4),
    ),
    "hot": Preset(
        "Too much chance",
        "Temperature 1.5: each unlikely note gets a better chance. Does the tune gain by it?",
        "ANSWER",
        TuneKnobs(temperature=1.5, seed=5),
    ),
    "cold": Preset(
        "No chance at all",
        "Temperature 0 takes the likeliest note every time. Is the likeliest tune the best one?",
        "ANSWER",
        TuneKnobs(kind="polka", meter="2/4", temperature=0.0, tempo=120),
    ),
    "rare": Preset(
        "A metre that it hardly knows",
        "Of 12/8 it has seen a handful of tunes. Can it do what it has not learned?",
        "ANSWER",
        TuneKnobs(kind="march", meter="3/2", tonic="A", mode="phr", seed=6),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "tunes",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
