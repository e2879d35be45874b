from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.exhibits.write.compute.divergence import Divergence, first_difference, word_at


def test_first_difference() -> None:
    assert first_difference("the lamp", "the rain") == Divergence(4, "l", "r")
    assert first_difference("a", "b") == Divergence(0, "a", "b")


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_beginning_does_not_differ_from_its_text(text: str, more: str) -> None:
    assert first_difference(text, text + more) is None
    assert first_difference(text + more, text) is None


@given(st.text(alphabet="ab", max_size=8), st.text(alphabet="ab", max_size=8))
def test_agrees_with_slices(left: str, right: str) -> None:
    found = first_difference(left, right)
    shorter = min(len(left), len(right))
    if found is None:
        assert left[:shorter] == right[:shorter]
    else:
        n = found.position
        assert left[:n] == right[:n]
        assert (left[n], right[n]) == (found.left, found.right)
        assert found.left != found.right


def test_whole_words_around_a_place() -> None:
    assert word_at("thy right hand", 6) == ("ri", "ght")
    assert word_at("thy right hand", 4) == ("", "right")
    assert word_at("thy ri", 6) == ("ri", "")
    assert word_at("thy, ri", 3) == ("thy", "")
    assert word_at("court's", 6) == ("court'", "s")
    assert word_at("чёрт", 2) == ("чё", "рт")
    assert word_at("", 0) == ("", "")
    assert word_at("a" * 200, 100) == ("a" * 40, "a" * 40)


@given(st.text(alphabet="ab' .", max_size=12), st.integers(0, 12))
def test_a_word_stands_at_its_place(text: str, position: int) -> None:
    position = min(position, len(text))
    before, word = word_at(text, position)
    assert text[:position].endswith(before) and text[position:].startswith(word)
    assert not {" ", "."} & set(before + word)
