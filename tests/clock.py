"""A clock for tests: time passes when a test says so, however busy the machine is."""

from __future__ import annotations


class Clock:
    """Seconds from an hour after some beginning; given to an `Engine` it stands still."""

    def __init__(self) -> None:
        self.now = 3600.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
