"""All attacks, by the names that the command line and the table have for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attacks import (
    floods,
    folders,
    links,
    noise,
    odd_files,
    origins,
    places,
    uploads,
    widgets,
)
from benchmarks.attacks.attacker import Attacker


@dataclass(frozen=True)
class Attack:
    """One line of the table.

    Attributes:
        name: on the command line.
        play: sends everything; its docstring is what the table says.
        open_files: of the server, 0 for as many as there can be.
        damage: what is put among its models before it starts.
    """

    name: str
    play: Callable[[Attacker], Awaitable[None]]
    open_files: int = 0
    damage: Callable[[Path], None] | None = None

    @property
    def told(self) -> str:
        """The attack in a sentence without its full stop."""
        doc = (self.damage or self.play).__doc__ or ""
        return " ".join(doc.split("\n\n")[0].split()).rstrip(".")


ATTACKS = (
    Attack("link", links.one_heavy_tab),
    Attack("links-left", links.five_heavy_tabs),
    Attack("largest", links.every_largest_question),
    Attack("widgets", widgets.every_widget),
    Attack("models", widgets.other_models),
    Attack("origins", origins.foreign_origins),
    Attack("origins-malformed", origins.malformed_origins),
    Attack("upload-line", uploads.one_line),
    Attack("upload-word", uploads.one_word),
    Attack("upload-entities", uploads.entities),
    Attack("upload-marks", uploads.combining_marks),
    Attack("upload-full", uploads.full_file),
    Attack("upload-score", uploads.long_text_to_score),
    Attack("upload-hundred", uploads.hundred_files),
    Attack("upload-pictures", odd_files.pictures),
    Attack("upload-clips", odd_files.clips),
    Attack("tunes", odd_files.tunes),
    Attack("texts", places.kept_texts),
    Attack("gates", places.gate_sockets),
    Attack("silent", places.silent_tabs, open_files=1024),
    Attack("connections", places.silent_connections, open_files=1024),
    Attack("slow", places.slow_requests, open_files=1024),
    Attack("deaf", places.deaf_tabs),
    Attack("reruns", floods.one_tab),
    Attack("reruns-tabs", floods.hundred_tabs),
    Attack("caches", floods.cleared_caches),
    Attack("messages", floods.other_messages),
    Attack("frames", floods.malformed_frames),
    Attack("frames-large", floods.large_frames),
    Attack("long-review", links.long_review),
    Attack("long-ruler", links.long_ruler),
    Attack("long-score", links.long_score),
    Attack("folder-bfloat16", folders.looked_at, damage=folders.with_bfloat16),
    Attack("folder-name", folders.looked_at, damage=folders.with_odd_name),
    Attack("folder-pipe", folders.looked_at, damage=folders.with_pipe),
    Attack("folder-endless", folders.looked_at, damage=folders.with_endless_metrics),
    Attack("requests", floods.requests),
    Attack("any-links", links.any_links),
    Attack("any-messages", noise.any_messages),
    Attack("any-requests", noise.any_requests),
)


def named(names: list[str]) -> tuple[Attack, ...]:
    """The attacks whose names begin with one of these; all if there are none."""
    return tuple(a for a in ATTACKS if not names or any(a.name.startswith(n) for n in names))
