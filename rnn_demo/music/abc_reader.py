"""Reads the part of ABC that one melody needs; what it leaves out and refuses is said.

Source: The ABC music standard 2.1. It reads notes, rests, ties, broken rhythm, triplets, bar lines,
repeats and two endings, changes of the unit length, and the fields T, R, M, L and K. Chord names,
grace notes, slurs, ornaments and words are left out; of a chord, its highest note is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rnn_demo.music.bar_lines import bar_line
from rnn_demo.music.keys import LETTERS, MusicalKey, midi_pitch, read_key
from rnn_demo.music.sections import RawElement, in_sections
from rnn_demo.music.tune import EIGHTH, METERS, TIE, TRIPLET, Tune, TuneNote, length_ticks
from rnn_demo.words import Sentence, sentence

MOST_CHARACTERS = 4_000
MOST_STEP, MOST_LENGTH = 28, 32 * EIGHTH
_TOKEN = re.compile(
    r"(?P<left>[ \t\r\n`\\]+|\"[^\"\n]*\"|\{[^}\n]*\}|![^!\n]{1,30}!|\+[a-z]{1,20}\+|%[^\n]*"
    r"|[.~HJ-Wh-wyu]|\((?!\d)|\)|\$)"
    r"|(?P<inline>\[[A-Za-z]:[^\]\n]*\])"
    r"|(?P<bar>\[?[:|\]]+\[?(?:[1-9](?![/\d])[,.]?)?|\[[1-9][,.]?|\[\|\]?)"
    r"|(?P<chord>\[[^\]\[|:\n]{1,60}\](?P<chord_length>\d{0,3}/*\d{0,3}))"
    r"|(?P<note>(?P<accidental>\^\^|__|[\^_=])?(?P<letter>[A-Ga-gzx])(?P<octave>[,']*)"
    r"(?P<length>\d{0,3}/*\d{0,3}))"
    r"|(?P<broken><{1,2}|>{1,2})|(?P<tie>-)|(?P<tuplet>\(\d(?::\d?){0,2})"
)
_FIELD = re.compile(r"([A-Za-z]):(?![|:])(.*)")
_ALTER = {"^^": 2, "^": 1, "=": 0, "_": -1, "__": -2}
UNITS = {f"1/{below}": 8 * EIGHTH // below for below in (1, 2, 4, 8, 16, 32)}
COMMON = {"C": "4/4", "C|": "2/2"}


class AbcError(ValueError):
    """A text that is not the ABC of one melody; the message says where and what would do."""


@dataclass
class AbcState:
    """What has been read so far."""

    meter: str = ""
    unit: int | None = None
    key: MusicalKey | None = None
    kind: str = ""
    title: str = ""
    notes: list[RawElement] = field(default_factory=list)
    altered: dict[int, int] = field(default_factory=dict)  # within the bar, by step
    fixed: bool = False  # whether key and meter are given
    broken: int = 0  # dots that are pending on the next note; negative for `<`


def read_abc(text: str) -> Tune:
    """The melody of an ABC text, with or without its header.

    Without fields the meter is 4/4, the unit an eighth and the key C.

    Raises:
        AbcError: it is too long, has no note, or has something that is not read here.
    """
    state = read_raw(text)
    meter = state.meter or "4/4"
    tune = Tune(meter, state.key or MusicalKey("C", "", "maj"), (), state.kind, state.title)
    return replace(tune, elements=in_sections(state.notes, tune.bar))


def read_raw(text: str, key: MusicalKey | None = None, meter: str = "") -> AbcState:
    """Everything that is read of an ABC text, bar lines as they stand.

    Args:
        text: the ABC.
        key: the key that it begins with; the text may name no other.
        meter: the meter that it begins with, likewise.

    Raises:
        AbcError: see `read_abc`.
    """
    if len(text) > MOST_CHARACTERS:
        raise AbcError(
            sentence(
                "The tune has {count:,} characters; {most:,} are read at most: keep one tune.",
                count=len(text),
                most=MOST_CHARACTERS,
            )
        )
    state = AbcState(meter, EIGHTH if meter else None, key, fixed=meter != "")
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        found = _FIELD.match(line)
        if found:
            _take_field(state, found[1], found[2].partition("%")[0].strip(), number)
        else:
            _read_line(state, line, number)
    if not any(isinstance(one, TuneNote) and one.step is not None for one in state.notes):
        raise AbcError(sentence("There is no note in the text: write some, such as GABc d2."))
    if state.broken:
        raise AbcError(sentence("A > or < at the end has no note after it: add the note."))
    return state


def _take_field(state: AbcState, name: str, value: str, line: int) -> None:
    begun = state.fixed or any(isinstance(one, TuneNote) for one in state.notes)
    if name == "M":
        meter = COMMON.get(value, value)
        if meter not in METERS:
            raise AbcError(
                sentence(
                    "Line {line}: the meter is {meter!r}; {known} are known here.",
                    line=line,
                    meter=value[:20],
                    known=", ".join(METERS),
                )
            )
        if begun and meter != state.meter:
            raise AbcError(_another_meter(state, line, meter))
        state.meter = meter
    elif name == "K":
        key = read_key(value)
        if key is None:
            raise AbcError(
                sentence(
                    "Line {line}: the key is {key!r}; write a letter, # or b, and a mode, such as "
                    "D, Em or Ador.",
                    line=line,
                    key=value[:20],
                )
            )
        if begun and key != state.key:
            raise AbcError(_another_key(state, line, value[:20]))
        state.key = key
    elif name == "L":
        ticks = UNITS.get(value.replace(" ", ""))
        if ticks is None:
            raise AbcError(
                sentence(
                    "Line {line}: the unit length is {unit!r}; 1/4, 1/8 and 1/16 are usual.",
                    line=line,
                    unit=value[:20],
                )
            )
        state.unit = ticks
    elif name == "R" and not begun:
        state.kind = value.lower()
    elif name == "T" and not state.title:
        state.title = value
    elif name == "V":
        raise AbcError(sentence("Line {line}: V: begins a voice; keep one melody.", line=line))


def _another_meter(state: AbcState, line: int, meter: str) -> Sentence:
    if state.fixed:
        return sentence(
            "Line {line}: the meter is {meter}, and {own} is asked for: choose {meter}, or leave "
            "this line out.",
            line=line,
            meter=meter,
            own=state.meter,
        )
    return sentence("Line {line}: the meter changes; keep one meter for a tune.", line=line)


def _another_key(state: AbcState, line: int, key: str) -> Sentence:
    if state.fixed and state.key:
        return sentence(
            "Line {line}: the key is {key}, and {own} is asked for: choose {key}, or leave this "
            "line out.",
            line=line,
            key=key,
            own=state.key.abc,
        )
    return sentence("Line {line}: the key changes; keep one key for a tune.", line=line)


def _read_line(state: AbcState, line: str, number: int) -> None:
    at = 0
    while at < len(line):
        found = _TOKEN.match(line, at)
        if not found:
            raise AbcError(
                sentence(
                    "Line {line}, character {at}: {text!r} is not read here; take it out.",
                    line=number,
                    at=at + 1,
                    text=line[at : at + 8],
                )
            )
        _take(state, found, number)
        at = found.end()


def _take(state: AbcState, found: re.Match[str], line: int) -> None:
    if found["note"]:
        _add_note(state, _note(state, found, line), line)
    elif found["chord"]:
        inner = [m for m in _TOKEN.finditer(found["chord"][1:]) if m["note"]]
        notes = [_note(state, one, line) for one in inner]
        sounding = [one for one in notes if one.step is not None]
        if not sounding:
            raise AbcError(
                sentence("Line {line}: {text!r} is not read here.", line=line, text=found[0][:20])
            )
        best = max(sounding, key=lambda one: midi_pitch(one.step or 0, one.alter))
        share = length_ticks(found["chord_length"]) or EIGHTH
        _add_note(state, replace(best, length=best.length * share // EIGHTH), line)
    elif found["bar"]:
        state.altered.clear()
        state.notes.append(bar_line(found["bar"].replace(" ", "")))
    elif found["inline"]:
        name, _, value = found["inline"][1:-1].partition(":")
        _take_field(state, name, value.strip(), line)
    elif found["broken"]:
        _break(state, found["broken"], line)
    elif found["tie"]:
        state.notes.append(TIE)
    elif found["tuplet"]:
        if found["tuplet"].rstrip(":") not in ("(3", "(3:2", "(3:2:3"):
            raise AbcError(
                sentence(
                    "Line {line}: {text!r} is a tuplet that is not read here; triplets are.",
                    line=line,
                    text=found["tuplet"],
                )
            )
        state.notes.append(TRIPLET)


def _note(state: AbcState, found: re.Match[str], line: int) -> TuneNote:
    unit = state.unit if state.unit is not None else _usual_unit(state.meter)
    share = length_ticks(found["length"])
    ticks = 0 if share is None else share * unit
    if not ticks or ticks % EIGHTH or ticks // EIGHTH > MOST_LENGTH:
        raise AbcError(
            sentence(
                "Line {line}: {text!r} has a length that is not read here.",
                line=line,
                text=found[0][:20],
            )
        )
    length = ticks // EIGHTH
    if found["letter"] in "zx":
        return TuneNote(None, 0, length)
    step = LETTERS.index(found["letter"].upper()) + 7 * found["letter"].islower()
    step += 7 * (found["octave"].count("'") - found["octave"].count(","))
    if abs(step) > MOST_STEP:
        raise AbcError(
            sentence("Line {line}: {text!r} is too high or too low.", line=line, text=found[0][:20])
        )
    if found["accidental"]:
        state.altered[step] = _ALTER[found["accidental"]]
    signature = state.key.altered(step) if state.key else 0
    return TuneNote(step, state.altered.get(step, signature), length)


def _usual_unit(meter: str) -> int:
    """Ticks of the unit that ABC takes if L: says nothing: a sixteenth below 3/4."""
    above, _, below = (meter or "4/4").partition("/")
    return EIGHTH // 2 if int(above) / int(below) < 0.75 else EIGHTH


def _add_note(state: AbcState, note: TuneNote, line: int) -> None:
    if state.broken:
        note = _scaled(note, -state.broken, line)
        state.broken = 0
    state.notes.append(note)


def _break(state: AbcState, signs: str, line: int) -> None:
    last = state.notes[-1] if state.notes else None
    if not isinstance(last, TuneNote) or state.broken:
        raise AbcError(
            sentence("Line {line}: {signs} stands between two notes.", line=line, signs=signs)
        )
    state.broken = len(signs) if signs[0] == ">" else -len(signs)
    state.notes[-1] = _scaled(last, state.broken, line)


def _scaled(note: TuneNote, dots: int, line: int) -> TuneNote:
    """Longer by one or two dots, or, negative, shorter by as much."""
    whole = 2 ** abs(dots)
    ticks, rest = divmod(note.length * (2 * whole - 1 if dots > 0 else 1), whole)
    if rest:
        raise AbcError(sentence("Line {line}: a note is too short for its > or <.", line=line))
    return replace(note, length=ticks)
