"""What a notebook shows of a result: escaped, of bounded size, well-formed."""

from __future__ import annotations

import math
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

import rnn_demo
from rnn_demo.interface.classification import ClassifiedTexts
from rnn_demo.interface.coloured_text import LONGEST, coloured_text
from rnn_demo.interface.curve import HEIGHT, WIDTH, curve
from rnn_demo.interface.model import Model
from rnn_demo.interface.scoring import ScoredText
from tests.tiny_models import tiny_artifact

HOSTILE = "<img src=x onerror=alert(1)>&\"'$x$\n**no**"


class Shown(HTMLParser):
    """The tags and the text that a browser makes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_text_is_shown_as_it_is() -> None:
    shown = Shown(coloured_text(HOSTILE, HOSTILE, np.ones(len(HOSTILE))))
    assert shown.text.startswith(HOSTILE + HOSTILE)
    assert shown.tags == {"div", "i", "span"}


def test_the_colours_are_those_of_the_page() -> None:
    bits = np.array([0.5, 1.0, 2.0, 3.0, 4.5, 6.5])
    html = coloured_text("", "abcdef", bits * math.log(2))
    assert '<span title="0.5 bits">a</span>' in html
    for character, share in zip("bcdef", (0.12, 0.24, 0.38, 0.54, 0.82), strict=True):
        (span,) = (part for part in html.split("<span")[1:] if f">{character}<" in part)
        assert f"rgba(224, 138, 30, {share})" in span
    assert "2.92 bits per character over 6 characters" in html


def test_of_a_long_text_the_beginning_is_shown() -> None:
    shown = Shown(coloured_text("", "x" * (LONGEST + 7), np.ones(LONGEST + 7)))
    assert shown.text.startswith("x" * LONGEST + "1.44 bits")
    assert f"{LONGEST + 7:,} characters; the first {LONGEST:,} are shown" in shown.text


def test_results_draw_themselves() -> None:
    artifact = tiny_artifact()
    model = Model(artifact.name, "generator", artifact.folder, artifact)
    text = rnn_demo.generate(model, "The ", length=20)
    assert Shown(text._repr_html_()).text.startswith(str(text))
    assert "No character" in rnn_demo.generate(model, length=0)._repr_html_()
    score = ScoredText("m", HOSTILE, np.ones(len(HOSTILE) - 1), "", 0, "stateful")
    assert Shown(score._repr_html_()).text.startswith(HOSTILE)


def test_many_judgements_are_a_table_of_the_first() -> None:
    texts = (HOSTILE, "\udc80", *["x" * 300] * 58)
    p = np.array([0.25, math.nan, *[0.75] * 58])
    judged = ClassifiedTexts("m", texts, p, ("",) * 60, ("", "not UTF-8", *[""] * 58))
    shown = Shown(judged._repr_html_())
    assert shown.tags == {"table", "tr", "th", "td", "div"}
    assert "negative0.2500<img src=x onerror=alert(1)>" in shown.text
    assert "?not UTF-8" in shown.text
    assert shown.text.endswith("and 10 more")
    assert "x" * 80 not in shown.text


@pytest.mark.parametrize(
    "y",
    [np.array([0.0, -1.0, -2.0]), np.full(3, 1.5), np.array([1.0, np.nan, -np.inf])],
)
def test_a_curve_stays_inside_its_picture(y: np.ndarray) -> None:
    picture = ElementTree.fromstring(curve("a < b", np.array([1, 2, 3]), y))
    assert picture.attrib["aria-label"] == "a < b"
    drawn = picture[-1].attrib["d"].replace("L", "M").split("M")[1:]
    points = [tuple(map(float, point.split())) for point in drawn]
    assert len(points) == np.isfinite(y).sum()
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)


def test_a_simulation_draws_its_curve() -> None:
    found = rnn_demo.simulate("linear-orthogonal", steps=7)
    picture = ElementTree.fromstring(found._repr_html_())
    words = [part.text for part in picture if part.tag.endswith("text")]
    assert {"1", "7", f"{7 * math.log10(0.95):.3g}"} <= set(words)
