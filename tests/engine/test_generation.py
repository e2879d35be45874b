"""Writing texts: the same seed the same text, going on exactly, and requests out of bounds."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.engine.generation import (
    MAX_LENGTH,
    MAX_PROMPT,
    MAX_STOP,
    PIECE,
    Reader,
    Request,
    RequestError,
    Turn,
    open_reader,
    write,
)
from rnn_demo.engine.network import CharacterNetwork, initial_state, step
from rnn_demo.engine.transcript import RIVALS, WrittenCharacter
from rnn_demo.sampling import Knobs, SamplingError
from rnn_demo.tokenizers.error import TokenizerError
from tests.tiny_models import CELLS, CHARACTERS, tiny_network

PROMPT = "The clerk: "
KNOBS = Knobs(0.8, top_k=20, top_p=0.95, min_p=0.01)


def text(network: CharacterNetwork, request: Request, reader: Reader | None = None) -> str:
    reader = reader or open_reader(network, request.prompt)
    return "".join(written.character for written, _ in write(reader, request))


@pytest.mark.parametrize("cell", CELLS)
def test_the_same_seed_the_same_text(cell: str) -> None:
    network = tiny_network(cell)
    request = Request(PROMPT, 200, KNOBS, seed=7)
    once = text(network, request)
    assert len(once) == 200
    assert text(network, request) == once
    # Another object with the same weights, too; another seed or another model not.
    assert text(tiny_network(cell), request) == once
    assert text(network, dataclasses.replace(request, seed=8)) != once
    assert text(tiny_network(cell, seed=1), request) != once


GOLDEN = {
    "elman": "Е\noeн!\nёo\nnёЕ\novnёЕ\nTwgё'ooЕ\nvo'ёЕ\nёo\nЕ\n",
    "lstm": "\nTorн\ngoTT\nlyёo»gl\nlTgTёTolllTorёнlyolir",
    "gru": "\neeye»»u—yemhссnщсnсhщссссщсссЕu»»l—»щс—",
}


@pytest.mark.parametrize("cell", CELLS)
def test_golden(cell: str) -> None:
    """Links and published examples name a seed: a change of any of these is a change for users."""
    assert text(tiny_network(cell), Request(PROMPT, 40, KNOBS, seed=2026)) == GOLDEN[cell]


def test_a_text_does_not_depend_on_others_written_meanwhile() -> None:
    network = tiny_network()
    requests = [
        Request(PROMPT * i, 300, Knobs(0.5 + 0.2 * i), seed=i, stop="ee" if i == 3 else "")
        for i in range(5)
    ]
    alone = [text(network, request) for request in requests]
    assert len(set(alone)) == 5
    together: dict[int, str] = {}
    start = threading.Barrier(len(requests))

    def run(which: int) -> None:
        start.wait()
        together[which] = text(network, requests[which])

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(requests))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[i] for i in range(len(requests))] == alone
    # In turns, character by character, in one thread.
    streams = [write(open_reader(network, r.prompt), r) for r in requests[:3]]
    for i, characters in enumerate(zip(*streams, strict=True)):
        assert [w.character for w, _ in characters] == [whole[i] for whole in alone[:3]]


@pytest.mark.parametrize("cell", CELLS)
def test_going_on_from_any_character(cell: str) -> None:
    network = tiny_network(cell)
    request = Request(PROMPT, 80, KNOBS, seed=3)
    start = open_reader(network, PROMPT)
    steps = list(write(start, request))
    for n in (0, 1, 17, 79, 80):
        reader = steps[n - 1][1] if n else start
        rest = dataclasses.replace(request, position=n, length=80 - n)
        again = list(write(reader, rest))
        assert [w for w, _ in again] == [w for w, _ in steps[n:]]  # surprises and rivals, too
        for (_, one), (_, other) in zip(again, steps[n:], strict=True):
            np.testing.assert_array_equal(one.state, other.state)
        # Followed from the start, the state is the same to the last bit.
        ids = network.tokenizer.encode("".join(w.character for w, _ in steps[:n]))
        followed = start.follow(ids.tolist())
        np.testing.assert_array_equal(followed.state, reader.state)
        np.testing.assert_array_equal(followed.logits, reader.logits)
    other = text(network, dataclasses.replace(request, position=17), steps[16][1])
    assert text(network, request, steps[16][1]) != other  # the position counts


def test_the_noise_of_a_rewind_is_that_of_its_place() -> None:
    # The text parts only through the models: the same luck at the same position.
    one, two = tiny_network("lstm"), tiny_network("gru")
    flat = Knobs(10.0)
    a, b = text(one, Request("", 400, flat, 1)), text(two, Request("", 400, flat, 1))
    c = text(two, Request("", 400, flat, 2))
    same = sum(x == y for x, y in zip(a, b, strict=True))
    assert same > 100 > 2 * sum(x == y for x, y in zip(a, c, strict=True))


@settings(max_examples=20)
@given(st.integers(0, 50), st.sampled_from(["e", "\n", "To", "l", "y", "g", "lT"]))
def test_stop_text(seed: int, stop: str) -> None:
    network = tiny_network()
    whole = text(network, Request(PROMPT, 60, seed=seed))
    stopped = text(network, Request(PROMPT, 60, seed=seed, stop=stop))
    where = whole.find(stop)
    assert stopped == (whole if where < 0 else whole[: where + len(stop)])


def test_stop_text_in_the_prompt_does_not_count() -> None:
    network = tiny_network()
    whole = text(network, Request("ee", 30))
    assert text(network, Request("ee", 30, stop="ee" + whole[:2])) == whole
    assert text(network, Request("ee", 30, stop=whole[:3])) == whole[:3]
    assert text(network, Request("ee", 30, stop="漢")) == whole


def test_length_zero_and_one() -> None:
    network = tiny_network()
    assert text(network, Request(PROMPT, 0)) == ""
    assert len(text(network, Request(PROMPT, 1))) == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"length": 10**9}, "The length is 1000000000; give a whole number from 0 to 1,000,000."),
        ({"length": MAX_LENGTH + 1}, "The length is 1000001;"),
        ({"length": -1}, "The length is -1;"),
        ({"length": True}, "The length is True;"),
        ({"length": 1.5}, "The length is 1.5;"),
        ({"length": float("nan")}, "The length is nan;"),
        ({"length": None}, "The length is None;"),
        ({"prompt": "a" * 1_000_000}, "The prompt has 1,000,000 characters; 100,000 are read"),
        ({"prompt": "a" * (MAX_PROMPT + 1)}, "The prompt has 100,001 characters;"),
        ({"stop": "a" * (MAX_STOP + 1)}, "The stop text has 1,001 characters;"),
        ({"position": -1}, "The position is -1;"),
        ({"position": True}, "The position is True;"),
        ({"position": 2**63}, "The position is 9223372036854775808;"),
        ({"position": 5, "turns": (Turn(4, KNOBS, 1),)}, "A turn is at character 4;"),
        ({"turns": (Turn(4, KNOBS, 1), Turn(4, KNOBS, 2))}, "A turn is at character 4;"),
        ({"turns": (Turn(4, KNOBS, 1, "ab"),)}, "'ab' was chosen at a place; give one character."),
    ],
)
def test_requests_out_of_bounds(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(RequestError) as error:
        Request(**{"prompt": "", **wrong})
    assert str(error.value).startswith(words)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


def test_requests_at_their_bounds() -> None:
    request = Request("a" * MAX_PROMPT, MAX_LENGTH, seed=2**63 - 1, stop="a" * MAX_STOP)
    assert request.length == MAX_LENGTH
    with pytest.raises(SamplingError, match="The seed is -1"):
        Request("", seed=-1)


def test_an_empty_prompt_is_a_line_break() -> None:
    network = tiny_network()
    request = Request("", 40, seed=4)
    assert text(network, request) == text(network, request, open_reader(network, "\n"))
    assert text(network, request) != text(network, request, open_reader(network, " "))


def test_a_prompt_with_unknown_characters() -> None:
    with pytest.raises(TokenizerError, match="'漢' at position 1"):
        open_reader(tiny_network(), "a漢")


def test_a_long_prompt_is_read_to_its_end() -> None:
    network = tiny_network("gru")
    prompt = (CHARACTERS * 50)[: 2 * PIECE + 3]
    state = initial_state(network)
    for token_id in network.tokenizer.encode(prompt):
        logits, state = step(network, np.array([token_id]), state)
    reader = open_reader(network, prompt)
    np.testing.assert_allclose(reader.state, state, atol=1e-4)
    np.testing.assert_allclose(reader.logits, logits[0], atol=1e-3)


def test_surprise_and_rivals_by_their_definition() -> None:
    network = tiny_network()
    # Knobs that narrow: surprise and rivals are of the model as it is, whatever the knobs.
    request = Request(PROMPT, 60, Knobs(3.0, top_k=30), seed=1)
    before = open_reader(network, PROMPT)
    for written, after in write(before, request):
        exps = np.exp(before.logits.astype(np.float64))
        p = exps / exps.sum()
        token_id = int(network.tokenizer.encode(written.character)[0])
        assert written.surprise == pytest.approx(-np.log(p[token_id]), abs=1e-6)
        assert len(written.rivals) == RIVALS
        probabilities = [rival.probability for rival in written.rivals]
        assert probabilities == sorted(probabilities, reverse=True)
        for rival in written.rivals:
            assert rival.probability == pytest.approx(
                p[network.tokenizer.characters.index(rival.character)], abs=1e-9
            )
        assert probabilities == pytest.approx(np.sort(p)[::-1][:RIVALS], abs=1e-9)
        assert isinstance(written, WrittenCharacter)
        before = after


def test_greedy_takes_the_first_rival() -> None:
    network = tiny_network()
    steps = write(open_reader(network, PROMPT), Request(PROMPT, 50, Knobs(0.0), seed=5))
    assert all(written.character == written.rivals[0].character for written, _ in steps)


def test_a_stop_text_that_began_before_a_rewind_ends_the_text() -> None:
    network = tiny_network("gru")
    prompt = network.tokenizer.characters[:3]
    reader = open_reader(network, prompt)
    whole = [written.character for written, _ in write(reader, Request(prompt, 40, seed=3))]
    stop = "".join(whole[9:13])
    first = next(i for i in range(40) if "".join(whole[: i + 1]).endswith(stop))
    place = first - 1  # in the middle of the stop text
    _, reader = list(write(reader, Request(prompt, place, seed=3)))[-1]
    request = Request(prompt, 40, seed=3, stop=stop, position=place, before="".join(whole[:place]))
    rest = [written.character for written, _ in write(reader, request)]
    assert whole[:place] + rest == whole[: first + 1]


def test_a_turn_changes_what_comes_and_nothing_before_it() -> None:
    network, knobs = tiny_network(), Knobs(1.3)
    plain = text(network, Request(PROMPT, 60, KNOBS, 7))
    other = next(c for c in CHARACTERS if c != plain[20])
    turns = (Turn(20, knobs, 9, other), Turn(40, KNOBS, 9))
    turned = text(network, Request(PROMPT, 60, KNOBS, 7, turns=turns))
    assert turned[:20] == plain[:20]
    assert turned[20] == other
    # From there on it is what the network writes after that character, by that luck.
    reader = open_reader(network, PROMPT).follow(network.tokenizer.encode(turned[:21]).tolist())
    between = text(network, Request(PROMPT, 19, knobs, 9, position=21), reader)
    assert turned[21:40] == between
    reader = reader.follow(network.tokenizer.encode(between).tolist())
    assert turned[40:] == text(network, Request(PROMPT, 20, KNOBS, 9, position=40), reader)


def test_a_stop_text_counts_after_the_last_turn() -> None:
    network = tiny_network()
    plain = text(network, Request(PROMPT, 60, KNOBS, 7))
    stop = plain[8:10]
    assert len(text(network, Request(PROMPT, 60, KNOBS, 7, stop))) <= 10
    turns = (Turn(20, KNOBS, 7),)
    after = text(network, Request(PROMPT, 60, KNOBS, 7, stop, turns=turns))
    assert plain.startswith(after) and len(after) >= 20
    chosen = (Turn(20, KNOBS, 7, stop[0]), Turn(21, KNOBS, 7, stop[1]))
    ended = text(network, Request(PROMPT, 60, KNOBS, 7, stop, turns=chosen))
    assert ended == plain[:20] + stop
