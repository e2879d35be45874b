"""Messages of a page's websocket: which are let in, how fast, and who goes first."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from rnn_demo.serving import messages, pacing
from rnn_demo.serving.bucket import Buckets
from rnn_demo.serving.fair_shares import (
    BURST,
    BURST_OF_A_TAB,
    LEFT_AT_ONCE,
    MESSAGE,
    MOST_OF_A_RUN,
    RATE,
    FairShares,
)
from rnn_demo.serving.messages import KINDS, LARGEST, MessageDoor, Refused, kind_of
from rnn_demo.serving.pacing import Pacing
from rnn_demo.serving.run_slots import OF_ONE_ADDRESS, SLOTS, RunSlots
from rnn_demo.visitors import Visitor
from tests.clock import Clock

SCOPE: dict[str, Any] = {
    "type": "websocket",
    "path": "/_stcore/stream",
    "headers": [(b"x-rnn-demo-tab", b"forged")],
    "client": ("192.0.2.1", 1),
}


def message(kind: str = "rerun_script") -> bytes:
    made = BackMsg()
    field = getattr(made, kind)
    if isinstance(field, bool):
        setattr(made, kind, True)
    else:
        field.SetInParent()
    return made.SerializeToString()


@pytest.mark.parametrize("kind", [field.name for field in BackMsg.DESCRIPTOR.oneofs[0].fields])
def test_only_what_a_page_needs_is_let_in(kind: str) -> None:
    assert kind_of(message(kind)) == (kind if kind in KINDS else "")


def test_of_the_servers_operations_only_downloads_are_let_in() -> None:
    """A page's browser asks so for a file that is made when its button is pressed."""
    operation = BackMsg.DESCRIPTOR.fields_by_name[messages.OPERATION].message_type
    let_in = set()
    for field in operation.oneofs_by_name["payload"].fields:
        made = BackMsg()
        getattr(made.backend_operation_request, field.name).SetInParent()
        if kind_of(made.SerializeToString()):
            let_in.add(field.name)
    assert let_in == {"deferred_file"}


def test_what_ends_a_conversation() -> None:
    many = BackMsg()
    for number in range(messages.MOST_WIDGETS + 1):
        many.rerun_script.widget_states.widgets.add(id=str(number))
    long = BackMsg()
    long.rerun_script.query_string = "a" * (messages.LONGEST_QUERY + 1)
    foreign = BackMsg()
    foreign.rerun_script.widget_states.widgets.add(id="write_model", string_value="x")
    for frame, code in [
        (None, 1003),
        (b"\xff" * 50, 1002),
        (b"\x00" * (LARGEST + 1), 1009),
        (many.SerializeToString(), 1009),
        (long.SerializeToString(), 1009),
        (foreign.SerializeToString(), 1002),
    ]:
        with pytest.raises(Refused) as refused:
            kind_of(frame)
        assert refused.value.code == code
    text = BackMsg()
    text.rerun_script.widget_states.widgets.add(id="$$ID-1-text", string_value="🙂" * 200_000)
    assert kind_of(text.SerializeToString()) == "rerun_script"


def talked(
    door: Callable[..., Any], frames: list[bytes | None], then: str = "websocket.disconnect"
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What an app receives through a door, and what is sent to the browser."""
    coming = [{"type": "websocket.connect"}]
    coming += [{"type": "websocket.receive", "bytes": frame} for frame in frames]
    received: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while not received or received[-1]["type"] != "websocket.disconnect":
            received.append(await receive())
        await send({"type": "websocket.send", "bytes": b"late"})

    async def receive() -> dict[str, Any]:
        if coming:
            return coming.pop(0)
        if then:
            return {"type": then}
        return await asyncio.get_running_loop().create_future()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(door(app)(SCOPE, receive, send))
    return received, sent


def test_a_dropped_message_is_not_noticed() -> None:
    frames = [message("clear_cache"), message(), message("load_git_info")]
    received, sent = talked(MessageDoor, frames)
    assert [m.get("bytes") for m in received] == [None, message(), None]
    assert [m["type"] for m in sent] == ["websocket.send"]


def test_a_garbled_message_closes_once() -> None:
    received, sent = talked(MessageDoor, [message(), b"\xff" * 9, message()])
    assert [m["type"] for m in received][1:] == ["websocket.receive", "websocket.disconnect"]
    assert [m.get("code") for m in sent] == [1002]  # and nothing after it


def test_who_says_nothing_is_let_go() -> None:
    received, sent = talked(lambda app: MessageDoor(app, first_seconds=0.01), [], then="")
    assert [m.get("code") for m in sent] == [1008]
    assert received[-1]["type"] == "websocket.disconnect"


def test_a_flood_is_read_slowly_and_then_ended() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    def doors(app: Any) -> MessageDoor:
        return MessageDoor(Pacing(app, sleep))

    received, sent = talked(doors, [message("app_heartbeat")] * 3000)
    at_once = pacing.MESSAGES[0]
    assert at_once <= len(received) < at_once + pacing.FLOOD + 10
    assert len(slept) == pacing.FLOOD + 1
    assert [m.get("code") for m in sent] == [1013]


def test_a_tab_gets_its_name_from_the_door() -> None:
    names: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        names.extend(value for name, value in scope["headers"] if name == b"x-rnn-demo-tab")

    async def nothing(*message: Any) -> Any:
        pytest.fail("nobody listens")

    asyncio.run(Pacing(app)(SCOPE, nothing, nothing))
    assert len(names) == 1 and names != [b"forged"]


def test_a_slider_is_not_slowed() -> None:
    """Not even beside an address that asks without a pause and a hundred that are only there."""
    clock = Clock()
    buckets = Buckets(*pacing.MESSAGES, clock)
    shares = FairShares(clock)
    slider, greedy = Visitor("192.0.2.1", "a"), Visitor("192.0.2.2", "a")
    for tab in (slider, greedy, *(Visitor(f"198.51.100.{n}", "a") for n in range(100))):
        shares.open(tab)
    for _ in range(8 * 60):
        clock.pass_by(1 / 8)
        assert buckets.take("a") == 0
        assert shares.in_credit(slider.address)
        shares.charge(slider, 0.03 + MESSAGE)
        while not shares.wait(greedy.address):
            shares.charge(greedy, 0.03 + MESSAGE)


def test_all_together_get_no_more_than_there_is_and_no_less() -> None:
    clock = Clock()
    shares = FairShares(clock)
    got = dict.fromkeys([Visitor("192.0.2.1", "a"), Visitor("192.0.2.2", "a")], 0.0)
    asked = dict(zip(got, (0.1, 9.0), strict=True))  # seconds a second
    for tab in got:
        shares.open(tab)
    step = 0.01
    for round_ in range(10_000):
        clock.pass_by(step)
        for tab, wish in asked.items():
            wanted = wish * round_ * step - got[tab]
            if wanted > 0.02 and not shares.wait(tab.address):
                shares.charge(tab, 0.02)
                got[tab] += 0.02
    modest, greedy = got.values()
    assert modest == pytest.approx(0.1 * 100, abs=0.05)
    assert greedy == pytest.approx((RATE - 0.1) * 100 + LEFT_AT_ONCE, abs=0.1)


def test_who_costs_much_waits_and_nobody_else() -> None:
    clock = Clock()
    shares = FairShares(clock)
    greedy, modest = Visitor("192.0.2.1", "a"), Visitor("192.0.2.2", "b")
    for tab in (greedy, modest):
        shares.open(tab)
    for _ in range(10):
        shares.charge(greedy, MOST_OF_A_RUN)
    shares.charge(modest, 0.1)
    assert shares.wait(modest.address) == 0
    owed_by_all = 10 * MOST_OF_A_RUN + 0.1 - LEFT_AT_ONCE
    # Half of what there is, because two have run lately; or all have paid.
    own = (10 * MOST_OF_A_RUN - BURST - BURST_OF_A_TAB) / (RATE / 2)
    assert shares.wait(greedy.address) == pytest.approx(min(own, owed_by_all / RATE))
    assert shares.used(greedy) > shares.used(modest)
    clock.pass_by(60)
    assert shares.wait(greedy.address) == 0
    assert shares.used(greedy) < 0.1


def test_a_computation_of_one_pupil_is_not_charged_to_the_class() -> None:
    """It has a line of its own, with its own shares."""
    shares = FairShares(Clock())
    pupil = Visitor("192.0.2.1", "a")
    shares.open(pupil)
    shares.charge(pupil, 30.0)
    assert shares.in_credit(pupil.address)
    assert shares.used(pupil) <= MOST_OF_A_RUN


def test_an_address_with_many_tabs_gets_no_more_than_one_with_one() -> None:
    clock = Clock()
    shares = FairShares(clock)
    crowd = [Visitor("192.0.2.1", str(number)) for number in range(100)]
    alone = Visitor("192.0.2.2", "a")
    for tab in (*crowd, alone):
        shares.open(tab)
    got = Counter[str]()
    for _ in range(60_000):
        clock.pass_by(0.001)
        for address, tab in (("192.0.2.1", crowd[0]), ("192.0.2.2", alone)):
            if shares.in_credit(address):
                shares.charge(tab, 0.02)
                got[address] += 1
    at_once = BURST_OF_A_TAB * 99 / 0.02
    assert got["192.0.2.1"] - at_once == pytest.approx(got["192.0.2.2"], abs=2)


def test_closing_and_opening_tabs_earns_nothing() -> None:
    shares = FairShares(Clock())
    for number in range(50):
        tab = Visitor("192.0.2.1", str(number))
        shares.open(tab)
        shares.charge(tab, BURST_OF_A_TAB)
        shares.close(tab)
    tab = Visitor("192.0.2.1", "another")
    shares.open(tab)
    shares.charge(tab, BURST)
    assert not shares.in_credit(tab.address)


def test_the_least_served_goes_first() -> None:
    async def line() -> list[str]:
        shares, order, late = FairShares(Clock()), list[str](), []
        slots = RunSlots(shares, slots=1)
        loop = asyncio.get_running_loop()
        now = loop.time()
        loop.time = lambda: now  # type: ignore[method-assign]  # all come at the same moment
        await slots.begin(opened(shares, "runs"))

        async def enter(visitor: Visitor) -> None:
            await slots.begin(visitor)
            order.append(visitor.tab)
            slots.end(visitor.tab)

        for tab, spent in (("c", 0.12), ("a", 0.04), ("b", 0.08), ("gone", 0.01)):
            visitor = opened(shares, tab)
            shares.charge(visitor, spent)
            late.append(asyncio.create_task(enter(visitor)))
        await asyncio.sleep(0)
        late[-1].cancel()
        await asyncio.sleep(0)
        assert order == []
        slots.end("runs")
        await asyncio.gather(*late, return_exceptions=True)
        return order

    assert asyncio.run(line()) == ["a", "b", "c"]


def opened(shares: FairShares, tab: str, address: str = "192.0.2.1") -> Visitor:
    visitor = Visitor(address, tab)
    shares.open(visitor)
    return visitor


def test_who_has_used_most_goes_before_those_who_come_half_a_second_later() -> None:
    """In a class that presses a button, one who moves a slider must not wait for all of them."""

    async def line() -> list[str]:
        shares, order = FairShares(Clock()), list[str]()
        slots = RunSlots(shares, slots=1)
        loop = asyncio.get_running_loop()
        now = loop.time()
        loop.time = lambda: now  # type: ignore[method-assign]
        await slots.begin(opened(shares, "runs"))

        async def enter(visitor: Visitor) -> None:
            await slots.begin(visitor)
            order.append(visitor.tab)
            slots.end(visitor.tab)

        slider = opened(shares, "slider")
        shares.charge(slider, MOST_OF_A_RUN)
        shares.charge(slider, MOST_OF_A_RUN)  # more than any other tab, lately
        tasks = [asyncio.create_task(enter(slider))]
        await asyncio.sleep(0)
        now += 0.6
        new = [opened(shares, f"new {number}") for number in range(3)]
        tasks += [asyncio.create_task(enter(visitor)) for visitor in new]
        await asyncio.sleep(0)
        slots.end("runs")
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(line())[0] == "slider"


def test_who_interrupts_their_own_run_keeps_one_slot() -> None:
    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=1)
        slider = opened(shares, "slider")
        await slots.begin(slider)
        await slots.begin(slider)  # at once: nobody waits
        other = asyncio.create_task(slots.begin(opened(shares, "other")))
        await asyncio.sleep(0)
        again = asyncio.create_task(slots.begin(slider))
        await asyncio.sleep(0)
        slots.end("slider")  # the first, interrupted
        await asyncio.sleep(0)
        assert not other.done() and not again.done()
        slots.end("slider")
        await other
        assert not again.done()
        slots.end("other")
        await again

    asyncio.run(line())


def test_a_long_run_keeps_its_place_for_a_moment_only_and_pays_for_it() -> None:
    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=1, longest=0.01)
        long = opened(shares, "long")
        await slots.begin(long)
        assert shares.used(long) == 0
        await slots.begin(opened(shares, "next"))
        assert shares.used(long) > 0

    asyncio.run(line())


def test_an_address_with_many_tabs_does_not_come_before_one_with_one() -> None:
    """Not even where that one has used its time, and the many are new."""
    order = []

    async def story() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=2)

        async def asks(visitor: Visitor) -> None:
            await slots.begin(visitor)
            order.append(visitor.tab)

        crowd = [opened(shares, f"many-{tab}", "a") for tab in range(20)]
        many = [asyncio.create_task(asks(visitor)) for visitor in crowd]
        await asyncio.sleep(0)
        one = opened(shares, "one", "b")
        shares.charge(one, 1.0)
        asking = asyncio.create_task(asks(one))
        await asyncio.sleep(0)
        slots.end("many-0")
        await asyncio.sleep(0.01)
        assert order == ["many-0", "many-1", "one"]
        for task in (*many, asking):
            task.cancel()
        await asyncio.gather(*many, asking, return_exceptions=True)

    asyncio.run(story())


def test_a_flood_from_one_address_leaves_a_slot_to_the_others() -> None:
    runs = list[int]()

    async def story() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, told=runs.append)
        flood = [opened(shares, f"many-{tab}", "a") for tab in range(SLOTS + 1)]
        opened(shares, "one", "b")
        asking = [asyncio.create_task(slots.begin(visitor)) for visitor in flood]
        await asyncio.sleep(0)
        assert [task.done() for task in asking] == [True] * OF_ONE_ADDRESS + [False] * 3
        await slots.begin(Visitor("b", "one"))  # at once: nobody has to end
        shares.close(Visitor("b", "one"))
        slots.end("one")  # they have gone, and all slots are the flood's
        await asyncio.sleep(0)
        assert [task.done() for task in asking] == [True] * SLOTS + [False]
        for one in flood:
            slots.leave(one.tab)
        await asyncio.gather(*asking)
        slots.leave(flood[-1].tab)

    asyncio.run(story())
    assert max(runs) == SLOTS and runs[-1] == 0  # those who write text make room for them


def test_who_has_used_the_share_of_their_address_waits_until_others_leave_something() -> None:
    """With slots free: they run no faster than their share, and an address in credit at once."""

    async def story() -> tuple[float, float]:
        shares = FairShares()
        slots = RunSlots(shares)
        greedy, modest = opened(shares, "greedy", "a"), opened(shares, "modest", "b")
        while shares.in_credit("a"):
            shares.charge(greedy, 0.1)
        shares.charge(greedy, 0.1)
        shares.charge(modest, 0.05)
        wait, began = shares.wait("a"), time.monotonic()
        asking = asyncio.create_task(slots.begin(greedy))
        await asyncio.sleep(0)
        await slots.begin(modest)
        assert not asking.done()
        await asking
        return wait, time.monotonic() - began

    promised, waited = asyncio.run(story())
    assert promised > 0.1
    assert waited > 0.9 * promised


def test_who_does_not_read_is_not_read() -> None:
    """Another run would only make more that is not read."""

    async def story() -> int:
        received, reads = 0, asyncio.Event()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            nonlocal received
            sending = asyncio.create_task(send({"type": "websocket.send", "bytes": b"a page"}))
            await asyncio.sleep(0)
            while (await receive())["type"] != "websocket.disconnect":
                received += 1
            await sending

        frames = [{"type": "websocket.receive", "bytes": message()}] * 3
        coming = [*frames, {"type": "websocket.disconnect"}]

        async def receive() -> dict[str, Any]:
            return coming.pop(0)

        async def send(message: dict[str, Any]) -> None:
            await reads.wait()

        talk = asyncio.create_task(MessageDoor(Pacing(app))(SCOPE, receive, send))
        await asyncio.sleep(0.05)
        before = received
        reads.set()
        await talk
        assert received == 3
        return before

    assert asyncio.run(story()) == 0


def test_a_run_is_paid_for_even_if_its_tab_has_gone() -> None:
    shares = FairShares(Clock())
    for number in range(20):
        tab = Visitor("192.0.2.1", str(number))
        shares.open(tab)
        shares.close(tab)
        shares.charge(tab, 0.2)
    assert not shares.in_credit("192.0.2.1")


def test_who_leaves_while_waiting_does_not_run() -> None:
    """Somebody who reloads a page out of impatience must not wait for their own ghosts."""

    async def story() -> list[str]:
        received: list[str] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            while not received or received[-1] != "websocket.disconnect":
                received.append((await receive())["type"])

        door = Pacing(app)
        slots = door._slots
        busy = [opened(door._shares, f"busy {number}") for number in range(4)]
        for visitor in busy:
            await slots.begin(visitor)
        coming = [
            {"type": "websocket.receive", "bytes": message()},
            {"type": "websocket.disconnect"},
        ]

        async def receive() -> dict[str, Any]:
            return coming.pop(0)

        async def send(message: dict[str, Any]) -> None:
            pytest.fail("nothing is sent")

        await asyncio.wait_for(MessageDoor(door)(SCOPE, receive, send), 20)
        assert not slots._waiting or all(one.turn.done() for one in slots._waiting)
        return received

    assert asyncio.run(story()) == ["websocket.disconnect"]


def test_the_message_after_one_that_waits_is_not_lost() -> None:
    async def story() -> list[int]:
        received: list[int] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            while (got := await receive())["type"] != "websocket.disconnect":
                received.append(len(got["bytes"]))

        door = Pacing(app)
        slots = door._slots
        busy = [opened(door._shares, f"busy {number}") for number in range(4)]
        for visitor in busy:
            await slots.begin(visitor)
        asyncio.get_running_loop().call_later(0.05, slots.leave, "busy 0")
        first, beat = message(), message("app_heartbeat")
        coming: list[dict[str, Any]] = [
            {"type": "websocket.receive", "bytes": first},
            {"type": "websocket.receive", "bytes": beat},
            {"type": "websocket.disconnect"},
        ]

        async def receive() -> dict[str, Any]:
            return coming.pop(0)

        async def send(message: dict[str, Any]) -> None:
            pytest.fail("nothing is sent")

        await asyncio.wait_for(MessageDoor(door)(SCOPE, receive, send), 20)
        assert received == [len(first), len(beat)]
        return received

    asyncio.run(story())
