"""ABC in and out: what is read, what is refused, and that what is written is read back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.music.abc_reader import MOST_CHARACTERS, AbcError, read_abc
from rnn_demo.music.abc_writer import abc_body, abc_text
from rnn_demo.music.bar_lines import RawBar, bar_line
from rnn_demo.music.keys import MusicalKey
from rnn_demo.music.starts import read_start
from rnn_demo.music.tune import Tune, TuneNote, length_text, length_ticks

G = MusicalKey("G", "", "maj")


def read(body: str, fields: str = "M:6/8\nL:1/8\nK:G") -> list[str]:
    """The elements, notes as step/alter/ticks."""
    return [
        one if isinstance(one, str) else f"{one.step}/{one.alter}/{one.length}"
        for one in read_abc(f"{fields}\n{body}").elements
    ]


def test_pitches_octaves_accidentals_and_lengths() -> None:
    assert read("C c c' C, F ^c2 c _B/ z3 =f3/2 f//") == [
        "0/0/24", "7/0/24", "14/0/24", "-7/0/24", "3/1/24", "7/1/48", "7/1/24", "6/-1/12",
        "None/0/72", "10/0/36", "10/0/6", "|]",
    ]  # fmt: skip
    assert read("^c|c|") == ["7/1/24", "|", "7/0/24", "|]"]  # a bar line ends an accidental


def test_broken_rhythm_and_units() -> None:
    assert read("A>B c<d e>>f") == [
        "5/0/36", "6/0/12", "7/0/12", "8/0/36", "9/0/42", "10/1/6", "|]"
    ]  # fmt: skip
    assert read("A", "M:2/4\nL:1/16\nK:C") == ["5/0/12", "|]"]
    assert read("A", "M:2/4\nK:C") == ["5/0/12", "|]"]  # without L:, a sixteenth below 3/4
    assert read("A", "M:6/8\nK:C") == ["5/0/24", "|]"]


def test_what_is_left_out() -> None:
    plain = read("G2B d2B|AFD D3|")
    assert read('"G"(G2{a}B) "D7"~d2!trill!B|uAF.D vD3 % a comment\n|') == plain
    assert read("[DG]2[GB] d2B|AFD [D2A,2]D|")[:3] == plain[:3]


def test_repeats_get_one_spelling() -> None:
    once = ["4/0/24", "|]"]
    assert read("G|]") == read("G") == read("G||") == read("[|G|") == once
    assert read("G:|") == read("|:G:|") == ["|:", "4/0/24", ":|"]
    assert read("G::A:|") == ["|:", "4/0/24", ":|", "|:", "5/0/24", ":|"]
    assert read("G:||:A:|") == read("|:G:|\n|:A:|") == read("G::A:|")
    ends = ["|:", "4/0/24", "|", "5/0/24", "|1", "6/0/24", ":|2", "4/0/24", "|]"]
    assert read("G|A|1B:|2G|]") == read("|:G|A|[1B:|[2G||") == read("|:G|A [1 B :|2 G") == ends
    assert read("G6||A:|") == ["4/0/144", "||", "|:", "5/0/24", ":|"]
    upbeat = read("D|:GAB GAB|A3 A2:|")
    assert upbeat[:3] == ["|:", "1/0/24", "|"] and upbeat.count("|:") == 1
    assert bar_line(":|]") == RawBar(closes=True, double=True, end=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no note"),
        ("hello & welcome, this is no music: <script>", "is not read here"),
        ("GAB (5cdefg", "tuplet"),
        (">G", "between two notes"),
        ("G>", "no note after it"),
        ("GAB\nM:9/8\nABc", "meter changes"),
        ("GAB\nK:D\nABc", "key changes"),
        ("M:5/4\nGAB", "meter is '5/4'"),
        ("K:Q\nGAB", "key is 'Q'"),
        ("L:1/7\nGAB", "unit length is '1/7'"),
        ("V:1\nGAB", "one melody"),
        ("G99999", "is not read here|length"),
        ("G999", "length"),
        ("G,,,,,,", "too high or too low"),
        ("G/7", "length"),
        ("GAB" * MOST_CHARACTERS, "at most"),
        ("G\x00A", "is not read here"),
    ],
)
def test_refusals_are_one_sentence(text: str, said: str) -> None:
    with pytest.raises(AbcError, match=said) as caught:
        read_abc(text)
    assert str(caught.value).endswith(".") and len(str(caught.value)) < 250


@given(st.text(alphabet="ABCdefgz^_=,'0123456789/|:[]()-<>{}\"!. \n~KML%", max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused_at_once(text: str) -> None:
    began = time.process_time()
    try:
        tune = read_abc(text)
    except AbcError:
        pass
    else:
        assert read_abc(abc_text(tune)).key == tune.key
    assert time.process_time() - began < 2


notes = st.builds(
    TuneNote,
    st.integers(-7, 20),
    st.integers(-1, 1),
    st.sampled_from([6, 12, 18, 24, 36, 48, 72, 96]),
) | st.builds(TuneNote, st.none(), st.just(0), st.sampled_from([12, 24, 48]))


@given(st.lists(st.lists(notes, min_size=1, max_size=8), min_size=1, max_size=9), st.booleans())
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read_back(bars: list[list[TuneNote]], repeated: bool) -> None:
    elements: list[TuneNote | str] = ["|:"] if repeated else []
    for number, bar in enumerate(bars):
        elements += [*(["|"] if number else []), *bar]
    elements.append(":|" if repeated else "|]")
    sounding = [e for e in elements if isinstance(e, TuneNote) and e.step is not None]
    tune = Tune("4/4", MusicalKey("E", "b", "maj"), tuple(elements), "reel", "A tune")
    if sounding:
        assert read_abc(abc_text(tune)) == tune
        assert read_start(abc_body(tune.elements, tune.key, "4/4"), tune.key, "4/4") == (
            tune.elements
        )


def test_a_start_keeps_its_marks_as_they_stand() -> None:
    def of(text: str) -> list[str]:
        found = read_start(text, G, "6/8")
        return [one if isinstance(one, str) else "n" for one in found]

    assert of("  \n") == []
    assert of("|: D | GAB") == ["|:", "n", "|", "n", "n", "n"]
    assert of("GAB | AFD |") == ["n"] * 3 + ["|"] + ["n"] * 3 + ["|"]
    assert of("|: G |1 A :|2 B |") == ["|:", "n", "|1", "n", ":|2", "n", "|"]
    assert of("G | A |]")[-1] == "|]"
    with pytest.raises(AbcError, match="the key is D, and G is asked for"):
        read_start("K:D\nGAB", G, "6/8")
    with pytest.raises(AbcError, match="are read at most"):
        read_start("G" * 400, G, "6/8")


def test_groups_and_lines_of_what_is_written() -> None:
    tune = read_abc("M:6/8\nK:G\nGABcde|G2B d3|GAB c/B/A/G/F|G6|A")
    assert abc_body(tune.elements, tune.key, tune.meter) == (
        "GAB cde | G2B d3 | GAB c/2B/2A/2G/2F | G6 |\nA |]"
    )
    assert "T:a b" in abc_text(Tune("4/4", G, tune.elements, "", "a\nb"))


@given(st.integers(1, 32 * 24))
def test_lengths_are_spelled_and_read(ticks: int) -> None:
    assert length_ticks(length_text(ticks)) == ticks
