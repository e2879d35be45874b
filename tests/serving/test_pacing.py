"""Messages of a page's websocket: which are let in, how fast, and who goes first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from rnn_demo.serving import messages, pacing
from rnn_demo.serving.bucket import Buckets
from rnn_demo.serving.fair_shares import ALONE, FIRST, MESSAGE, MOST, RATE, FairShares
from rnn_demo.serving.messages import KINDS, LARGEST, MessageDoor, Refused, kind_of
from rnn_demo.serving.pacing import Pacing
from rnn_demo.serving.run_slots import RunSlots
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
    clock = Clock()
    buckets = Buckets(*pacing.MESSAGES, clock)
    shares = FairShares(clock)
    tab = Visitor("192.0.2.1", "a")
    shares.open(tab)
    for _ in range(8 * 60):
        clock.pass_by(1 / 8)
        assert buckets.take("a") == 0
        assert shares.wait(tab) == 0
        shares.charge(tab, 0.07 + MESSAGE)


def test_who_costs_much_waits_and_nobody_else() -> None:
    clock = Clock()
    shares = FairShares(clock)
    greedy, modest = Visitor("192.0.2.1", "a"), Visitor("192.0.2.1", "b")
    for tab in (greedy, modest):
        shares.open(tab)
    shares.charge(greedy, 5.0)
    shares.charge(modest, 0.1)
    assert shares.wait(modest) == 0
    # Half of what there is, because two have run lately.
    assert shares.wait(greedy) == pytest.approx((5.0 - FIRST) / (ALONE / 2))
    assert shares.used(greedy) > shares.used(modest)
    clock.pass_by(60)
    assert shares.wait(greedy) == 0
    assert shares.used(greedy) < 0.1


def test_an_address_with_many_tabs_gets_no_more_than_one_with_one() -> None:
    clock = Clock()
    shares = FairShares(clock)
    crowd = [Visitor("192.0.2.1", str(number)) for number in range(100)]
    alone = Visitor("192.0.2.2", "a")
    for tab in (*crowd, alone):
        shares.open(tab)
        shares.charge(tab, MOST)
    owed = MOST - FIRST
    assert shares.wait(alone) == pytest.approx(owed / (RATE / 2))
    assert shares.wait(crowd[0]) == pytest.approx(100 * owed / (RATE / 2))


def test_the_least_served_goes_first() -> None:
    async def line() -> list[str]:
        slots, order, late = RunSlots(late_ones.append, slots=1), [], []
        await slots.begin("runs", 0)

        async def enter(tab: str, spent: float) -> None:
            await slots.begin(tab, spent)
            order.append(tab)
            slots.end(tab)

        for tab, spent in (("c", 2.0), ("a", 0.5), ("b", 1.0), ("gone", 0.1)):
            late.append(asyncio.create_task(enter(tab, spent)))
        await asyncio.sleep(0)
        late[-1].cancel()
        await asyncio.sleep(0)
        assert order == []
        slots.end("runs")
        await asyncio.gather(*late, return_exceptions=True)
        return order

    late_ones: list[str] = []
    assert asyncio.run(line()) == ["a", "b", "c"]
    assert late_ones == []


def test_nobody_waits_for_ever() -> None:
    """Somebody who comes later is due later than one who has used a little and waits."""

    async def line() -> list[str]:
        slots, order = RunSlots(lambda tab: None, slots=1), []
        loop = asyncio.get_running_loop()
        now = loop.time()
        loop.time = lambda: now  # type: ignore[method-assign]
        await slots.begin("runs", 0)

        async def enter(tab: str, used: float) -> None:
            await slots.begin(tab, used)
            order.append(tab)
            slots.end(tab)

        tasks = [asyncio.create_task(enter("modest", 0.03))]
        await asyncio.sleep(0)
        now += 1.5
        tasks += [asyncio.create_task(enter(f"new {n}", 0)) for n in range(3)]
        await asyncio.sleep(0)
        slots.end("runs")
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(line())[0] == "modest"


def test_who_interrupts_their_own_run_keeps_one_slot() -> None:
    async def line() -> None:
        slots = RunSlots(lambda tab: None, slots=1)
        await slots.begin("slider", 0)
        await slots.begin("slider", 0)  # at once: nobody waits
        other = asyncio.create_task(slots.begin("other", 0))
        await asyncio.sleep(0)
        again = asyncio.create_task(slots.begin("slider", 0))
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


def test_a_long_run_keeps_its_place_for_a_moment_only() -> None:
    async def line() -> None:
        slots = RunSlots(late_ones.append, slots=1, longest=0.01)
        await slots.begin("long", 0)
        await slots.begin("next", 0)

    late_ones: list[str] = []
    asyncio.run(line())
    assert late_ones == ["long"]


def test_an_address_with_many_tabs_does_not_come_before_one_with_one() -> None:
    """Not even where that one has used its time, and the many are new."""
    order = []

    async def story() -> None:
        slots = RunSlots(lambda tab: None, slots=2)

        async def asks(tab: str, used: float, address: str) -> None:
            await slots.begin(tab, used, address)
            order.append(tab)

        many = [asyncio.create_task(asks(f"many-{tab}", 0, "a")) for tab in range(20)]
        await asyncio.sleep(0)
        one = asyncio.create_task(asks("one", 5.0, "b"))
        await asyncio.sleep(0)
        slots.end("many-0")
        await asyncio.sleep(0.01)
        assert order == ["many-0", "many-1", "one"]
        for task in (*many, one):
            task.cancel()
        await asyncio.gather(*many, one, return_exceptions=True)

    asyncio.run(story())
