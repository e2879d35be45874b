"""A network compiled from a table does what the table says: at each step, on any tape, exactly."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.exhibits.turing.compute.comparison import Agreement, comparing, comparing_live
from rnn_demo.exhibits.turing.compute.film import filmed
from rnn_demo.exhibits.turing.compute.interpreter import interpret
from rnn_demo.exhibits.turing.compute.machines import TABLES, random_words
from rnn_demo.exhibits.turing.compute.network import TuringNetwork, compiled
from rnn_demo.exhibits.turing.compute.run import configuration, run_network
from rnn_demo.exhibits.turing.compute.stack import (
    FLOATS,
    PRECISIONS,
    base_for,
    certain,
    decoded,
    encoded,
    pop,
    push,
    returned,
    top,
)
from rnn_demo.exhibits.turing.compute.table import Machine, read_machine


def compared(network: TuringNetwork, words: list[str], most: int) -> Agreement:
    running = comparing(network, words, most, budget=10**9)
    while True:
        try:
            next(running)
        except StopIteration as end:
            found: Agreement = end.value
            return found


def tape_after(name: str, word: str) -> tuple[str, str]:
    """The tape and the state in which a machine halts, by its interpreter."""
    *_, last = interpret(read_machine(TABLES[name]), word, 5_000)
    assert last.halted
    return last.now.tape, last.now.state


# --- the stack ------------------------------------------------------------------------------


@given(st.integers(2, 8), st.data())
def test_a_stack_is_read_back_from_its_number(symbols: int, data: st.DataObject) -> None:
    stack = tuple(data.draw(st.lists(st.integers(0, symbols - 1), max_size=40)))
    base = base_for(symbols)
    q = encoded(stack, base)
    assert 0 <= q < 1
    assert decoded(q, base, 99) == stack
    if stack:
        assert int(q * base) == 2 * stack[0] + 1  # the digit of the top comes first


def test_500_bits_survive_in_fractions() -> None:
    luck = random.Random(0)
    bits = [luck.randint(0, 1) for _ in range(500)]
    assert returned(bits, Fraction) == bits
    q = Fraction(0)
    for bit in bits:
        q = push(q, bit, Fraction)
    assert q == encoded(bits[::-1], 4)
    for bit in reversed(bits):
        assert top(q, Fraction) == bit
        q = pop(q, Fraction)
    assert q == 0 == pop(q, Fraction)


def test_every_word_of_six_bits_survives_float16_and_not_every_one_of_seven() -> None:
    def lost(n: int) -> int:
        words = itertools.product((0, 1), repeat=n)
        return sum(returned(bits, np.float16) != list(bits) for bits in words)

    assert (lost(5), lost(6)) == (0, 0)
    assert lost(7) > 0


def test_known_pushes_survive() -> None:
    assert [certain(one) for one in PRECISIONS] == [6, 13, 27]
    luck = random.Random(1)
    for one in PRECISIONS:
        n = certain(one)
        words = [[luck.randint(0, 1) for _ in range(n)] for _ in range(100)]
        words += [[0] * n, [1] * n, ([0, 1] * n)[:n], ([1, 0] * n)[:n], [0] + [1] * (n - 1)]
        assert all(returned(bits, FLOATS[one]) == bits for bits in words)
        one_more = [[luck.randint(0, 1) for _ in range(n + 1)] for _ in range(100)]
        assert any(returned(bits, FLOATS[one]) != bits for bits in one_more)


# --- the machines ---------------------------------------------------------------------------


@given(st.integers(0, 2**40))
def test_increment(number: int) -> None:
    assert tape_after("increment", f"{number:b}") == (f"{number + 1:b}", "accept")


@pytest.mark.parametrize(("a", "b"), [*itertools.product(range(5), repeat=2)])
def test_multiplication(a: int, b: int) -> None:
    assert tape_after("multiply", "1" * a + "x" + "1" * b) == ("1" * (a * b), "accept")


@given(st.text("ab", max_size=12))
def test_palindromes(word: str) -> None:
    assert (tape_after("palindromes", word)[1] == "accept") == (word == word[::-1])


@pytest.mark.parametrize("n", range(7))
def test_abc(n: int) -> None:
    assert tape_after("abc", "a" * n + "b" * n + "c" * n)[1] == "accept"


@given(st.text("abc", max_size=9))
def test_abc_takes_nothing_else(word: str) -> None:
    n = len(word) // 3
    fits = word == "a" * n + "b" * n + "c" * n
    assert (tape_after("abc", word)[1] == "accept") == fits


def test_the_beaver_writes_six_ones_in_fourteen_steps() -> None:
    film = filmed(TABLES["beaver"], "", 100)
    assert film.count == 14
    assert film.steps[-1].now.tape == "111111"
    assert film.steps[-1].now.state == "halt"
    assert film.network.base == 4


# --- the network ----------------------------------------------------------------------------


@st.composite
def machines(draw: st.DrawFn) -> Machine:
    """Any table of up to three states and four symbols, with cases left out."""
    states = [f"q{i}" for i in range(draw(st.integers(1, 3)))]
    symbols = "_abc"[: draw(st.integers(1, 4))]
    lines = []
    for number, (state, read) in enumerate(itertools.product(states, symbols)):
        if number and draw(st.integers(0, 5)) == 0:
            continue
        after = [name for name in states if name == "q0"] + ["accept", "reject", "halt"]
        then = draw(st.sampled_from([*states, *after]))
        write, move = draw(st.sampled_from(symbols)), draw(st.sampled_from("LRS"))
        lines.append((state, f"{state} {read} {write} {move} {then}", then))
    known = {state for state, _, _ in lines} | {"accept", "reject", "halt"}
    lines = [line for line in lines if line[2] in known]
    known = {state for state, _, _ in lines}
    kept = [line for _, line, then in lines if then in known or not then.startswith("q")]
    return read_machine("\n".join(kept or ["q0 _ _ S accept"]))


@settings(max_examples=60, deadline=None)
@given(machines(), st.data())
def test_any_machine_and_its_network_are_equal(machine: Machine, data: st.DataObject) -> None:
    word = data.draw(st.text("".join(machine.symbols), max_size=8))
    found = compared(compiled(machine), [word], 40)
    assert found.holds, found


@pytest.mark.parametrize("name", TABLES)
def test_one_matrix_does_it(name: str) -> None:
    """Sat(W x + b) with W as a matrix in float64, exact as long as the tape is short."""
    network = compiled(read_machine(TABLES[name]))
    size = len(network.units)
    weights = np.zeros((size, size))
    for source, column in enumerate(network.columns):
        for target, weight in column:
            weights[target, source] = weight
    biases = np.array([float(bias) for bias in network.biases])
    word = {"increment": "101", "multiply": "1x1", "palindromes": "aba", "abc": "abc"}.get(name, "")
    x = np.zeros(size)
    for unit, value in network.start(word).items():
        x[unit] = value
    acting = np.array([unit.group in ("act", "moved") for unit in network.units])
    for _, tick in zip(range(12), run_network(network, word), strict=False):
        for active, own in ((tick.act, acting), (tick.read, ~acting)):
            dense = np.zeros(size)
            for unit, value in active.items():
                dense[unit] = value
            assert np.array_equal(x, dense)
            assert not x[~own].any()  # who is not due is silent
            x = np.clip(weights @ x + biases, 0, 1)
    assert not np.clip(biases, 0, 1).any()  # from zeros come zeros


def test_a_network_that_has_halted_stays_as_it_is() -> None:
    network = compiled(read_machine(TABLES["increment"]))
    ticks = [tick for _, tick in zip(range(12), run_network(network, "111"), strict=False)]
    assert ticks[9].read == ticks[10].read == ticks[11].read
    assert configuration(network, ticks[11].read, 9).state == "accept"


def test_sizes_that_the_page_tells() -> None:
    sizes = {name: compiled(read_machine(table)) for name, table in TABLES.items()}
    assert {name: (len(own.units), own.weights, own.base) for name, own in sizes.items()} == {
        "increment": (35, 91, 8),
        "multiply": (117, 351, 8),
        "palindromes": (65, 185, 8),
        "abc": (127, 407, 16),
        "beaver": (34, 82, 4),
    }


@pytest.mark.parametrize("name", TABLES)
def test_a_comparison_sees_one_wrong_weight(name: str) -> None:
    network = compiled(read_machine(TABLES[name]))
    running = comparing_live(network, name)
    assert all(0 <= done < 1 for done in running)
    words = random_words(name, "".join(network.machine.symbols).replace("_", ""), 20, seed=0)
    assert compared(network, words, 60).holds
    stack = network.places["L_R"]
    source = next(i for i, unit in enumerate(network.units) if unit.name == "L")
    broken = list(network.columns)
    broken[source] = tuple(
        (target, weight / 2 if target == stack else weight) for target, weight in broken[source]
    )
    found = compared(replace(network, columns=tuple(broken)), words, 60)
    assert not found.holds
    assert found.unequal in words


# --- floats ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "word", "rounded", "dies"),
    [
        ("increment", "1011", (4, None, None), (None, None, None)),
        ("palindromes", "abbaabba", (0, None, None), (7, None, None)),
        ("palindromes", "abbaababbabbbabbabaabba", (0, 0, 0), (6, 9, 19)),
        ("multiply", "111x11", (0, 28, None), (5, 79, None)),
        ("beaver", "", (None, None, None), (None, None, None)),
    ],
)
def test_when_floats_die(
    name: str, word: str, rounded: tuple[object, ...], dies: tuple[object, ...]
) -> None:
    film = filmed(TABLES[name], word, 500)
    assert film.unequal == 0
    assert tuple(film.floats[one].rounded for one in PRECISIONS) == rounded
    assert tuple(film.floats[one].dies for one in PRECISIONS) == dies
    for own in film.floats.values():
        if own.dies is not None:
            assert own.rounded is not None and own.rounded <= own.dies
            assert len(own.seen) == own.dies + 1


def test_a_machine_that_never_halts_is_bounded() -> None:
    film = filmed("go _ 1 R go\ngo 1 1 R go", "", 150)
    assert (film.count, film.halted, film.accepted, film.unequal) == (150, False, False, 0)
    assert film.steps[-1].now.left == "1" * 150
