import assert from "node:assert/strict";
import { test } from "node:test";

import { within } from "../../rnn_demo/exhibits/learned_dynamics/dragging.js";
import { directions } from "../../rnn_demo/exhibits/learned_dynamics/portrait.js";
import { errorOf, maxima, predictorOf, runFree } from "../../rnn_demo/exhibits/learned_dynamics/predictors.js";

test("a dragged start stays in its box and is rounded as the link has it", () => {
  assert.deepEqual(within({ low: [-1, 0], high: [1, 2] }, [-3, 0.12345]), [-1, 0.12]);
});

test("the screen's directions are perpendicular unit vectors", () => {
  for (const turn of [{ yaw: 0, pitch: 0 }, { yaw: -0.6, pitch: 0.25 }, { yaw: 2, pitch: -1.5 }]) {
    const { right, up } = directions(turn);
    const dot = (a, b) => a.reduce((sum, one, i) => sum + one * b[i], 0);
    assert.ok(Math.abs(dot(right, up)) < 1e-12);
    assert.ok(Math.abs(dot(right, right) - 1) < 1e-12);
    assert.ok(Math.abs(dot(up, up) - 1) < 1e-12);
  }
});

test("maxima are those of parabolas", () => {
  const values = Array.from({ length: 9 }, (_, x) => 3 - (x - 4.25) ** 2);
  assert.ok(Math.abs(maxima(values)[0] - 3) < 1e-12);
  assert.deepEqual(maxima([1, 2, 3]), []);
});

test("what has blown up is infinitely wrong", () => {
  const doubling = predictorOf({ name: "", title: "", kind: "polynomial", delays: 1, factors: [[1]], readout: [[9]] });
  const free = runFree(doubling, [Float64Array.of(1), Float64Array.of(1)], 5);
  assert.equal(free[0][0], 10);
  assert.ok(Number.isNaN(free[4][0]));
  assert.equal(errorOf(free[4], Float64Array.of(1)), Infinity);
  assert.equal(errorOf(Float64Array.of(3, 4), Float64Array.of(0, 0)), Math.sqrt(12.5));
});
