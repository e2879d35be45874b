"""A small network that writes tunes with made-up weights, and made-up tunes, for tests."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import generator_shapes
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.tunes import TuneConfig, TuneData
from rnn_demo.data.tunes import FILE
from rnn_demo.music.abc_reader import read_abc
from rnn_demo.music.tune import Tune
from rnn_demo.tasks.tunes.copying import CopyIndex, note_codes
from rnn_demo.tokenizers.tunes import END_TOKEN, TuneTokenizer, needed_tokens

NAME = "tiny-tunes"
PITCHES = ("G,", "A,", "B,", "C", "D", "E", "F", "G", "A", "B", "c", "d", "e", "^F")
NOTES = tuple(f"{pitch}{length}" for pitch in PITCHES for length in ("", "2", "/2", "3"))
TOKENIZER = TuneTokenizer([*needed_tokens(), *NOTES, "z"])
CONFIG = TuneConfig(
    NetworkConfig("lstm", TOKENIZER.vocab_size, 6, 8, 2),
    TuneData("abc-tunes", (0.6, 0.2, 0.2), 1),
    Recipe(epochs=2, batch_size=4, sequence_length=200),
)
SCALE = "|: D | GAB cde | dcB AGF | GAB cBA | G3 G2 :|"


def tiny_tune(body: str = SCALE, key: str = "G", meter: str = "6/8") -> Tune:
    """A short tune."""
    return read_abc(f"M:{meter}\nL:1/8\nK:{key}\n{body}")


def write_tiny_tunes(folder: Path, config: TuneConfig = CONFIG) -> Path:
    """Write models/tiny-tunes below a folder; the folder of models."""
    random = np.random.default_rng(0)
    weights = {
        name: (0.4 * random.normal(size=shape)).astype(np.float16).astype(np.float32)
        for name, shape in generator_shapes(config.network).items()
    }
    weights["head_bias"][TOKENIZER.ids["|"]] += 2
    weights["head_bias"][TOKENIZER.ids[END_TOKEN]] += 1  # so that tunes are short
    tune = tiny_tune()
    index = CopyIndex.of([("A Scale", note_codes(tune.elements, tune.key))])
    write_folder(folder / NAME, config, TOKENIZER, weights, index.files())
    return folder


def write_collection(data: Path, count: int = 24) -> None:
    """Write made-up tunes where `read_collection` looks for them."""
    random = np.random.default_rng(1)
    rows = []
    for number in range(count):
        letters = ["".join(random.choice(list("GABcdefg"), 6)) for _ in range(7)]
        rows.append(
            {
                "source": "made up",
                "number": str(number),
                "title": f"Tune number {number}",
                "type": "jig" if number % 2 else None,
                "meter": "6/8",
                "unit": "1/8",
                "key": ("G", "D", "Ador")[number % 3],
                "credit": None,
                "body": f"|: {' | '.join(letters)} | G3 G3 :|",
            }
        )
    rows.append({**rows[0], "title": "Two keys", "body": "GAB cde|\nK:D\ndef fed|"})
    (data / FILE).parent.mkdir(parents=True)
    with lzma.open(data / FILE, "wt") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows))
