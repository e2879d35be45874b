"""Tunes as tokens: the same in every key, back again, and vocabularies that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rnn_demo.music.keys import MODES, MusicalKey
from rnn_demo.music.tune import TuneNote
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.tunes import (
    ANY,
    HEADER,
    TONICS,
    TuneTokenizer,
    element_token,
    header_tokens,
    token_element,
    tune_tokens,
)
from tests.tiny_tunes import NOTES, TOKENIZER, tiny_tune


def test_a_tune_has_the_same_tokens_in_every_key() -> None:
    in_g = tune_tokens(tiny_tune("|: D | GAB ^cde | =f3 g3 :|", "G"))
    in_d = tune_tokens(tiny_tune("|: A, | DEF ^GAB | =c3 d3 :|", "D"))
    assert in_g[HEADER:] == in_d[HEADER:]
    assert " ".join(in_g[HEADER:-1]) == "G, | C D E ^F G A | _B3 c3 :|"
    assert in_g[:HEADER] == ["R:any", "M:6/8", "tonic:G", "mode:maj"]


@pytest.mark.parametrize("mode", MODES)
def test_every_note_comes_back(mode: str) -> None:
    for tonic in ("C", "D", "A", "Bb"):
        key = MusicalKey(tonic[0], tonic[1:], mode)
        for token in NOTES:
            assert element_token(token_element(token, key), key) == token
        assert element_token(TuneNote(None, 0, 36), key) == "z3/2"


def test_headers_say_any_for_what_is_not_known() -> None:
    far = MusicalKey("F", "#", "min")
    assert header_tokens("tango", "4/4", far) == [f"R:{ANY}", "M:4/4", f"tonic:{ANY}", "mode:min"]
    assert all(f"tonic:{tonic}" in TOKENIZER.ids for tonic in TONICS)


def test_refusals() -> None:
    with pytest.raises(TokenizerError, match="by 3 semitones"):
        element_token(TuneNote(3, -2, 24), MusicalKey("G", "", "lyd"))
    with pytest.raises(TokenizerError, match="never seen a note like F99"):
        TOKENIZER.encode(["F99"])


def test_a_file_comes_back_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text(TOKENIZER.as_json())
    assert TuneTokenizer.load(path).tokens == TOKENIZER.tokens
    good = json.loads(TOKENIZER.as_json())
    for tokens in (["G"], [*good["tokens"], "<script>"], "G", [1]):
        path.write_text(json.dumps({**good, "tokens": tokens}))
        with pytest.raises(TokenizerError, match=r"is not a usable tokenizer\.json"):
            TuneTokenizer.load(path)
    path.write_text(json.dumps({**good, "tokens": [*good["tokens"], "z"]}))
    with pytest.raises(TokenizerError, match="stands twice"):
        TuneTokenizer.load(path)
