"""The recordings of a configuration, and who learns from which."""

from __future__ import annotations

from rnn_demo.configuration.speech import EXAMPLE, SpeechConfig, SpeechData
from rnn_demo.data.spoken_digits import SpokenDigits, Take, read_spoken_digits
from rnn_demo.data.text import TextError
from rnn_demo.tasks.speech.machine_voices import MachineVoices, machine_voices
from rnn_demo.words import sentence


def checked_digits(config: SpeechConfig) -> SpokenDigits:
    """The recordings that a configuration names.

    Raises:
        TextError: missing, damaged, or others.
    """
    digits = read_spoken_digits()
    if config.data.sha256 not in ("", digits.sha256):
        raise TextError(
            sentence(
                "The recordings are not those that config.json names: their sha256 is {found}…, "
                "expected {sha256}….",
                found=digits.sha256[:12],
                sha256=config.data.sha256[:12],
            )
        )
    if missing := sorted(set(config.network.voices) - set(digits.speakers)):
        raise TextError(sentence("There are no recordings of {voice}.", voice=missing[0]))
    return digits


def checked_machines(config: SpeechConfig) -> MachineVoices:
    """What the machines say from whom a configuration learns.

    Raises:
        TextError: a program is missing, or says something else.
    """
    machines = machine_voices(config.data.machines)
    if config.data.machine_sha256 not in ("", machines.sha256):
        raise TextError(
            sentence(
                "The machine voices are not those that config.json names: their sha256 is "
                "{found}…, expected {sha256}…; use the programs' releases that the card names, or "
                "leave data.machine_sha256 empty.",
                found=machines.sha256[:12],
                sha256=config.data.machine_sha256[:12],
            )
        )
    return machines


def learned_from(digits: SpokenDigits, config: SpeechConfig, network: int) -> list[Take]:
    """The recordings that it learns from: all but the test takes, of all voices but one.

    The first network leaves no voice out; of its own voice another one never hears a sound.
    """
    without = config.network.voices[network - 1] if network else ""
    return [
        take for take in digits.takes if take.take >= config.data.test and take.speaker != without
    ]


def measured_on(digits: SpokenDigits, config: SpeechConfig, network: int) -> list[Take]:
    """What it is measured on: the test takes of all voices, or all takes of the voice left out."""
    if not network:
        return [take for take in digits.takes if take.take < config.data.test]
    without = config.network.voices[network - 1]
    return [take for take in digits.takes if take.speaker == without]


def examples_of(digits: SpokenDigits, data: SpeechData) -> dict[str, Take]:
    """The recordings that the examples of a configuration are, by their names.

    Raises:
        TextError: there is no such recording, or it is not of the test part.
    """
    there = {f"{take.speaker} {take.digit} {take.take}": take for take in digits.takes}
    for name in data.examples:
        named = EXAMPLE.fullmatch(name)
        assert named  # SpeechData has checked it
        if name not in there or int(named["take"]) >= data.test:
            raise TextError(
                sentence(
                    "data.examples holds {example!r}, and the test part has no such recording.",
                    example=name,
                )
            )
    return {name: there[name] for name in data.examples}
