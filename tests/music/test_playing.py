"""What sounds when, and the MIDI file of it, read by a parser of its own."""

from __future__ import annotations

import struct

import pytest

from rnn_demo.music.measures import played_ticks
from rnn_demo.music.midi import SCALE, midi_file
from rnn_demo.music.playing import order_of_play, played
from rnn_demo.music.tune import Tune
from tests.tiny_tunes import tiny_tune


def test_repeats_and_endings_are_played() -> None:
    def of(*marks: str) -> str:
        return "".join(marks[i] for i in order_of_play(marks) if len(marks[i]) == 1 != "|")

    assert of("a", "|", "b", "|]") == "a|b"
    assert of("|:", "a", ":|", "b", "|]") == "aab"
    assert of("|:", "a", ":|", "|:", "b", ":|") == "aabb"
    assert of("|:", "a", "|1", "b", ":|2", "c", "||", "d", "|]") == "abacd"
    assert of("a", ":|") == "aa"
    assert of("|:", "a", "|1", "b") == "ab"  # an ending that nothing follows


def test_ties_triplets_and_rests() -> None:
    notes = played(tiny_tune("G2-|G (3ABc z A|]").elements)
    assert [(n.start, n.ticks, n.pitch) for n in notes] == [
        (0, 72, 67), (72, 16, 69), (88, 16, 71), (104, 16, 72), (120, 24, None), (144, 24, 69)
    ]  # fmt: skip
    assert [n.element for n in notes] == [0, 5, 6, 7, 8, 9]


def test_a_tune_lasts_as_long_as_its_bars() -> None:
    tune = tiny_tune()
    last = played(tune.elements)[-1]
    assert last.start + last.ticks == 2 * played_ticks(tune.elements)


def parsed(data: bytes) -> tuple[int, list[tuple[int, bytes]]]:
    """Division, and events as (tick, bytes): a reader of format 0 without running status."""
    kind, size, form, tracks, division = struct.unpack(">4sIHHH", data[:14])
    assert (kind, size, form, tracks) == (b"MThd", 6, 0, 1)
    assert data[14:18] == b"MTrk"
    (length,) = struct.unpack(">I", data[18:22])
    track, at, now, events = data[22:], 0, 0, []
    assert len(track) == length

    def number() -> int:
        nonlocal at
        value = 0
        while True:
            byte = track[at]
            at += 1
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value

    while at < length:
        now += number()
        status = track[at]
        if status == 0xFF:
            kind_of, at = track[at + 1], at + 2
            count = number()
            event = bytes([0xFF, kind_of]) + track[at : at + count]
            at += count
        else:
            count = {0x80: 3, 0x90: 3, 0xC0: 2}[status & 0xF0]
            event = track[at : at + count]
            at += count
        events.append((now, event))
    return division, events


def test_a_midi_file_holds_what_is_played() -> None:
    tune = tiny_tune("|: D | GAB (3cde d2 | G3- G2 :|", "Edor")
    tune = Tune(tune.meter, tune.key, tune.elements, "jig", "Ünïcode")
    division, events = parsed(midi_file(tune, 90))
    assert division == 480
    metas = {event[1]: event[2:] for _, event in events if event[0] == 0xFF}
    assert metas[3].decode() == "Ünïcode"
    assert int.from_bytes(metas[0x51], "big") == round(60e6 / 90)
    assert metas[0x58][:2] == bytes([6, 3])
    assert struct.unpack(">bB", metas[0x59]) == (2, 1)
    assert events[-1][1] == b"\xff\x2f"
    open_notes: dict[int, int] = {}
    found = []
    for tick, event in events:
        if event[0] == 0x90:
            open_notes[event[1]] = tick
        elif event[0] == 0x80:
            found.append((open_notes.pop(event[1]), tick, event[1]))
    assert not open_notes
    wanted = [
        (n.start * SCALE, (n.start + n.ticks) * SCALE, n.pitch) for n in played(tune.elements)
    ]
    assert sorted(found) == sorted(wanted)
    with pytest.raises(ValueError, match="tempo is 5"):
        midi_file(tune, 5)
