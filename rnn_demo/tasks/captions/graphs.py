"""The two graphs that serve a captioner: its encoder, and one step of its decoder."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch

from rnn_demo.artifacts.captions import ENCODER, STEP
from rnn_demo.configuration.captions import CaptionerSize
from rnn_demo.networks.captioner import DecoderStep, Encoder
from rnn_demo.networks.graph_export import export_graph


def graphs_of(encoder: Encoder, step: DecoderStep, size: CaptionerSize) -> dict[str, bytes]:
    """The contents of both files by name, without weights."""
    grid = torch.zeros(2, size.grid**2, size.channels[-1])
    state = torch.zeros(2, size.hidden_size)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        export_graph(
            encoder,
            {"pixels": torch.zeros(2, 3, size.side, size.side)},
            ("grid", "hidden", "cell"),
            folder / ENCODER,
        )
        export_graph(
            step,
            {
                "ids": torch.zeros(2, dtype=torch.int64),
                "grid": grid,
                "hidden": state,
                "cell": state.clone(),
            },
            ("logits", "attention", "next_hidden", "next_cell"),
            folder / STEP,
        )
        return {name: (folder / name).read_bytes() for name in (ENCODER, STEP)}
