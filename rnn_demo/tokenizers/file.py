"""tokenizer.json as a file."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

MAX_BYTES = 16_000_000
SHOWN = 200  # characters of what the library says


def read_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer.json as the library reads it.

    Raises:
        TokenizerError: missing, no regular file, larger than `MAX_BYTES`, or nothing that the
            library can use.
    """
    try:
        return Tokenizer.from_str(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # the library raises bare Exception, and panics beyond it
        raise TokenizerError(
            sentence(
                "{path} is not a usable tokenizer.json: {error}.",
                path=shown(path),
                error=message(error)[:SHOWN],
            )
        ) from None
