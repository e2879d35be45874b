r"""Standard output and error that may be closed, full or of any encoding.

What an encoding lacks is written in a readable replacement: our own signs in ASCII (… as ...),
anything else as an escape (\u0451). Texts that must come through whole are not left to that: see
`spelled` and `as_json`.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from typing import Any

HANDLER = "rnn_demo.readable"
USUAL = ("strict", "surrogateescape")  # how Python handles errors of standard output by itself
ASCII = {
    "…": "...",
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "x",
    "·": "*",
    "±": "+-",
    "²": "^2",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
    "∞": "inf",
    "‖": "||",
    "∂": "d",
    "√": "sqrt",
    "Δ": "Delta",
    "σ": "sigma",
    "χ": "chi",
    "λ": "lambda",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}


def prepare_streams() -> None:
    """Make the process's own streams safe to write to; before anything else is opened."""
    # A closed one's number would be given to the next file that is opened, and what libraries
    # and children say would stand in that file.
    for number in range(3):
        if not _is_open(number):
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
            os.set_inheritable(number, True)
    codecs.register_error(HANDLER, _replaced)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    elif isinstance(own := sys.stdout, io.TextIOWrapper):
        encoding, errors = own.encoding, HANDLER if own.errors in USUAL else own.errors
        lines, at_once = own.line_buffering, own.write_through
        sys.stdout = Output(own.detach(), encoding, errors, None, lines, at_once)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    elif isinstance(sys.stderr, io.TextIOWrapper):
        encoding = sys.stderr.encoding
        sys.stderr = Notices(sys.stderr.detach(), encoding, HANDLER, line_buffering=True)
        sys.__stderr__ = sys.stderr  # type: ignore[misc]


class OutputError(RuntimeError):
    """Standard output cannot be written; the sentence says why."""


class Output(io.TextIOWrapper):
    """Standard output; when it is full, an error is reported and nothing more is written."""

    def write(self, text: str) -> int:
        """Write.

        Raises:
            BrokenPipeError: the reader has gone.
            OutputError: it cannot be written.
        """
        try:
            return super().write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._given_up(error) from None

    def flush(self) -> None:
        """Flush; raises as `write` does."""
        try:
            super().flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._given_up(error) from None

    def _given_up(self, error: OSError) -> OutputError:
        silence(self)
        return OutputError(f"Standard output cannot be written: {error.strerror}.")


class Notices(io.TextIOWrapper):
    """Standard error, which may be closed: work continues without its notices."""

    def write(self, text: str) -> int:
        """Write; after a failure discard everything."""
        try:
            return super().write(text)
        except OSError:
            silence(self)
            return len(text)

    def flush(self) -> None:
        """Flush, likewise."""
        try:
            super().flush()
        except OSError:
            silence(self)


def silence(stream: io.TextIOBase | Any) -> None:
    """Discard everything that is still written to a stream."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def spelled(text: str) -> str:
    """A text as standard output can hold it, no character lost: what it lacks as an escape.

    Other than what is left to the stream itself, a dash is not made a hyphen.
    """
    if _can_write(text):
        return text
    encoding = _encoding()
    return text.encode(encoding, "backslashreplace").decode(encoding)


def as_json(value: Any, **wishes: Any) -> str:
    r"""JSON as standard output can hold it: readable where it can, else with \uXXXX."""
    text = json.dumps(value, ensure_ascii=False, **wishes)
    return text if _can_write(text) else json.dumps(value, **wishes)


def _can_write(text: str) -> bool:
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that an encoding lacks; an error handler of `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    shown = (ASCII.get(c) or c.encode("ascii", "backslashreplace").decode() for c in lacking)
    return "".join(shown), error.end


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
