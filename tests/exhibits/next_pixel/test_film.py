"""The films of the page: each scene shows what it says, and the browser gets all of it."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from rnn_demo.configuration.frames import FrameSize, frame_shapes
from rnn_demo.exhibits.next_pixel.film import compute
from rnn_demo.exhibits.next_pixel.film.digits import own_digits, own_signs
from rnn_demo.exhibits.next_pixel.film.section import TOLD
from rnn_demo.exhibits.next_pixel.film.view import film_data
from rnn_demo.exhibits.next_pixel.knobs import SCENES

SIZE = FrameSize("gru", 32, 3, layers=1)


def film(scene: str, seed: int = 0) -> compute.ForetoldFilm:
    random = np.random.default_rng(0)
    weights = {name: random.normal(size=shape) for name, shape in frame_shapes(SIZE).items()}
    return compute.foretold_film(weights, SIZE, scene, seed)


def test_every_scene_has_its_words() -> None:
    assert {*SCENES} == {*TOLD} == {*compute.SCENES, "chance"}


@pytest.mark.parametrize(("scene", "right"), [("straight", True), ("edge", False)])
def test_who_moves_on_is_wrong_at_edges_only(scene: str, right: bool) -> None:
    found = film(scene)
    errors = found.errors(found.moves_on)
    assert (errors == 0).all() == right
    assert right or (np.diff(errors) > 0).all()  # both digits leave the picture
    assert found.errors(found.stays).min() > 0


def test_one_digit_covers_the_other_when_nobody_looks_any_more() -> None:
    ink = film("covered").truth.sum((1, 2))
    assert ink[[9, 10, 11]].max() < 0.9 * ink[[6, 14]].min()


def test_a_film_by_chance_is_of_its_seed() -> None:
    first, again, other = (film("chance", seed).truth for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_our_own_digits_are_ten_and_no_signs() -> None:
    digits, signs = own_digits(), own_signs()
    assert digits.shape == (10, 14, 14) and signs.shape == (2, 14, 14)
    assert digits.min() >= 0 and digits.max() == 1
    flat = digits.reshape(10, -1)
    assert np.abs(flat[:, None] - flat).sum(-1)[~np.eye(10, dtype=bool)].min() > 10


def test_the_browser_gets_every_frame() -> None:
    found = film("edge")
    data = film_data(found)
    assert (data["side"], data["seen"], data["frames"]) == (32, 10, 15)
    unpacked = {
        name: np.frombuffer(base64.b64decode(text), np.uint8).reshape(15, 32, 32) / 255
        for name, text in data["films"].items()
    }
    np.testing.assert_allclose(unpacked["truth"], found.truth, atol=0.5 / 255)
    np.testing.assert_allclose(unpacked["network"][1:], found.network, atol=0.501 / 255)
    np.testing.assert_allclose(unpacked["stays"][:10], found.truth[:10], atol=0.5 / 255)
    np.testing.assert_allclose(unpacked["moves"][10:], found.moves_on, atol=0.5 / 255)
    truth = found.truth[10:]
    for name, frames in (("network", found.network[9:]), ("stays", found.stays)):
        np.testing.assert_allclose(
            data["errors"][name], ((frames - truth) ** 2).mean((1, 2)), rtol=1e-6
        )
