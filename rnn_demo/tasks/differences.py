"""Figures measured again beside those of a metrics.json."""

from __future__ import annotations

from typing import Any

TOLERANCE = 2e-4  # of any figure: other processors add up in another order


def differences(measured: Any, recorded: Any, where: str = "") -> list[str]:
    """Where two metrics differ by more than rounding, one sentence each."""
    if isinstance(measured, dict) and isinstance(recorded, dict):
        found = []
        for name in sorted(set(measured) | set(recorded)):
            path = f"{where}.{name}".removeprefix(".")
            found += differences(measured.get(name), recorded.get(name), path)
        return found
    if isinstance(measured, list) and isinstance(recorded, list) and len(measured) == len(recorded):
        found = []
        for i, (here, there) in enumerate(zip(measured, recorded, strict=True)):
            found += differences(here, there, f"{where}[{i}]")
        return found
    if isinstance(measured, float) and isinstance(recorded, float):
        if abs(measured - recorded) <= TOLERANCE:
            return []
        return [f"{where} is {measured:.5f}, metrics.json says {recorded:.5f}."]
    if measured != recorded:
        return [f"{where} is {measured!r}, metrics.json says {recorded!r}."]
    return []
