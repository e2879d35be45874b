"""The collection of tunes: read, and split so that variants stay together."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.text import TextError
from rnn_demo.data.tunes import (
    FILE,
    CollectedTune,
    collected,
    groups_of,
    parts_of,
    plain_title,
    read_collection,
    without_mail_escapes,
)
from tests.tiny_tunes import tiny_tune, write_collection

ROW = {"meter": "6/8", "unit": None, "key": "G", "title": "A", "source": "s", "type": "jig"}


def test_the_file_is_read_and_what_cannot_be_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    with pytest.raises(TextError, match="are missing"):
        read_collection()
    write_collection(tmp_path, 12)
    found = read_collection()
    assert (len(found.tunes), found.entries) == (12, 13)  # one changes its key
    assert {one.tune.kind for one in found.tunes} == {"jig", ""}
    (tmp_path / FILE).write_bytes(b"no archive")
    with pytest.raises(TextError, match="cannot be used as tunes"):
        read_collection()


def test_entries() -> None:
    assert collected({**ROW, "body": "GAB cde|M:9/8 x"}) is None
    slurred = collected({**ROW, "body": "G-A B-B|G3|]"})
    assert slurred is not None and slurred.tune.elements.count("-") == 1
    assert collected({**ROW, "body": "GAB (3cd|e3|]"}) is None  # a triplet of two
    assert without_mail_escapes("=3DF2|=\nG=20") == "=F2|G "
    assert without_mail_escapes("=F2|=\nG") == "=F2|=\nG"
    assert plain_title("The Blarney Pilgrim -- Jig") == plain_title("BLARNEY PILGRIM (set)")


def test_variants_stay_together() -> None:
    other = "dcB AGF|EFG ABc|dBG AFD|G6|]"
    long = "|".join(["GBd gdB", "cea ceA", "FAd fdA", "GBd g3", "eac' bge", "dfa bag", "G6"])
    tunes = [
        CollectedTune("One", "", tiny_tune(long)),
        CollectedTune("one, The", "", tiny_tune(other)),  # by its title
        CollectedTune("Two", "", tiny_tune("D|" + long + "|E6")),  # by its first notes
        CollectedTune("Three", "", tiny_tune("EFG EFG|EGE GEG|" + long)),  # by a long run
        CollectedTune("Four", "", tiny_tune("gab c'ba|gfe dcB|ABc def|g6|]")),
    ]
    assert sorted(map(sorted, groups_of(tunes))) == [[0, 1, 2, 3], [4]]


def test_parts_are_whole_groups_and_all_of_them() -> None:
    letters = "GABcdefg"
    tunes = [
        CollectedTune(f"t{i // 2}", "", tiny_tune("".join(letters[(i * k) % 8] for k in range(6))))
        for i in range(40)
    ]
    train, validation, test = parts_of(tunes, (0.5, 0.2, 0.3), 0)
    assert sorted(train + validation + test) == list(range(40))
    titles = [{tunes[i].title for i in part} for part in (train, validation, test)]
    assert not titles[0] & titles[1] and not titles[0] & titles[2] and not titles[1] & titles[2]
    assert parts_of(tunes, (0.5, 0.2, 0.3), 0) == (train, validation, test)
