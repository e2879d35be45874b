"""A captioner made with torch is served without it: the same numbers from the same weights."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from torch import nn

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.graph import MAX_GRAPH_BYTES, Graph, read_graph, state_of
from rnn_demo.artifacts.weights import Weights, read_weights
from rnn_demo.networks.graph_export import export_graph
from tests.toy_captioner import OUTPUTS, DecoderStep, Encoder, step_inputs

ROOT = Path(__file__).parents[2]
PLACES = 4
WORDS = 7
pytestmark = pytest.mark.slow  # exports need seconds to be imported


@dataclass(frozen=True)
class Captioner:
    """Both networks, and the folder that serves them."""

    encoder: Encoder
    step: DecoderStep
    folder: Path


@pytest.fixture(scope="module")
def captioner(tmp_path_factory: pytest.TempPathFactory) -> Captioner:
    torch.manual_seed(1)
    encoder, step = Encoder((4, 6)), DecoderStep(11, 5, 8, 6)
    folder = tmp_path_factory.mktemp("captioner")
    export_graph(encoder, {"pixels": torch.zeros(2, 3, 8, 8)}, ("grid",), folder / "encoder.onnx")
    export_graph(step, step_inputs(step, 2, PLACES), OUTPUTS, folder / "step.onnx")
    for name, network in (("encoder", encoder), ("step", step)):
        weights = {n: p.detach().half().numpy() for n, p in network.named_parameters()}
        save_file(weights, folder / f"{name}.safetensors")
        with torch.no_grad():  # what is served is what is stored
            for parameter in network.parameters():
                parameter.copy_(parameter.half().float())
    return Captioner(encoder, step, folder)


def weights_of(network: nn.Module, path: Path) -> Weights:
    return read_weights(path, {n: tuple(p.shape) for n, p in network.named_parameters()})


def graphs(captioner: Captioner) -> tuple[Graph, Graph]:
    encoder, step = (
        read_graph(
            captioner.folder / f"{name}.onnx",
            weights_of(network, captioner.folder / f"{name}.safetensors"),
        )
        for name, network in (("encoder", captioner.encoder), ("step", captioner.step))
    )
    return encoder, step


@pytest.mark.parametrize("batch", [1, 3, 32])
def test_a_caption_is_that_of_torch(captioner: Captioner, batch: int) -> None:
    encoder, step = graphs(captioner)
    pixels = torch.randn(batch, 3, 8, 8, generator=torch.Generator().manual_seed(batch))
    grid = encoder.run(pixels=pixels.numpy())["grid"]
    ids = np.zeros(batch, np.int64)
    state = {name: np.zeros((batch, 8), np.float32) for name in ("hidden", "cell")}
    with torch.inference_mode():
        expected_grid = captioner.encoder(pixels)
        np.testing.assert_allclose(grid, expected_grid.numpy(), atol=1e-6)
        hidden = cell = torch.zeros(batch, 8)
        for _ in range(WORDS):
            logits, attention, hidden, cell = captioner.step(
                torch.from_numpy(ids), expected_grid, hidden, cell
            )
            found = step.run(ids=ids, grid=grid, **state)
            np.testing.assert_allclose(found["logits"], logits.numpy(), atol=1e-5)
            np.testing.assert_allclose(found["attention"], attention.numpy(), atol=1e-6)
            np.testing.assert_allclose(found["attention"].sum(1), 1, atol=1e-6)
            state, ids = state_of(found), found["logits"].argmax(1)
    assert set(state) == {"hidden", "cell"}


def test_nobody_else_in_the_batch_changes_a_caption(captioner: Captioner) -> None:
    _, step = graphs(captioner)
    inputs = {name: v.numpy() for name, v in step_inputs(captioner.step, 5, PLACES).items()}
    together = step.run(**inputs)
    for row in range(5):
        alone = step.run(**{name: value[row : row + 1] for name, value in inputs.items()})
        for name in OUTPUTS:
            np.testing.assert_allclose(alone[name][0], together[name][row], atol=1e-6)


def test_the_graph_holds_no_weights_and_nothing_of_the_machine(captioner: Captioner) -> None:
    content = (captioner.folder / "step.onnx").read_bytes()
    assert captioner.step.head.weight.detach().numpy().tobytes() not in content
    assert str(ROOT).encode() not in content
    assert b".py" not in content


def cut(folder: Path) -> None:
    content = (folder / "step.onnx").read_bytes()
    (folder / "step.onnx").write_bytes(content[: len(content) // 2])


def missing(folder: Path) -> None:
    (folder / "step.onnx").unlink()


def large(folder: Path) -> None:
    (folder / "step.onnx").write_bytes(bytes(MAX_GRAPH_BYTES + 1))


def foreign(folder: Path) -> None:
    (folder / "step.onnx").write_bytes((folder / "encoder.onnx").read_bytes())


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (cut, "cannot be used with these weights"),
        (missing, "cannot be read"),
        (large, "1,000,000 are the most that such a file may have"),
        (foreign, "cannot be used with these weights"),
    ],
)
def test_a_damaged_graph_is_one_sentence(
    captioner: Captioner, tmp_path: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    for name in ("step.onnx", "encoder.onnx"):
        (tmp_path / name).write_bytes((captioner.folder / name).read_bytes())
    damage(tmp_path)
    weights = weights_of(captioner.step, captioner.folder / "step.safetensors")
    with pytest.raises(ArtifactError, match=sentence) as error:
        read_graph(tmp_path / "step.onnx", weights)
    assert "\n" not in str(error.value)


def test_wrong_inputs_are_one_sentence(captioner: Captioner) -> None:
    encoder, _ = graphs(captioner)
    with pytest.raises(ValueError, match="takes pixels; it was given picture"):
        encoder.run(picture=np.zeros((1, 3, 8, 8), np.float32))
    with pytest.raises(ValueError, match="cannot take these inputs") as error:
        encoder.run(pixels=np.zeros((1, 8, 8), np.float32))
    assert "\n" not in str(error.value)


def test_serving_needs_no_torch(captioner: Captioner) -> None:
    shapes = {n: tuple(p.shape) for n, p in captioner.encoder.named_parameters()}
    program = (
        "import sys\nfrom pathlib import Path\nimport numpy as np\n"
        "from rnn_demo.artifacts.graph import read_graph\n"
        "from rnn_demo.artifacts.weights import read_weights\n"
        f"folder = Path({str(captioner.folder)!r})\n"
        f"weights = read_weights(folder / 'encoder.safetensors', {shapes!r})\n"
        "graph = read_graph(folder / 'encoder.onnx', weights)\n"
        "grid = graph.run(pixels=np.zeros((1, 3, 8, 8), np.float32))['grid']\n"
        "assert grid.shape == (1, 4, 6), grid.shape\n"
        "assert not {'torch', 'onnx', 'streamlit'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=dict(os.environ), check=True)
