"""A tune as a standard MIDI file of format 0.

Source: Standard MIDI Files 1.0, RP-001 (MIDI Manufacturers Association, 1996).
"""

from __future__ import annotations

import struct

from rnn_demo.music.playing import played
from rnn_demo.music.tune import EIGHTH, Tune

TICKS_A_QUARTER = 480
SCALE = TICKS_A_QUARTER // (2 * EIGHTH)
SLOWEST, FASTEST = 20, 400  # quarters a minute
GUITAR = 24  # General MIDI: acoustic guitar (nylon), counted from 0
VELOCITY = 88
MAJOR_LIKE = ("maj", "mix", "lyd")


def midi_file(tune: Tune, quarters_a_minute: float = 120.0) -> bytes:
    """The file: one track with title, tempo, meter, key and the notes, repeats played.

    Raises:
        ValueError: a tempo out of bounds.
    """
    if not SLOWEST <= quarters_a_minute <= FASTEST:
        raise ValueError(
            f"The tempo is {quarters_a_minute:g}; give from {SLOWEST} to {FASTEST} quarters a "
            "minute."
        )
    above, below = map(int, tune.meter.split("/"))
    minor = tune.key.mode not in MAJOR_LIKE
    # A key signature here knows major and minor only: the mode's signature, and which it is near.
    events = [
        (0, 0, _meta(3, tune.title.encode("utf-8")[:200])),
        (0, 0, _meta(0x51, round(60_000_000 / quarters_a_minute).to_bytes(3, "big"))),
        (0, 0, _meta(0x58, bytes([above, below.bit_length() - 1, 24, 8]))),
        (0, 0, _meta(0x59, struct.pack(">bB", tune.key.sharps, minor))),
        (0, 1, bytes([0xC0, GUITAR])),
    ]
    end = 0
    for note in played(tune.elements):
        start, end = note.start * SCALE, (note.start + note.ticks) * SCALE
        if note.pitch is not None and 0 <= note.pitch <= 127:
            events.append((start, 3, bytes([0x90, note.pitch, VELOCITY])))
            events.append((end, 2, bytes([0x80, note.pitch, 64])))
    events.append((end, 4, _meta(0x2F, b"")))
    track, now = b"", 0
    for at, _, event in sorted(events, key=lambda one: one[:2]):
        track += _variable(at - now) + event
        now = at
    header = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, TICKS_A_QUARTER)
    return header + struct.pack(">4sI", b"MTrk", len(track)) + track


def _meta(kind: int, data: bytes) -> bytes:
    return bytes([0xFF, kind]) + _variable(len(data)) + data


def _variable(value: int) -> bytes:
    """A number in groups of seven bits, all but the last with the high bit set."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(0x80 | (value & 0x7F))
    return bytes(reversed(groups))
