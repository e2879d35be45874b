"""The arguments of a command line: values that begin with a dash, and malformed numbers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Never


class CommandParser(argparse.ArgumentParser):
    """A parser whose errors say what to do."""

    def __init__(self, **wishes: Any) -> None:
        super().__init__(**wishes)
        self.register("type", int, whole_number)
        self.register("type", float, real_number)

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # Python drops a value that is "--" (CPython issue 59317, fixed in later versions).
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            return "--"
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> Never:
        """Say what is wrong with the arguments, and how to write a value with a dash."""
        if message.endswith("expected one argument"):
            message += '; a value that begins with a dash is written with =, as in --prompt="-…"'
        super().error(message)


def with_values_joined(words: Sequence[str], parser: argparse.ArgumentParser) -> list[str]:
    """Arguments with each value that begins with a dash joined to its option.

    `--prompt "-- no"` becomes `--prompt=-- no`; an existing file `-x.txt` becomes `./-x.txt`. An
    option of the command is never taken for a value.

    Args:
        words: after the command's name.
        parser: of the command.
    """
    options = parser._option_string_actions
    joined: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return [*joined, word, *rest]
        option = _option_of(word, options)
        if option:
            takes_next = option.nargs is None and "=" not in word and rest
            if takes_next and _is_dashed(rest[0]) and not _option_of(rest[0], options):
                word = f"{word}={rest.pop(0)}"
        elif _is_dashed(word):
            if _is_there(word):
                word = f"./{word}"
            elif not word.startswith("--"):
                parser.error(
                    f"{word[:40]!r} is neither an option (they begin with two dashes) nor a file "
                    "that is here; a file whose name begins with a dash is written ./-…"
                )
        joined.append(word)
    return joined


def _is_dashed(word: str) -> bool:
    return word.startswith("-") and word != "-"


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # what no file can be called
        return False


def _option_of(word: str, options: dict[str, argparse.Action]) -> argparse.Action | None:
    """The option that an argument is, perhaps shortened, perhaps with = and a value."""
    name = word.partition("=")[0]
    if name in options:
        return options[name]
    found = [option for option in options if len(name) > 2 and option.startswith(name)]
    return options[found[0]] if found else None


def check_number(
    option: str, value: float | None, low: float, high: float, *, above: bool = False
) -> None:
    """Refuse a number of the command line that is out of bounds; None is one that was not given.

    Raises:
        ValueError: it is, or it is not finite.
    """
    if value is None or (low <= value <= high and not (above and value == low)):
        return
    least = f"above {low:g}, at most" if above else f"from {low:g} to"
    given = f"{value:,}" if isinstance(value, int) else f"{value:g}"
    raise ValueError(f"{option} is {given}; give a number {least} {high:,.0f}.")


def whole_number(text: str) -> int:
    """An `int` of the command line."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r} is not a whole number: give one in digits"
        ) from None


def real_number(text: str) -> float:
    """A `float` of the command line."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r} is not a number: give one in digits, as in 0.5"
        ) from None
