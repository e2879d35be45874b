"""Every year is the one that is known, every source fits it, every formula and link is sound."""

from __future__ import annotations

import re

import pytest

from rnn_demo.catalogue import PAGES
from rnn_demo.exhibits.history.point import STRANDS, HistoryPoint
from rnn_demo.exhibits.history.points import FIRST_YEAR, LAST_YEAR, POINTS, drawn
from rnn_demo.exhibits.history.slide import SLIDE
from tests.linked import problems

# Looked up apart from the page's own table: year and volume or number of the publication.
YEARS = {
    "neuron": (1943, "Bulletin of Mathematical Biophysics 5"),
    "perceptron": (1958, "Psychological Review 65(6)"),
    "markov": (1966, "Annals of Mathematical Statistics 37(6)"),
    "perceptrons": (1969, "MIT Press"),
    "autoregression": (1970, "Holden-Day"),
    "sequences-stored": (1972, "IEEE Transactions on Computers C-21(11)"),
    "persistent-states": (1974, "Mathematical Biosciences 19"),
    "hopfield": (1982, "Proceedings of the National Academy of Sciences 79, 2554"),
    "boltzmann": (1985, "Cognitive Science 9(1)"),
    "backpropagation": (1986, "Nature 323"),
    "jordan": (1986, "Eighth Annual Conference of the Cognitive Science Society"),
    "cybenko": (1989, "Mathematics of Control, Signals, and Systems 2"),
    "elman": (1990, "Cognitive Science 14(2)"),
    "bptt": (1990, "Proceedings of the IEEE 78(10)"),
    "hochreiter": (1991, "Diploma thesis"),
    "difficult": (1994, "IEEE Transactions on Neural Networks 5(2)"),
    "turing": (1995, "Journal of Computer and System Sciences 50"),
    "lstm": (1997, "Neural Computation 9(8)"),
    "forget-gate": (2000, "Neural Computation 12(10)"),
    "echo-state": (2001, "GMD Report 148"),
    "ctc": (2006, "ICML 2006"),
    "generating": (2013, "arXiv:1308.0850"),
    "gru": (2014, "arXiv:1406.1078"),
    "seq2seq": (2014, "Neural Information Processing Systems 27"),
    "attention": (2014, "arXiv:1409.0473"),
    "visualized": (2015, "arXiv:1506.02078"),
    "transformer": (2017, "Neural Information Processing Systems 30"),
    "mamba": (2023, "arXiv:2312.00752"),
    "xlstm": (2024, "arXiv:2405.04517"),
    "nobel": (2024, "8 October 2024"),
}
# Volumes that appear once a year, by the year of the first: a slip of the pen would show.
FIRST_VOLUMES = {
    "Neural Computation": 1988,
    "Cognitive Science": 1976,
    "Psychological Review": 1893,
    "Annals of Mathematical Statistics": 1929,
    "IEEE Transactions on Neural Networks": 1989,
    "Proceedings of the IEEE": 1912,
    "Proceedings of the National Academy of Sciences": 1903,
    "Neural Information Processing Systems": 1987,
    "Bulletin of Mathematical Biophysics": 1938,
}


def test_every_year_is_the_known_one() -> None:
    assert {name: point.year for name, point in POINTS.items()} == {
        name: year for name, (year, _) in YEARS.items()
    }
    for name, (_, publication) in YEARS.items():
        assert publication in POINTS[name].source, name


def test_they_are_in_order() -> None:
    years = [point.year for point in POINTS.values()]
    assert years == sorted(years)
    assert (FIRST_YEAR, LAST_YEAR) == (1943, 2024)


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_number_and_volume_agree_with_the_year(point: HistoryPoint) -> None:
    if found := re.search(r"arXiv:(\d\d)(\d\d)\.\d{4,5}", point.source):
        assert 2000 + int(found[1]) == point.year
        assert 1 <= int(found[2]) <= 12
    for journal, first in FIRST_VOLUMES.items():
        if found := re.search(rf"\b{journal} (\d+)", point.source):
            assert first + int(found[1]) in (point.year, point.year + 1), journal


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_a_point_is_complete(point: HistoryPoint) -> None:
    assert point.strand in STRANDS
    assert point.people and point.title
    assert re.search(r"[^.]\.$", point.what)
    assert ". " not in point.what  # one sentence
    assert not point.source.endswith(".")  # the page ends it
    families = re.findall(r"[A-ZÄÖÜ][a-zäöüé]{2,}", point.people)
    assert all(name in point.source or point.year == 2024 for name in families)


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_a_formula_is_balanced(point: HistoryPoint) -> None:
    """That it renders, tests/browser/test_history.py sees."""
    formula = point.formula
    depth = 0
    for sign in re.findall(r"(?<!\\)[{}]", formula):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert len(re.findall(r"\\Big[lr]?|\\big[lr]?", formula)) % 2 == 0
    assert "$" not in formula


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_every_link_opens_as_asked(point: HistoryPoint) -> None:
    for link in point.live():
        assert problems(link) == []
        assert link.stem in PAGES
    assert all(link in point.links for link in point.live())


def test_the_lecture_is_corrected_where_it_is_off() -> None:
    told = {name: point.slide for name, point in POINTS.items() if point.slide}
    assert "1978" in told["hopfield"]
    assert "book" in told["perceptrons"] and "two authors" in told["perceptrons"]
    assert "Schmidhuber alone" in told["lstm"]
    assert {"perceptron", "elman"} <= set(told)


def test_the_slide_is_judged_by_the_timeline() -> None:
    assert [line.said[:4] for line in SLIDE] == ["1958", "1978", "1986", "1990", "1997", "2005"]
    assert [line.holds for line in SLIDE] == [False, False, True, True, False, True]
    for line in SLIDE:
        assert set(line.points) <= set(POINTS)
        told = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", line.verdict)} - {1960, 2005}
        assert told <= {POINTS[name].year for name in line.points}
        if line.said[4] == "," and line.holds:
            assert int(line.said[:4]) in {POINTS[name].year for name in line.points}
    assert sum(point.year > 2005 for point in POINTS.values()) == 10


def test_a_strand_has_its_own_points() -> None:
    assert sum(len(drawn(strand)) for strand in STRANDS) == len(POINTS)
    assert next(iter(drawn("energy"))) == "sequences-stored"
    assert drawn("all") == POINTS


def test_most_points_can_be_tried() -> None:
    dark = {name for name, point in POINTS.items() if not point.links}
    assert dark == {"attention", "mamba", "xlstm"}
