"""The shipped comparisons are those of the tables as they are, and can be made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.exhibits.turing.compute.comparison import comparing, inputs_for
from rnn_demo.exhibits.turing.compute.machines import TABLES
from rnn_demo.exhibits.turing.compute.network import compiled
from rnn_demo.exhibits.turing.compute.table import read_machine
from rnn_demo.exhibits.turing.results import (
    ComparisonsError,
    read_comparisons,
    write_comparisons,
)


def test_every_machine_was_compared_on_a_thousand_inputs() -> None:
    found = read_comparisons()
    assert found.keys() == TABLES.keys()
    for one in found.values():
        assert one.inputs == one.equal == 1_000
        assert one.steps > one.inputs
    # What a machine is made for is among its inputs, and what it is not made for, too.
    for name in ("multiply", "palindromes", "abc"):
        assert 100 < found[name].accepted < 900


@pytest.mark.parametrize("name", TABLES)
def test_the_first_inputs_are_the_same_again(name: str) -> None:
    network = compiled(read_machine(TABLES[name]))
    words = inputs_for(network, name, 1_000)
    assert words == inputs_for(network, name, 1_000)
    assert len({*words}) > (1 if name == "beaver" else 20)
    for done in comparing(network, words[:15], 1_000, 10**6):
        assert done <= 15


def test_a_changed_table_has_not_been_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "comparisons.json"
    write_comparisons(path, read_comparisons())
    assert read_comparisons(path) == read_comparisons()
    monkeypatch.setitem(TABLES, "beaver", "A _ 1 R halt\n")
    assert "beaver" not in read_comparisons(path)
    path.write_text("[]")
    with pytest.raises(ComparisonsError, match="cannot be used as comparisons"):
        read_comparisons(path)
