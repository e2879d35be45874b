"""Values that no widget offers, sent as a browser sends those that it does."""

from __future__ import annotations

from typing import Any

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.tab import Tab
from rnn_demo.catalogue import PAGES

MODEL = "../models/x/../shakespeare-lstm"
LONG = "x" * 1_000_000
TEXTS = (MODEL, "no such option", "", "\x00", "https://example.org", LONG)
NUMBERS = (1e308, -1e308, float("nan"), float("inf"), -5.0)
WHOLES = (2**62, -(2**62), 10**6)


async def every_widget(attacker: Attacker) -> None:
    """Each widget of each page gets values that it does not offer."""
    for page in attacker.random.sample([*PAGES], len(PAGES)):
        if not attacker.has_time:
            return
        tab = Tab(attacker, "" if page == "home" else page)
        await tab.open()
        for identity, kind in attacker.random.sample([*tab.widgets.items()], len(tab.widgets)):
            values = values_of(kind)
            for value in attacker.random.sample(values, min(len(values), 3)):
                if not attacker.has_time:
                    break
                if not await tab.run({"id": identity, **value}, patience=2):
                    await tab.close()
                    tab = Tab(attacker, "" if page == "home" else page)
                    await tab.open()
        await tab.close()


async def other_models(attacker: Attacker) -> None:
    """A model named by ever new paths, wherever a page asks for one."""
    for number in range(20):
        name = f"../models/{'x/../' * number}shakespeare-lstm"
        for page in ("write", "neurons", "conveyor_belt", "memory_ruler", "score"):
            if not attacker.has_time:
                return
            tab = Tab(attacker, page)
            await tab.open()
            chosen = [
                {"id": identity, "string_value": name}
                for identity, kind in tab.widgets.items()
                if kind == "selectbox"
            ]
            await tab.run(*chosen, patience=3)
            await tab.close()


def values_of(kind: str) -> list[dict[str, Any]]:
    """Fields of a WidgetState that this kind of widget should never get."""
    texts: list[dict[str, Any]] = [{"string_value": text} for text in TEXTS]
    lists = [{"string_array_value": {"data": [text]}} for text in TEXTS]
    if kind in ("button", "download_button"):
        return [{"trigger_value": True}, {"string_value": MODEL}]
    if kind == "selectbox":
        return [*texts, {"int_value": 10**6}]
    if kind == "button_group":
        return [*lists, {"string_array_value": {"data": []}}, {"int_value": 3}]
    if kind == "slider":
        return [{"double_array_value": {"data": [number]}} for number in NUMBERS] + [
            {"double_array_value": {"data": []}},
            {"double_array_value": {"data": [1.0] * 10_000}},
        ]
    if kind == "number_input":
        return [{"double_value": number} for number in NUMBERS] + [
            {"int_value": number} for number in WHOLES
        ]
    if kind == "bidi_component":
        said = ("", "[", "null", '{"value": [1]}', f'{{"value": "{MODEL}"}}', "[" * 5_000)
        return [{"json_value": text} for text in said] + [
            {"json_trigger_value": text} for text in said
        ]
    if kind == "file_uploader":
        info = {"file_id": "no-such-file", "name": "../../etc/passwd", "size": 2**40}
        return [
            {"file_uploader_state_value": {"uploaded_file_info": [info]}},
            {"string_value": "x"},
        ]
    if kind == "checkbox":
        return [{"int_value": 7}, {"string_value": MODEL}]
    return texts
