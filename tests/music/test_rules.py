"""Bars that add up, sound marks, the tonic: examples of each rule, kept and broken."""

from __future__ import annotations

import pytest

from rnn_demo.music.measures import bars_add_up, ends_on_tonic, measured_parts, wrong_bars
from rnn_demo.music.openings import with_openings, without_openings
from rnn_demo.music.structure import faults, without_slurs
from tests.tiny_tunes import tiny_tune


@pytest.mark.parametrize(
    "body",
    [
        "GAB cde | G3 G3 |]",
        "|: D | GAB cde | G3 G2 :|",  # the repeat's last bar waits for its own upbeat
        "D | GAB cde | G3 G2 || D | GAB cde | G6 |]",  # or for the next part's
        "|: D | GAB cde |1 G3 G2 :|2 G6 ||",
        "|: GAB cde | G6 :| D | GAB cde | G3 G2 |]",
        "(3GAB c2 de | G6 |]",
        "G6- | G6 |]",
        "z6 | G6 |]",
    ],
)
def test_bars_that_add_up(body: str) -> None:
    assert bars_add_up(tiny_tune(body))


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("GAB cde | GAB cd | G6 |]", [(1, 120)]),
        ("GAB cde | GAB cdef | G6 |]", [(1, 168)]),
        ("GAB cde f | G6 |]", [(0, 168)]),
        ("GAB cde | G3 G2 |]", [(1, 120)]),  # nothing makes up for it
        ("|: D | GAB cde | G3 G :|", [(2, 96)]),
        ("|: D | GAB cde | G3 |1 G3 G2 :|2 G6 ||", [(2, 72)]),
    ],
)
def test_bars_that_do_not(body: str, wrong: list[tuple[int, int]]) -> None:
    assert wrong_bars(tiny_tune(body)) == wrong


def test_parts_and_their_ends() -> None:
    parts = measured_parts(tiny_tune("|: D | GAB cde |1 G3 G2 :|2 G6 || GAB GAB | G6 |]").elements)
    assert [part.ticks for part in parts] == [[24, 144, 120, 144], [144, 144]]
    assert [part.ends for part in parts] == [[2, 3], [1]]
    assert [part.upbeat(144) for part in parts] == [24, 0]


def test_the_tonic_in_any_octave_and_key() -> None:
    assert ends_on_tonic(tiny_tune("A2 G |]")) and ends_on_tonic(tiny_tune("A2 g- | g z |]"))
    assert not ends_on_tonic(tiny_tune("G2 A |]")) and not ends_on_tonic(tiny_tune("A2 ^G |]"))
    assert ends_on_tonic(tiny_tune("G2 E |]", "Edor"))


@pytest.mark.parametrize(
    ("elements", "said"),
    [
        ("|: n | n :|", []),
        ("|: n |1 n :|2 n ||  n | n |]", []),
        ("n | n || |: n :|", []),
        ("n | n", ["no closing sign"]),
        ("n | | n |]", ["an empty bar"]),
        ("|: n | n |]", ["a repeat that is not closed"]),
        ("|: n || n :|", ["a repeat that is not closed", "a repeat that was not opened"]),
        ("n | n :|", ["a repeat that was not opened"]),
        ("n |1 n |]", ["a first ending outside a repeat"]),
        ("|: n :|2 n ||  n |]", ["a second ending without a first one"]),
        ("n |: n :|", ["a repeat that begins within a part"]),
        ("(3 n n | n |]", ["a triplet without three notes"]),
        ("(3 n n n | n |]", []),
        ("- n |]", ["a tie between two pitches"]),
        ("n - | n |]", []),
        ("n - m |]", ["a tie between two pitches"]),
    ],
)
def test_faults(elements: str, said: list[str]) -> None:
    n, m = (next(e for e in tiny_tune(f"{x} |]").elements if not isinstance(e, str)) for x in "GA")
    given = [{"n": n, "m": m}.get(one, one) for one in elements.split()]
    assert faults(given) == said


def test_slurs_are_left_out_and_ties_stay() -> None:
    tune = tiny_tune("G-A | B-|B |]")
    assert [e for e in without_slurs(tune.elements) if e == "-"] == ["-"]
    assert faults(without_slurs(tune.elements)) == []


@pytest.mark.parametrize(
    "body",
    [
        "|: D | GAB cde | G3 G2 :|",
        "G6 || A6 |]",
        "|: G6 :| A6 || |: A6 :|",
        "|: G6 | A6 |1 B6 :|2 c6 || d6 || |: e6 :|",
        "|: G6 |1 B6 :|2 c6 || |: A6 |1 e6 :|2 f6 |]",
    ],
)
def test_where_a_repeat_begins_follows_from_where_it_ends(body: str) -> None:
    elements = tiny_tune(body).elements
    assert with_openings(without_openings(elements)) == elements
