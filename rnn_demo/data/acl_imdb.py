"""The Large Movie Review Dataset as it is published: one file a review, in `aclImdb/`."""

from __future__ import annotations

import json
import re
from pathlib import Path

LABELS: dict[str, int | None] = {"neg": 0, "pos": 1, "unsup": None}
LABELS_OF = {"train": ("neg", "pos"), "test": ("neg", "pos"), "unsup": ("unsup",)}

_TITLE = re.compile(r"/title/(tt\d+)")


def as_json_lines(folder: Path, split: str) -> bytes:
    """A split as JSON lines, by label and number: byte for byte what `imdb/<split>.jsonl` holds.

    Args:
        folder: `aclImdb`, unpacked from the published archive.
        split: train, test or unsup.

    Raises:
        OSError: a file is missing.
        ValueError: a name or an address is not as published.
    """
    lines = []
    below = "train" if split == "unsup" else split
    for label in LABELS_OF[split]:
        # Line n of this file is the address of the film that review n is of.
        addresses = (folder / below / f"urls_{label}.txt").read_text(encoding="utf-8").split("\n")
        files = {
            tuple(int(part) for part in file.stem.split("_")): file
            for file in (folder / below / label).glob("*_*.txt")
        }
        if not files:
            raise FileNotFoundError(f"no reviews in {folder / below / label}")
        for (number, stars), file in sorted(files.items()):
            title = _TITLE.search(addresses[number]) if number < len(addresses) else None
            if title is None:
                raise ValueError(f"urls_{label}.txt names no film for review {number}")
            record = {
                "id": f"{below}/{label}/{file.stem}",
                "label": LABELS[label],
                "rating": stars or None,
                "movie": title[1],
                "text": file.read_bytes().decode(),
            }
            lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(lines).encode()
