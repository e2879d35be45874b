"""Small networks with made-up weights that hear digits, made-up sounds, and a corpus of such."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.speech import EXAMPLES, examples_file, speech_shapes
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.speech import SpeechConfig, SpeechData, SpeechNetworkSize
from rnn_demo.data.spoken_digits import DIGITS
from rnn_demo.sounds.log_mel import RATE
from rnn_demo.tokenizers.labels import Labels

NAME = "tiny-speech"
# Those of the page's presets, so that these can be tried on this model.
VOICES = ("george", "jackson", "lucas", "nicolas", "theo", "yweweler")
SHOWN = ("jackson", "lucas", "nicolas")
CONFIG = SpeechConfig(
    SpeechNetworkSize("gru", len(DIGITS), 40, (2, 3), 4, 2, VOICES),
    SpeechData("fsdd", 1, tuple(f"{voice} {digit} 0" for voice in SHOWN for digit in range(10))),
    Recipe(epochs=1, batch_size=8, learning_rate=0.01, warmup_steps=2, dropout=0.1),
)


def made_up_take(digit: int, take: int = 0) -> NDArray[np.float32]:
    """A tone that rises with the digit, a fifth of a second."""
    time = np.arange(RATE // 5 + 40 * take) / RATE
    sound = 0.3 * np.sin(2 * np.pi * (200 + 150 * digit) * time) * np.hanning(len(time))
    return sound.astype(np.float32)


def write_tiny_speech(folder: Path, config: SpeechConfig = CONFIG) -> Path:
    """Write models/tiny-speech below a folder; the folder of models."""
    random = np.random.default_rng(0)
    weights = {
        name: random.normal(size=shape).astype(np.float16).astype(np.float32)
        for name, shape in speech_shapes(config.network).items()
    }
    sounds = {name: made_up_take(int(name.split()[1])) for name in config.data.examples}
    more: dict[str, bytes | str] = {EXAMPLES: examples_file(sounds)}
    write_folder(folder / NAME, config, Labels(DIGITS), weights, more)
    return folder


def write_corpus(folder: Path, takes: int = 2) -> Path:
    """Write made-up recordings as the corpus is, below a data folder; the data folder."""
    (folder / "fsdd").mkdir(parents=True)
    rows = []
    for voice in VOICES:
        parts, start = [], 0
        for digit in range(len(DIGITS)):
            for take in range(takes):
                sound = made_up_take(digit, take)
                part = "test" if take < CONFIG.data.test else "train"
                rows.append([voice, digit, take, start, len(sound), part])
                parts.append(sound)
                start += len(sound)
        soundfile.write(folder / "fsdd" / f"{voice}.flac", np.concatenate(parts), RATE)
    with (folder / "fsdd" / "index.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["speaker", "digit", "take", "start", "length", "split"], *rows]
        )
    (folder / "yesno").mkdir()
    soundfile.write(folder / "yesno" / "1_0.flac", made_up_take(3), RATE)
    return folder


SAYS = """for last; do :; done; echo "$@" >>"{folder}/asked"; cp "{folder}/said.wav" "$last\""""


def write_programs(folder: Path, script: str = SAYS) -> Path:
    """Write programs that say every digit as the same tone; the folder for the PATH."""
    silence = np.zeros(RATE, np.float32)
    sound = np.concatenate([silence, np.repeat(made_up_take(3), 2), silence])
    soundfile.write(folder / "said.wav", sound, 2 * RATE)
    (folder / "programs").mkdir()
    for name in ("espeak-ng", "flite"):
        program = folder / "programs" / name
        program.write_text(f"#!/bin/sh\n{script.replace('{folder}', str(folder))}\n")
        program.chmod(0o755)
    return folder / "programs"
