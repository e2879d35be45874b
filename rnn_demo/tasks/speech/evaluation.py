"""metrics.json of networks that hear digits: voices never heard, the easy split, and nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.speech import SpeechArtifact
from rnn_demo.artifacts.weights import Weights
from rnn_demo.data.spoken_digits import SpokenDigits, Take
from rnn_demo.sounds.alignment import by_enumeration, log_chance
from rnn_demo.sounds.hearing import STEP, Hearing, hear
from rnn_demo.sounds.log_mel import RATE, levelled, log_bands, power_spectrum
from rnn_demo.tasks.speech.nothing import sounds_of_nothing
from rnn_demo.tasks.speech.parts import checked_digits, learned_from, measured_on
from rnn_demo.tasks.speech.scores import ids, word_errors, worth_of_chances
from rnn_demo.tasks.speech.warping import nearest, shortened, together
from rnn_demo.words import sentence

Report = Callable[[int, str], None]
ROWS, LONG = 100, 5  # rows of digits of each voice, and digits of a row
GAPS = (0.05, 0.5)  # seconds
TOGETHER = 3  # frames of which the rival reads the mean, as the network's step has them
STEPS_CHECKED = 8


def evaluate(artifact: SpeechArtifact, text: Path | None, report: Report) -> dict[str, Any]:
    """Measure the networks, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its recordings.
        report: hears how many more recordings were listened to.

    Raises:
        ValueError: a text is given.
        TextError: the recordings are missing, or not those of the training.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; this network is measured on its recordings.")
        )
    return measured(artifact, report)


def measured(artifact: SpeechArtifact, report: Report = lambda more, unit: None) -> dict[str, Any]:
    """The figures."""
    digits, voices = checked_digits(artifact.config), artifact.config.network.voices
    found, chances, right = {}, [], []
    for number, voice in enumerate(voices, 1):
        weights, takes = artifact.network(number), measured_on(digits, artifact.config, number)
        heard = _heard(weights, takes, report)
        for take, hearing in zip(takes, heard, strict=True):
            chances += [word.chance for word in hearing.words]
            right += [word.id == take.digit for word in hearing.words]
        known = learned_from(digits, artifact.config, number)
        found[voice] = {
            **_singles(takes, heard),
            "rows": _rows(weights, takes, number, report),
            "rival": _rival(weights, takes, known, report),
        }
    easy = measured_on(digits, artifact.config, 0)
    heard = _heard(artifact.network(0), easy, report)
    every = list(found.values())
    return {
        "unit": "shares of recordings heard as exactly their digit; of rows, 1 − word error rate",
        "parameters": artifact.parameters,
        "test": {
            "voices": found,
            "mean": _mean(one["right"] for one in every),
            "worst": min((one["right"] for one in every), default=0.0),
            "rows_mean": _mean(one["rows"] for one in every),
            "rival_mean": _mean(one["rival"] for one in every),
            "easy": _singles(easy, heard),
        },
        "nothing": _nothing(artifact, digits, report),
        "by_chance": worth_of_chances(chances, right),
        "enumeration": _enumeration(heard),
    }


def _heard(weights: Weights, takes: Sequence[Take], report: Report) -> list[Hearing]:
    heard = []
    for take in takes:
        heard.append(hear(weights, take.samples))
        report(1, "recordings")
    return heard


def _singles(takes: Sequence[Take], heard: Sequence[Hearing]) -> dict[str, Any]:
    """How many are heard as exactly their digit, and what else was heard."""
    good = [ids(h.words) == [take.digit] for take, h in zip(takes, heard, strict=True)]
    by_digit: dict[str, dict[str, int]] = {}
    for take, hearing in zip(takes, heard, strict=True):
        row = by_digit.setdefault(str(take.digit), {})
        told = " ".join(map(str, ids(hearing.words)))
        row[told] = row.get(told, 0) + 1
    return {"right": round(float(np.mean(good)), 4), "takes": len(takes), "by_digit": by_digit}


def _rows(weights: Weights, takes: Sequence[Take], seed: int, report: Report) -> float:
    """1 − word error rate of rows of digits by one voice, joined with gaps."""
    random, errors = np.random.default_rng(seed), 0
    for _ in range(ROWS):
        chosen = [takes[int(one)] for one in random.integers(len(takes), size=LONG)]
        parts = []
        for take in chosen:
            parts += [take.samples, np.zeros(int(random.uniform(*GAPS) * RATE), np.float32)]
        heard = hear(weights, np.concatenate(parts)).words
        errors += word_errors(ids(heard), [take.digit for take in chosen])
        report(1, "rows")
    return round(1 - errors / (ROWS * LONG), 4)


def _rival(weights: Weights, takes: Sequence[Take], known: Sequence[Take], report: Report) -> float:
    """How often the most similar recording of another voice is of the same digit."""

    def read(take: Take) -> Any:
        frames = levelled(log_bands(power_spectrum(take.samples)), weights["usual"])
        return shortened(frames, TOGETHER).astype(np.float32)

    there, lengths = together([read(take) for take in known])
    good = 0
    for take in takes:
        good += known[nearest(read(take), there, lengths)].digit == take.digit
        report(1, "comparisons")
    return round(good / max(1, len(takes)), 4)


def _nothing(artifact: SpeechArtifact, digits: SpokenDigits, report: Report) -> dict[str, Any]:
    """What the first network hears where no digit is said."""
    found, weights = {}, artifact.network(0)
    for name, sounds in sounds_of_nothing(measured_on(digits, artifact.config, 0)).items():
        words = []
        for sound in sounds:
            words.append(len(hear(weights, sound).words))
            report(1, "sounds of nothing")
        seconds = sum(map(len, sounds)) / RATE
        found[name] = {
            "recordings": len(sounds),
            "silent": round(float(np.mean(np.array(words) == 0)), 4),
            "words_a_second": round(sum(words) / seconds, 4),
        }
    return found


def _enumeration(heard: Sequence[Hearing]) -> dict[str, float | int]:
    """How far the forward algorithm is from adding up all alignments, on the network's chances."""
    apart = [0.0]
    for hearing in heard[:: max(1, len(heard) // 10)]:
        middle = len(hearing.log_chances) // 2
        cut = hearing.log_chances[max(0, middle - 4) : max(0, middle - 4) + STEPS_CHECKED]
        for words in ((), (3,), (3, 3), (3, 8)):
            apart.append(abs(log_chance(cut, words) - by_enumeration(cut, words)))
    return {
        "steps": STEPS_CHECKED,
        "seconds": STEPS_CHECKED * STEP,
        "largest_difference": max(apart),
    }


def _mean(values: Any) -> float:
    every = list(values)
    return round(float(np.mean(every)), 4) if every else 0.0
