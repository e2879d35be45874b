"""What a table may be, and one sentence for each that cannot be used."""

from __future__ import annotations

import time

import pytest

from rnn_demo.exhibits.turing.compute.machines import TABLES
from rnn_demo.exhibits.turing.compute.table import (
    MOST_CHARACTERS,
    MachineError,
    MachineRule,
    checked_word,
    read_machine,
)
from rnn_demo.exhibits.turing.knobs import OWN


def test_a_table_is_read() -> None:
    machine = read_machine("\n go 0 1 r go ; comment\n\n; nothing\ngo _ _ s accept\r\n")
    assert machine.start == "go"
    assert machine.states == ("go", "accept")
    assert machine.symbols == ("_", "0", "1")
    assert machine.rules == {
        ("go", "0"): MachineRule("1", 1, "go"),
        ("go", "_"): MachineRule("_", 0, "accept"),
    }


@pytest.mark.parametrize("table", [*TABLES.values(), OWN])
def test_what_is_offered_can_be_linked(table: str) -> None:
    assert len(table) <= MOST_CHARACTERS
    assert read_machine(table).rules


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "The table has no rules; give one a line, such as go 0 1 R go."),
        ("; only a comment\n", "The table has no rules"),
        ("go 0 1 R", "Line 1 is 'go 0 1 R'; give state, symbol read,"),
        ("\ngo 0 1 R go on", "Line 2 is 'go 0 1 R go on'"),
        ("go 0 1 X go", "Line 1 is 'go 0 1 X go'"),
        ("go 00 1 R go", "Line 1 is 'go 00 1 R go'"),
        ("go \U0001f600 1 R go", "Line 1 is"),
        ("go 0 \u200b R go", "Line 1 is"),
        ("averylongname1 0 1 R averylongname1", "names of at most 12 characters"),
        ("go 0 1 R gone", "Line 1 leads to the state 'gone', which has no rule; add one, or use"),
        ("go 0 1 R go\ngo 0 0 L go", "Lines 1 and 2 both say what state 'go' does with '0'"),
        ("accept 0 1 R go", "Line 1 has a rule for 'accept', where the machine has halted"),
        ("\n".join(f"q{i} 0 1 R q{i}" for i in range(25)), "The table has 25 states with rules"),
        ("\n".join(f"q {sign} 1 R q" for sign in "123456789"), "The table has 10 symbols"),
        ("go 0 0 R go ; " + "x" * 6_000, "The table has 6,014 characters; give at most 6,000."),
        ("\n" * 200, "The table has 201 lines; give at most 200."),
        ("go 0 1 R <b>**x**</b>", "the state '<b>**x**</b>'"),
    ],
)
def test_what_cannot_be_used_is_told(table: str, told: str) -> None:
    with pytest.raises(MachineError) as error:
        read_machine(table)
    assert told in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 250


def test_a_million_lines_are_refused_before_they_are_read() -> None:
    table = "go 0 1 R go\n" * 10**6
    before = time.process_time()
    with pytest.raises(MachineError, match=r"^The table has 1,000,001 lines; give at most 200\.$"):
        read_machine(table)
    assert time.process_time() - before < 1


def test_an_input_has_the_machine_s_own_symbols() -> None:
    machine = read_machine(OWN)
    assert checked_word(machine, " 01_1 ") == "01_1"
    with pytest.raises(MachineError, match=r"The input has '2' in place 3; .* tape has _ 0 1\."):
        checked_word(machine, "012")
