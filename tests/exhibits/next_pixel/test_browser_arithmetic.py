"""What the browser computes of a network is what Python computes of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnn_demo.artifacts.pixels import read_pixels
from rnn_demo.dynamics.chance import words
from rnn_demo.exhibits.next_pixel.view import network_data
from rnn_demo.networks.pixel_steps import logits, nats
from tests.exhibits.boltzmann.test_browser_arithmetic import run
from tests.tiny_pixels import NAME, write_tiny_pixels

EXHIBIT = Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "next_pixel"
PROGRAM = f"""
import {{ readFileSync }} from "node:fs";
import {{ readWhole, unpacked }} from "{(EXHIBIT / "network.js").as_uri()}";
import {{ begun, onePixel, surprise }} from "{(EXHIBIT / "drawing_on.js").as_uri()}";
const {{ sent, picture, seed, temperature, from }} = JSON.parse(readFileSync(0, "utf8"));
const network = unpacked(sent), pixels = sent.rows * sent.columns;
const all = (drawn) => ({{
  pictures: drawn.pictures.map((one) => Array.from(one)),
  likely: drawn.likely.map((one) => Array.from(one)),
  nats: Array.from(drawn.nats), given: Array.from(drawn.given),
}});
const found = from.map((given) => {{
  const drawn = begun(network, 5, picture, given, readWhole(network, picture), seed);
  while (drawn.at < pixels) onePixel(network, drawn, picture, temperature);
  return all(drawn);
}});
const {{ logits }} = readWhole(network, picture);
const surprises = Array.from(logits, (logit, i) => surprise(logit, picture[i]));
console.log(JSON.stringify({{ found, surprises }}));
"""


def test_pictures_are_drawn_as_python_would_draw_them(tmp_path: Path) -> None:
    artifact = read_pixels(write_tiny_pixels(tmp_path) / NAME)
    weights = {name: tensor.astype(np.float64) for name, tensor in artifact.weights.items()}
    picture = np.random.default_rng(0).integers(0, 2, 42)
    seed, temperature, from_ = 2**40 + 7, 1.5, [0, 1, 9, 14, 42]
    told = run(
        PROGRAM,
        {
            "sent": network_data(artifact),
            "picture": picture.tolist(),
            "seed": seed,
            "temperature": temperature,
            "from": from_,
        },
    )
    grid = picture.reshape(1, 6, 7).astype(float)
    np.testing.assert_allclose(
        told["surprises"], nats(grid, logits(weights, grid)).ravel(), atol=1e-12
    )
    for given, drawn in zip(from_, told["found"], strict=True):
        pictures = np.array(drawn["pictures"], float).reshape(5, 6, 7)
        assert (pictures.reshape(5, -1)[:, :given] == picture[:given]).all()
        found = logits(weights, pictures)
        likely = 1 / (1 + np.exp(-found))
        np.testing.assert_allclose(np.array(drawn["likely"]).reshape(5, 6, 7), likely, atol=1e-12)
        each = nats(pictures, found).reshape(5, -1)
        np.testing.assert_allclose(drawn["nats"], each.sum(1), atol=1e-10)
        np.testing.assert_allclose(drawn["given"], each[:, :given].sum(1), atol=1e-10)
        for n in range(5):
            luck = words(seed, 8 + n)
            coins = np.array([next(luck) for _ in range(42)]) / 2**32
            chosen = coins < 1 / (1 + np.exp(-found[n].ravel() / temperature))
            assert (pictures[n].ravel()[given:] == chosen[given:]).all()
        if given < 42:
            assert len({tuple(one) for one in drawn["pictures"]}) > 1
