"""The lecture's own list of dates, line by line, and what the publications say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SlideLine:
    """A line of the slide “Развитие рекуррентных нейронных сетей”.

    Attributes:
        said: the line, in Russian.
        holds: whether year and names are those of the publications.
        verdict: what they say.
        points: the points of the timeline that it is about.
    """

    said: str
    holds: bool
    verdict: str
    points: tuple[str, ...]


SLIDE = (
    SlideLine(
        "1958, Розенблатт, персептрон с обратной связью, но после статьи Минского про него забыли",
        False,
        "The year is right. Perceptrons with loops in their middle layer he described from 1960 "
        "on. Minsky's article is a book, Perceptrons, written with Papert: 1969.",
        ("perceptron", "perceptrons"),
    ),
    SlideLine(
        "1978, Хопфилд: энергетическая интерпретация сетей с обратной связью",
        False,
        "1982. Networks of this kind without the energy are older: Amari 1972, Little 1974.",
        ("hopfield", "sequences-stored", "persistent-states"),
    ),
    SlideLine(
        "1986, Майкл Джордан: рекуррентная нейросеть с единичной задеркой",
        True,
        "Year and name are right.",
        ("jordan",),
    ),
    SlideLine(
        "1990, Джэф Элман: дополняет сеть Джордана и внедряет на практике",
        True,
        "Year and name are right. He feeds back the hidden layer in place of the output.",
        ("elman",),
    ),
    SlideLine(
        "1997, Ёрген Шмидтхубер: Long Short Term Memory",
        False,
        "Hochreiter and Schmidhuber, in this order; and it is Short-Term. The equations on the "
        "lecture's slides are those of Gers, Schmidhuber and Cummins: 2000.",
        ("lstm", "forget-gate"),
    ),
    SlideLine(
        "2005+, всё: глубокие сети и мультимодальное обучение",
        True,
        "Nothing that a single publication could contradict. The timeline has ten points after "
        "2005.",
        ("ctc", "generating", "seq2seq", "attention"),
    ),
)
