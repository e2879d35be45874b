"""`watch`: which sign a clip of landmarks shows, after every frame."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.signs import SignArtifact, read_examples, read_signs
from rnn_demo.commands.arguments import check_number
from rnn_demo.configuration.signs import KIND, MOST_NETWORKS
from rnn_demo.data.landmarks import Landmarks, there
from rnn_demo.data.own_clip import FORM, read_own_clip
from rnn_demo.data.text import refuse_device
from rnn_demo.exhibits.video.compute import ReadClip, read_clip
from rnn_demo.files.array_archive import ArchiveError

MOST_BYTES = 200_000_000  # of a file
MOST_CLIPS = 100_000
WIDE = 30  # signs of a bar
EXAMPLE = 'python -m rnn_demo watch clip.npz\npython -m rnn_demo watch --example "hello 64" --json'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"FILE holds {FORM}.\n\n{EXAMPLE}"
    parser.add_argument("file", nargs="?", help="an .npz of landmarks; - reads standard input")
    parser.add_argument("--example", help='instead of a file a shipped clip, as in "hello 64"')
    parser.add_argument("--clip", type=int, default=1, help="which clip of the file, default 1")
    parser.add_argument("--model", help="name or folder, default the first that names signs")
    parser.add_argument("--network", type=int, default=1, help="which of its networks, default 1")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the likeliest sign after each frame."""
    if (arguments.file is None) == (arguments.example is None):
        raise ValueError("Give a file of landmarks, or --example with the name of a shipped clip.")
    check_number("--clip", arguments.clip, 1, MOST_CLIPS)
    check_number("--network", arguments.network, 1, MOST_NETWORKS)
    artifact = _model(arguments.model)
    check_number("--network", arguments.network, 1, artifact.config.network.networks)
    notes: tuple[str, ...] = ()
    if arguments.example is not None:
        clip = _example(artifact, arguments.example)
    else:
        own = read_own_clip(_content(arguments.file), arguments.clip)
        clip, notes = own.clip, own.notes
    network = arguments.network - 1
    found = read_clip(artifact.reader(network), clip, artifact.temperature(network))
    words = artifact.tokenizer.words
    if arguments.json:
        print(json.dumps(_numbers(artifact, arguments, clip, found, list(notes)), allow_nan=False))
        return 0
    for note in notes:
        print(note, file=sys.stderr)
    longest = max(map(len, words))
    for frame, likely in enumerate(found.likely, 1):
        best = int(likely.argmax())
        bar = "█" * round(WIDE * likely[best])
        print(f"{frame:4}  {words[best]:{longest}}  {likely[best]:.3f}  {bar}".rstrip())
    return 0


def _model(name: str | None) -> SignArtifact:
    if name is None:
        names = model_names(KIND)
        if not names:
            raise ArtifactError(
                "There is no model that names signs: train one with `python -m rnn_demo train`, "
                "or name its folder with --model."
            )
        name = names[0]
    return read_signs(find_model(name))


def _example(artifact: SignArtifact, name: str) -> Landmarks:
    clips = read_examples(artifact)
    if name not in clips:
        raise ValueError(f"There is no example {name[:60]!r}; there are: {', '.join(clips)}.")
    return clips[name]


def _content(name: str) -> io.BytesIO:
    """The bytes of a file, or of standard input."""
    if name == "-":
        if sys.stdin is None:
            raise ArchiveError("Standard input is closed: give a file, or one through a pipe.")
        with open(sys.stdin.fileno(), "rb", closefd=False) as file:
            content = file.read(MOST_BYTES + 1)
    else:
        path = Path(name)
        refuse_device(path)
        if path.is_dir():
            raise ArchiveError(f"{name} is a folder: name an .npz of landmarks.")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ArchiveError(
            f"The file has more than {MOST_BYTES:,} bytes: save the one clip that you mean."
        )
    return io.BytesIO(content)


def _numbers(
    artifact: SignArtifact,
    arguments: argparse.Namespace,
    clip: Landmarks,
    found: ReadClip,
    notes: list[str],
) -> dict[str, Any]:
    words, last = artifact.tokenizer.words, found.likely[-1]
    hands = {"left": there(clip.left_hand), "right": there(clip.right_hand)}
    return {
        "model": artifact.name,
        "network": arguments.network,
        "sign": words[int(last.argmax())],
        "probability": round(float(last.max()), 6),
        "frames": [
            {
                "frame": frame + 1,
                "sign": words[int(likely.argmax())],
                "hands": [name for name, seen in hands.items() if seen[frame]],
                "bits": round(float(found.gained[frame]), 6),
                "probabilities": {
                    word: round(float(p), 6) for word, p in zip(words, likely, strict=True)
                },
            }
            for frame, likely in enumerate(found.likely)
        ],
        "causal": found.check.holds,
        "notes": notes,
    }
