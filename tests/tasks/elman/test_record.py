"""The shipped trainings say what the page says of them, and damaged files cost a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.tasks.elman.record import (
    DELAYS,
    DelayRecord,
    ElmanRecordError,
    XorRecord,
    delay_row,
    read_delays,
    read_xors,
    write_record,
    xor_row,
)
from rnn_demo.tasks.elman.temporal_xor import XorProfile


def test_records_come_back(tmp_path: Path) -> None:
    delay = DelayRecord("elman", 400, (1.0, 0.75), (0.5, 0.25))
    xor = XorRecord(2, False, 10, (XorProfile((0.25, 0.25, 0.125), (0.5, 0.25, 0.125)),))
    write_record(tmp_path / "delay", [delay_row(delay)])
    write_record(tmp_path / "xor", [xor_row(xor)])
    assert read_delays(tmp_path / "delay") == (delay,)
    assert read_xors(tmp_path / "xor") == (xor,)


@pytest.mark.parametrize("damage", ["", "[]", "{}", '[{"name": "x"}]', "[1]"])
def test_a_damaged_file_costs_a_sentence(tmp_path: Path, damage: str) -> None:
    (tmp_path / "file").write_text(damage, "utf-8")
    for read in (read_delays, read_xors):
        with pytest.raises(ElmanRecordError, match="cannot be used as trainings"):
            read(tmp_path / "file")
    with pytest.raises(ElmanRecordError):
        read_delays(tmp_path / "none")
    assert DELAYS.is_file()


def test_the_shipped_delays() -> None:
    rows = {row.name: row for row in read_delays()}
    assert list(rows) == [
        "jordan-taught",
        "jordan-own",
        "jordan-own-longer",
        "elman-one-step",
        "elman",
    ]
    assert all(len(row.right) == 20 for row in rows.values())
    assert set(rows["jordan-taught"].right) == {0.5}
    assert set(rows["jordan-own-longer"].right) == {0.5}
    assert rows["jordan-own-longer"].updates == 10 * rows["jordan-own"].updates
    assert set(rows["elman"].right) == set(rows["elman"].fresh) == {1}
    assert min(rows["elman-one-step"].right) < 0.51 and max(rows["elman-one-step"].right) == 1


def test_the_shipped_xors() -> None:
    old, two, eight = read_xors()
    assert (old.units, two.units, eight.units) == (2, 2, 8)
    assert not old.through_time and two.through_time and eight.through_time
    assert all(len(row.profiles) == 20 for row in (old, two, eight))
    assert all(own.mean > 2 / 9 for own in old.profiles)  # none has found its place
    assert sum(own.mean < 2 / 9 for own in two.profiles) == 16
    assert all(own.mean < 2 / 9 for own in eight.profiles)
    assert all(own.errors[2] < 0.01 for own in eight.profiles)
    for row in (old, two, eight):
        assert all(min(own.errors[:2]) > 0.24 for own in row.profiles)
    first, second, _ = eight.best.errors
    for error, half in zip((first, second), eight.best.halves, strict=False):
        assert abs(error - 0.25) < half + 0.02
