"""English digits said by machines, in accents and throats that six men do not have.

espeak-ng makes a voice of formants, a man's or a woman's. It knows several kinds of
English; where it reads the digits as another language would spell them, it says them as a speaker
of that language might. The voices of flite are made of recordings of five people.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.spoken_digits import DIGITS, RATE, Take
from rnn_demo.data.text import TextError
from rnn_demo.sounds.resampling import resampled
from rnn_demo.words import sentence

PACKAGES = "espeak-ng flite"  # as Debian calls them
RELEASES = "espeak-ng 1.51 and flite 2.2"  # that the shipped networks learned from: Debian 12's
ENGLISH = (
    *("en-gb", "en-us", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-rp", "en-gb-x-gbcwmd"),
    *("en-029", "en-us-nyc"),
)
# The digits, spelled so that a speaker of the language comes near them.
SPELLED = {
    "de": "siero wann tuh sri for feif six sewwen ejt nein",
    "el": "ζίρο ουάν τού θρι φορ φάιβ σιξ σέβεν έιτ νάιν",
    "es": "siro uan tu tri for faif six seven eit nain",
    "fr": "ziro ouane tou sri fore faïve sixe sévène éïte naïne",
    "hu": "zíró van tú szrí for fájv sziksz szeven éjt nájn",
    "it": "siro uan tu tri for faiv six seven eit nain",
    "nl": "ziero wan toe srie foor faajf siks sevven eejt najn",
    "pl": "ziro łan tu fri for fajw siks sewen ejt najn",
    "pt": "ziro uan tu tri for faive six séven eite naine",
    "ru": "зи́ро уа́н ту сри фор файв сикс сэ́вен эйт найн",
    "sv": "siro oann to tri får fajv six sevven ejt najn",
    "tr": "ziro van tu tri for fayv siks sevın eyt nayn",
}
THROATS = (
    "m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 Alex Alicia Andrea Andy Annie Antonio anxiousAndy "
    "aunty belinda benjamin boris caleb david Denis Diogo ed edward edward2 Gene Gene2 grandma "
    "grandpa Gustave Henrique Hugo iven iven2 iven3 iven4 Jacky john kaukovalta klatt klatt2 "
    "klatt3 klatt4 Lee linda marcelo Marco Mario max Michael michel miguel mike Mr_serious norbert "
    "Nguyen pablo paul pedro quincy RicishayMax RicishayMax2 RicishayMax3 rob robert sandro shelby "
    "steph steph2 steph3 travis victor zac"
)
PEOPLE = ("awb", "kal", "kal16", "rms", "slt")
PITCH, PACE = (15, 80), (110, 210)  # of espeak-ng: 0 to 99, and words a minute
STRETCH, HERTZ = (0.8, 1.4), (80.0, 170.0)  # of flite
QUIET = 10**-3.5  # of the loudest part: what is quieter at the ends is cut off
LOOK = RATE // 50  # samples
AT_ONCE = 2  # programs


@dataclass(frozen=True)
class MachineVoices:
    """All that the machines say.

    Attributes:
        takes: one of each voice and digit, `RATE` samples a second.
        sha256: of their samples; other releases of the programs have others.
    """

    takes: tuple[Take, ...]
    sha256: str


def machine_voices(of_each: int, seed: int = 0) -> MachineVoices:
    """Have the digits said by machines.

    Args:
        of_each: how many voices of each accent, of other throats, pitches and paces.
        seed: of their choice.

    Raises:
        TextError: a program is missing, or does not say what it is asked for.
    """
    with TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as together:

        def take(asked: tuple[int, str, int, list[str]]) -> Take:
            number, voice, digit, command = asked
            return Take(voice, digit, 0, _said(command, Path(folder) / f"{number}.wav"))

        takes = tuple(together.map(take, _asked(of_each, np.random.default_rng(seed))))
    digest = hashlib.sha256()
    for one in takes:
        digest.update(np.rint(one.samples * 32768).astype(np.int32).tobytes())
    return MachineVoices(takes, digest.hexdigest())


def _asked(of_each: int, random: np.random.Generator) -> Iterator[tuple[int, str, int, list[str]]]:
    """Number, voice, digit and command without its file of everything that is to be said."""
    number = 0
    for accent in (*ENGLISH, *SPELLED):
        words = SPELLED[accent].split() if accent in SPELLED else DIGITS
        for throat in random.choice(THROATS.split(), of_each):
            voice, pitch = f"{accent}+{throat}", int(random.integers(*PITCH))
            options = ["-v", voice, "-p", str(pitch), "-s", str(int(random.integers(*PACE)))]
            for digit, word in enumerate(words):
                yield number, f"{voice} {pitch}", digit, ["espeak-ng", *options, word, "-w"]
                number += 1
    for person in PEOPLE:
        for _ in range(of_each):
            stretch, hertz = random.uniform(*STRETCH), random.uniform(*HERTZ)
            options = ["--setf", f"duration_stretch={stretch:.2f}"]
            options += ["--setf", f"int_f0_target_mean={hertz:.0f}"]
            for digit, word in enumerate(DIGITS):
                command = ["flite", "-voice", person, *options, "-t", word, "-o"]
                yield number, f"{person} {hertz:.0f} {stretch:.2f}", digit, command
                number += 1


def _said(command: list[str], file: Path) -> NDArray[np.float32]:
    """The samples that a program writes to a file, without the silence around them."""
    import soundfile  # only who trains reads these files

    try:
        subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=60)
        samples, rate = soundfile.read(file, dtype="float32")
        file.unlink()
    except FileNotFoundError:
        raise TextError(
            sentence(
                "The program {program} is missing, whose voices are learned from: on Debian, "
                "apt install {packages}.",
                program=command[0],
                packages=PACKAGES,
            )
        ) from None
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise TextError(
            sentence(
                "{command} wrote no sound: {error}.", command=" ".join(command), error=str(error)
            )
        ) from None
    return _without_silence(resampled(samples, rate, RATE))


def _without_silence(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    loudness = np.convolve(samples**2, np.ones(LOOK) / LOOK, "same")
    loud = np.flatnonzero(loudness > loudness.max() * QUIET)
    return samples[max(0, loud[0] - LOOK) : loud[-1] + LOOK] if len(loud) else samples
