"""What the browser unpacks and colours is what Python packed and computed."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import numpy as np

from rnn_demo.data.landmarks import LEFT_SHOULDER, READ_OF_POSE, RIGHT_SHOULDER
from rnn_demo.exhibits.video import controls
from rnn_demo.exhibits.video.clips import sign_model
from rnn_demo.exhibits.video.compute import played
from rnn_demo.exhibits.video.knobs import VideoKnobs
from rnn_demo.palette import GREEN, ORANGE
from tests.node import node

HERE = Path(controls.__file__).parent
PROGRAM = f"""
import {{ readFileSync }} from "node:fs";
import {{ floats, shorts }} from "{(HERE.parents[1] / "ui" / "js" / "packing.js").as_uri()}";
import {{ framesOf }} from "{(HERE / "figure.js").as_uri()}";
import {{ coloursOf, first }} from "{(HERE / "course.js").as_uri()}";
const data = JSON.parse(readFileSync(0, "utf8")), words = data.words.length;
const all = floats(data.likely);
const likely = data.seen.map((_, frame) => all.subarray(frame * words, (frame + 1) * words));
console.log(JSON.stringify({{
  frames: framesOf(shorts(data.points), data.seen)
    .map((one) => ({{ ...one, points: [...one.points] }})),
  likely: likely.map((row) => [...row]), top: likely.map(first), colours: coloursOf(likely, words),
}}));
"""


def test_the_browser_has_the_numbers() -> None:
    knobs, model = VideoKnobs(clip="hello 67", hands="both", lost=0.3), sign_model()
    data = controls.watched(knobs, model)
    ran = subprocess.run(
        [node(), "--input-type=module", "--eval", PROGRAM],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    clip = played(model.clips["hello 67"], None, knobs).clip
    points = np.concatenate([clip.pose, clip.left_hand, clip.right_hand], axis=1)
    unpacked = np.array([frame["points"] for frame in found["frames"]]).reshape(24, 75, 2)
    np.testing.assert_allclose(unpacked, points, atol=5 / 65_535)
    for name, hand in (("left", clip.left_hand), ("right", clip.right_hand)):
        assert [frame[name] for frame in found["frames"]] == hand.any((1, 2)).tolist()
    assert all(frame["somebody"] for frame in found["frames"])
    likely = np.array(found["likely"])
    np.testing.assert_allclose(likely.sum(1), 1, atol=1e-6)
    assert (likely.argmax(1) == found["top"]).all()
    # The word that leads first is green, the next one that comes to lead is orange.
    leading = list(dict.fromkeys(found["top"]))
    assert [found["colours"][word] for word in leading[:2]] == [GREEN, ORANGE][: len(leading)]
    assert sum(colour.startswith("#") for colour in found["colours"]) == len(leading)


def test_what_is_drawn_faintly_is_not_read_and_the_rest_is() -> None:
    script = (HERE / "figure.js").read_text(encoding="utf-8")

    def points(name: str) -> set[int]:
        found = re.search(rf"\b{name} = (\[.*?\])[,;]", script)
        assert found
        return {int(number) for number in re.findall(r"\d+", found[1])}

    shoulders = {LEFT_SHOULDER, RIGHT_SHOULDER}
    assert not (points("TORSO") - shoulders | points("EYES")) & {*READ_OF_POSE}
    assert points("BODY") | points("EARS") | points("MOUTH") <= {*READ_OF_POSE}
