"""Heavy computations take turns: one for each visitor, nobody before somebody who used less."""

from __future__ import annotations

import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.ui.turns import ROOM_MEGABYTES, SLICE_SECONDS, Ticket, Turns
from rnn_demo.ui.waiting import USUAL_MEGABYTES
from rnn_demo.visitors import Visitor
from tests.clock import Clock


def line(places: int = 1, room: float = 1000.0) -> tuple[Turns, Clock]:
    clock = Clock()
    return Turns(places, room, clock), clock


def at_once(turns: Turns, tickets: list[Ticket]) -> list[Ticket]:
    """Who may take a step; asked again if a turn ended after those before had asked."""
    found = [one for one in tickets if turns.mine(one)]
    return found or [one for one in tickets if turns.mine(one)]


def worked(turns: Turns, clock: Clock, tickets: list[Ticket], seconds: float) -> list[Ticket]:
    """Whose step it was, one after the other, for so long; each step takes a twentieth."""
    who, end = [], clock.now + seconds
    while clock.now < end:
        who += at_once(turns, tickets)
        clock.now += 0.05
    return who


def test_one_alone_keeps_its_turn() -> None:
    turns, clock = line()
    ticket = turns.join(Visitor("a", "1"), 10)
    assert turns.ahead(ticket) == 0
    assert set(worked(turns, clock, [ticket], 5)) == {ticket}


def test_a_newcomer_begins_within_one_turn_of_somebody_with_fifty_tabs() -> None:
    turns, clock = line(room=ROOM_MEGABYTES)
    many = [turns.join(Visitor("a", str(tab)), USUAL_MEGABYTES) for tab in range(50)]
    worked(turns, clock, many, 20)  # as many have begun as can
    new = turns.join(Visitor("b", "1"), USUAL_MEGABYTES)
    assert turns.ahead(new) <= 1
    who = worked(turns, clock, [*many, new], 4)
    assert who.index(new) * 0.05 <= SLICE_SECONDS + 0.1
    assert who.count(new) >= 0.4 * len(who)  # and has half of the time, all fifty the other


def test_two_tabs_of_one_address_share() -> None:
    turns, clock = line()
    both = [turns.join(Visitor("a", tab), 1) for tab in "12"]
    who = worked(turns, clock, both, 6)
    assert abs(who.count(both[0]) - who.count(both[1])) <= 6


def test_a_tab_has_one_place_and_all_together_so_many() -> None:
    turns, _ = line(places=2)
    same = [turns.join(Visitor("a", "1"), 1) for _ in range(3)]
    other = [turns.join(Visitor("a", tab), 1) for tab in "23"]
    assert sum(turns.mine(ticket) for ticket in same) == 1
    assert sum(turns.mine(ticket) for ticket in [*same, *other]) == 2


def test_who_needs_memory_that_is_not_there_waits_until_it_is() -> None:
    turns, _ = line(places=4, room=100)
    first, second = (turns.join(Visitor("a", tab), 60) for tab in "12")
    small = turns.join(Visitor("b", "1"), 30)
    assert turns.mine(first) and not turns.mine(second) and turns.mine(small)
    turns.leave(first)
    assert turns.mine(second)
    alone, _ = line(room=100)
    assert alone.mine(alone.join(Visitor("a", "1"), 500))  # with nothing else there, it may


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("12"), st.floats(1, 300)),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 3),
)
def test_everybody_comes_to_an_end(asked: list[tuple[str, str, float]], places: int) -> None:
    turns, clock = line(places)
    left = {turns.join(Visitor(a, tab), size): 9 for a, tab, size in asked}  # steps of each
    for _ in range(2000):
        if not left:
            break
        clock.now += 0.05
        now = at_once(turns, list(left))
        assert 1 <= len(now) <= places
        for ticket in now:
            left[ticket] -= 1
            if not left[ticket]:
                turns.leave(ticket)
                del left[ticket]
    assert not left and turns.mine(turns.join(Visitor("z", "1"), 1))


def test_who_has_left_is_forgotten() -> None:
    turns, clock = line()
    for tab in range(100):
        ticket = turns.join(Visitor("a", str(tab)), 1)
        worked(turns, clock, [ticket], 0.3)
        turns.leave(ticket)
        turns.leave(ticket)  # twice changes nothing
    clock.now += 1000
    turns.leave(turns.join(Visitor("b", "1"), 1))
    assert not turns._used


def test_of_those_who_ask_the_same_one_computes() -> None:
    turns, _ = line(places=3)
    tickets = [turns.join(Visitor("a", str(tab)), 1, "the same") for tab in range(3)]
    other = turns.join(Visitor("a", "other"), 1, "something else")
    assert [turns.mine(one) for one in (*tickets, other)] == [True, False, False, True]
    turns.leave(tickets[0])
    assert [turns.mine(one) for one in (*tickets, other)] == [False, True, False, True]


def test_nobody_waits_for_the_same_longer_than_for_their_own() -> None:
    """Somebody with a heavy bill has begun what a newcomer asks, too, and others wait."""
    turns, clock = line()
    greedy = turns.join(Visitor("a", "1"), 1, "the same")
    worked(turns, clock, [greedy], 5)
    modest = turns.join(Visitor("b", "1"), 1)
    worked(turns, clock, [greedy, modest], 1)
    new = turns.join(Visitor("c", "1"), 1, "the same")
    who = worked(turns, clock, [greedy, modest, new], 2)
    assert new not in who and who.index(greedy) * 0.05 <= SLICE_SECONDS + 0.1


def test_a_thread_that_waits_is_woken() -> None:
    turns = Turns(1)
    first, second = (turns.join(Visitor("a", tab), 1) for tab in "12")
    assert turns.mine(first) and not turns.mine(second)
    began = time.monotonic()
    threading.Timer(0.05, turns.leave, [first]).start()
    assert turns.mine(second, patience=30) and time.monotonic() - began < 20
