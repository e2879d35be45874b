"""Beginnings worth opening: each asks a question, and the eight pictures answer."""

from __future__ import annotations

from rnn_demo.exhibits.next_pixel.knobs import SIDE, PixelKnobs
from rnn_demo.exhibits.next_pixel.strokes import BAR, CORNER, HOOK, HOUSE
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[PixelKnobs]] = {
    "hook": Preset(
        "Half a digit",
        "The upper half is given, a hook. The network has to draw the lower half eight times, "
        "pixel by pixel. Will it draw the same digit each time?",
        "No: twos and threes, now and then another digit, because all of them begin so. Nothing "
        "decides beforehand which. The first pixels below the line are nearly a coin's toss, and "
        "each that has fallen narrows what can follow.",
        PixelKnobs(drawn=(HOOK,)),
    ),
    "nothing": Preset(
        "Nothing given",
        "Nothing is given. Which digits does it draw, and where does it decide that?",
        "Any of the ten. The first rows are empty in nearly every digit and cost almost nothing; "
        "the first ink costs a few nats, because where it falls says much of what will follow. "
        "Some of the eight are no digit: a wrong pixel cannot be taken back, and the network goes "
        "on from it as if it had been meant.",
        PixelKnobs(given=0, drawn=()),
    ),
    "bar": Preset(
        "One stroke",
        "Given is one upright stroke. A one, surely?",
        "Yes: thirteen rows of one stroke leave little else, and the eight differ only in how it "
        "ends. Take rows away with the slider, and other digits come.",
        PixelKnobs(drawn=(BAR,)),
    ),
    "cold": Preset(
        "Colder",
        "The hook again, but at T = 0.3: logits are divided by T before the coins are tossed. What "
        "becomes of the eight?",
        "They become alike, and no better. A cold network takes the likelier of two pixels nearly "
        "always, and so most of the eight go nearly the same way; many likely pixels do not make a "
        "likely picture. At T = 2 the opposite: single wrong pixels appear everywhere, each of "
        "them is believed, and the digit dissolves.",
        PixelKnobs(temperature=0.3, drawn=(HOOK,)),
    ),
    "corner": Preset(
        "In the corner",
        "A stroke in the upper left corner instead of the middle. Will it be completed all the "
        "same?",
        "No, and this is a failure. The network has only seen digits in the middle, and its "
        "weights know each column by its number. The few rows of this stroke cost twice as much "
        "as the hook, and what it draws below them is a smear in the place where digits stand.",
        PixelKnobs(drawn=(CORNER,)),
    ),
    "house": Preset(
        "Not a digit",
        "A house is no digit. So it must cost far more nats than a digit, must it not?",
        "It does not: 83.9 nats, and a test digit costs 82.4 in the mean. The pen is smooth, and "
        "smooth edges are cheap; those of the test digits were tossed, pixel by pixel, and each "
        "coin has to be paid for. Nats weigh pixels, not meaning: a low figure does not make a "
        "picture a digit.",
        PixelKnobs(given=13 * SIDE, drawn=(HOUSE,)),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "next_pixel",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
