"""Pairs of sentences: read, and split so that nothing that is measured was learned."""

from __future__ import annotations

import hashlib
import lzma
from dataclasses import replace
from pathlib import Path

import pytest

from rnn_demo.configuration.translation import PairData
from rnn_demo.data.sentence_pairs import (
    SentencePairs,
    check_same_pairs,
    folded,
    read_pairs,
)
from rnn_demo.data.text import TextError
from rnn_demo.tasks.translation.split import Learned, check_held_out, split_pairs
from tests.tiny_translator import made_up_pairs, write_pairs

DATA = PairData("tatoeba", {"en-ru": 1.0, "en-fr": 1.0, "ru-en": 0.5}, ("mlqe_pe",), 3, 4)


def pairs_of(**changes: object) -> SentencePairs:
    return replace(made_up_pairs(), **changes)


def test_folding_leaves_words_alone() -> None:
    assert folded("  Don't  SHOUT, Алёна! ") == "dont shout алена"
    assert folded("l’ami…") == folded("L'ami !") == "lami"
    assert folded("?!") == ""


def test_nothing_that_is_measured_is_learned() -> None:
    split = split_pairs(made_up_pairs(), DATA)
    check_held_out(split)
    for part in (split.dev, split.test):
        for direction, asked in part.items():
            source, target = direction.split("-")
            for pair in split.train:
                texts = dict(
                    zip(pair.direction.split("-"), (pair.source, pair.target), strict=True)
                )
                assert folded(texts.get(source, "")) not in {folded(a.source) for a in asked}
                own = {folded(r) for a in asked for r in a.references}
                assert folded(texts.get(target, "")) not in own
    english = [{folded(a.source) for a in part["en-fr"]} for part in (split.dev, split.test)]
    assert not english[0] & english[1]
    assert (len(split.dev["en-fr"]), len(split.test["en-fr"])) == (3, 4)


@pytest.mark.parametrize(
    "pair",
    [
        ("tom is  here", "Совсем другое."),  # the English of a test pair, other capitals
        ("Something else.", "том здесь!"),  # its Russian
        ("Something else.", "Том тут."),  # a further translation of it
        ("SHE sleeps", "Она не спит."),  # a pair of dev
    ],
)
def test_a_pair_with_a_sentence_of_the_test_is_dropped(pair: tuple[str, str]) -> None:
    own = made_up_pairs()
    for changed in (
        replace(own, russian=(*own.russian, pair)),
        replace(own, extra={"mlqe_pe": (pair,)}),
    ):
        split = split_pairs(changed, DATA)
        assert pair not in {(one.source, one.target) for one in split.train}
        assert pair[::-1] not in {(one.source, one.target) for one in split.train}
        check_held_out(split)


def test_english_of_a_test_is_in_neither_language_learned() -> None:
    own = made_up_pairs()
    french = (*own.french, ("Tom is here", "Tom est là."))
    split = split_pairs(replace(own, french=french), DATA)
    assert all(folded(one.source) != "tom is here" for one in split.train)
    held = folded(split.test["en-fr"][0].source)
    russian = (*own.russian, (held, "Что-то иное."))
    again = split_pairs(replace(own, russian=russian), DATA)
    assert again.test == split_pairs(own, DATA).test
    assert all(held not in (folded(p.source), folded(p.target)) for p in again.train)


def test_the_french_parts_are_a_hash_of_the_sentence_alone() -> None:
    own = made_up_pairs()
    turned = replace(own, french=own.french[::-1])
    for part in ("dev", "test"):
        first, second = (getattr(split_pairs(p, DATA), part)["en-fr"] for p in (own, turned))
        assert {folded(a.source) for a in first} == {folded(a.source) for a in second}
    hashes = [
        hashlib.sha256(folded(a.source).encode()).hexdigest()
        for a in split_pairs(own, DATA).test["en-fr"]
    ]
    taken = {folded(english) for english, _ in (*own.russian_dev, *own.russian_test)}
    every = {folded(english) for english, _ in own.french} - taken
    assert hashes == sorted(hashlib.sha256(one.encode()).hexdigest() for one in every)[:4]


def test_all_translations_of_a_sentence_are_its_references() -> None:
    split = split_pairs(made_up_pairs(), DATA)
    asked = {one.source: one.references for one in split.test["en-ru"]}
    assert asked["Tom is here."] == ("Том здесь.", "Том тут.")
    assert {a.source for a in split.test["ru-en"]} == {"Том здесь.", "Она ждёт."}
    assert {one.direction for one in split.train} == set(DATA.directions)


def test_a_loose_further_pair_is_left_out() -> None:
    own = replace(made_up_pairs(), extra={"mlqe_pe": (("Yes, quite certainly so.", "Да."),)})
    assert all(one.target != "Да." for one in split_pairs(own, DATA).train)


def test_a_split_that_leaks_is_refused() -> None:
    split = split_pairs(made_up_pairs(), DATA)
    for leak in (
        Learned("TOM is here", "Иное.", "en-ru"),
        Learned("Иное.", "tom is here", "ru-en"),
        Learned("Other.", "том  тут", "en-ru"),
    ):
        with pytest.raises(ValueError, match="must not share a sentence"):
            check_held_out(replace(split, train=(*split.train, leak)))
    # The same letters in another language are another sentence.
    check_held_out(replace(split, train=(*split.train, Learned("Other.", "Tom is here.", "en-fr"))))


def test_pairs_are_read_and_known_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pairs(tmp_path)
    monkeypatch.setenv("RNN_DEMO_DATA", str(tmp_path))
    pairs = read_pairs(("mlqe_pe",))
    assert pairs == replace(made_up_pairs(), sha256=pairs.sha256)
    check_same_pairs(pairs, pairs.sha256)
    with pytest.raises(TextError, match=r"not those that config\.json names"):
        check_same_pairs(pairs, {**pairs.sha256, "eng_fra/fra.txt": "0" * 64})


def test_french_spaces_are_plain_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pairs(tmp_path)
    (tmp_path / "eng_fra" / "fra.txt").write_text("Go!\tVa\u202f!\nHi?\tSalut\u00a0 ?\n")
    monkeypatch.setenv("RNN_DEMO_DATA", str(tmp_path))
    assert read_pairs().french == (("Go!", "Va !"), ("Hi?", "Salut ?"))


def test_files_that_are_missing_or_damaged_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNN_DEMO_DATA", str(tmp_path))
    with pytest.raises(TextError, match=r"train\.tsv .*missing: get them from https://tatoeba"):
        read_pairs()
    write_pairs(tmp_path)
    path = tmp_path / "eng_fra" / "fra.txt"
    path.write_text("Go!\n")
    with pytest.raises(TextError, match="line 1: a sentence and its translation"):
        read_pairs()
    path.write_bytes(b"\xff\tA\n")
    with pytest.raises(TextError, match="cannot be used as sentences"):
        read_pairs()
    path.unlink()
    packed = lzma.compress(b"Go!\tVa !\n")
    path.with_name("fra.txt.xz").write_bytes(packed)
    assert read_pairs().french == (("Go!", "Va !"),)
    path.with_name("fra.txt.xz").write_bytes(packed[:20])
    with pytest.raises(TextError, match="cannot be used as sentences"):
        read_pairs()
