import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { asDrawing, stroke, written } from "../../rnn_demo/exhibits/approximation/curve/drawing.js";
import { film } from "../../rnn_demo/exhibits/approximation/film.js";
import { certainError, mostRuns } from "../../rnn_demo/exhibits/approximation/limits.js";
import { short } from "../../rnn_demo/exhibits/approximation/lines.js";
import { firstWeights, foldingWeights, workspace } from "../../rnn_demo/exhibits/approximation/network.js";
import { border } from "../../rnn_demo/exhibits/approximation/plane/pictures.js";
import { pointsOf } from "../../rnn_demo/exhibits/approximation/points.js";
import { errorBound, staircase, staircaseError } from "../../rnn_demo/exhibits/approximation/staircase.js";
import { finePoints, fittedPoints, jumpOf, valueAt } from "../../rnn_demo/exhibits/approximation/targets.js";
import { descend } from "../../rnn_demo/exhibits/approximation/training.js";

// Written by Python: tests/exhibits/approximation/golden.py.
const golden = JSON.parse(readFileSync(new URL("approximation.golden.json", import.meta.url), "utf-8"));

function near(values, others, where, bound = 1e-9) {
  assert.equal(values.length, others.length, where);
  for (let i = 0; i < values.length; i++) {
    assert.ok(Math.abs(values[i] - others[i]) <= bound * Math.max(1, Math.abs(others[i])), `${where}, ${i}: ${values[i]}, ${others[i]}`);
  }
}

// The first losses of a descent, and, where all of it is wanted, the place in the end.
function way(objective, theta, how, count, whole) {
  const losses = [];
  let last = null;
  for (const place of descend(objective, theta, how)) {
    if (losses.length < count) losses.push(place.loss);
    else if (!whole) break;
    last = place;
  }
  return { losses, last };
}

for (const [name, { data, ...own }] of Object.entries(golden.curves)) {
  test(`a net is fitted to a curve as in Python: ${name}`, () => {
    const { target, net } = data, fine = finePoints(target), { x, y } = fittedPoints(target);
    near(Array.from(fine.y).filter((_, i) => i % Math.floor(fine.y.length / 40) === 0), own.values, "values", 1e-12);
    near([-2.6, 1.7].map((one) => valueAt(target, one)).filter((one) => !Number.isNaN(one)), own.beyond.filter((one) => one !== null), "beyond", 1e-12);
    const theta = data.folded ? foldingWeights(net) : firstWeights(net, data.seed);
    near(theta, own.theta, "first weights", 1e-15);
    const training = workspace(net, x);
    const { losses, last } = way((now) => training.lossAndGradient(now, y, "squares"), theta, data, own.losses.length, Boolean(own.later));
    near(losses, own.losses, "losses");
    assert.deepEqual(data.first, own.losses);
    assert.equal(mostRuns(net), own.runs);
    near([certainError(fine.y, own.runs, jumpOf(target))], [own.certain], "certain error", 1e-12);
    for (const [cells, steep, error, bound] of own.stairs) {
      const found = staircaseError(target, staircase(target, cells, steep));
      near([found.error, errorBound(target, cells, steep)], [error, bound], "the sum of steps", 1e-12);
    }
    if (own.later) {
      const g = workspace(net, fine.x).forward(last.theta);
      const most = Math.max(...g.map((one, i) => Math.abs(one - fine.y[i])));
      near([last.loss, most], own.later.slice(0, 2), "after all updates", 1e-8);
    }
  });
}

for (const [name, { data, ...own }] of Object.entries(golden.planes)) {
  test(`points are told apart as in Python: ${name}`, () => {
    const { learned, tested } = pointsOf(data.pattern, data.noise, data.seed);
    const tenth = (values) => Array.from(values).filter((_, i) => Math.floor(i / 2) % 10 === 0);
    near(tenth(learned.x), own.x, "points", 1e-12);
    near(tenth(tested.x), own.unseen, "unseen points", 1e-12);
    assert.deepEqual(Array.from(learned.y).filter((_, i) => i % 10 === 0), own.y);
    const theta = firstWeights(data.net, data.seed);
    near(theta, own.theta, "first weights", 1e-15);
    const z = workspace(data.net, tested.x).forward(theta);
    assert.equal(z.filter((one, i) => one > 0 === (tested.y[i] === 1)).length / z.length, own.right);
    const training = workspace(data.net, learned.x);
    near(way((now) => training.lossAndGradient(now, learned.y, "classes"), theta, data, own.losses.length, false).losses, own.losses, "losses");
  });
}

test("a curve is drawn without gaps and stays within its bounds", () => {
  const { drawn } = asDrawing({ name: "step", bumps: 1, drawn: [] });
  assert.deepEqual([drawn.length, drawn[31], drawn[32]], [65, 0, 30]);
  stroke(drawn, { x: -1.5, y: 7 }, { x: 0, y: -7 });
  assert.deepEqual([drawn[0], drawn[32]], [30, -30]);
  assert.ok(drawn.slice(0, 33).every((height, i) => i === 0 || height <= drawn[i - 1]));
  assert.equal(drawn[33], 30);
  assert.equal(written([-30, 0, 30]), "Ae8");
});

test("a unit's line crosses the square that is shown, or not", () => {
  assert.deepEqual(border(1, 0, -0.5).normal, [1, 0]);
  const { from, to } = border(1, 0, -0.5);
  assert.deepEqual([from[0], to[0]], [0.5, 0.5]);
  assert.equal(border(1, 0, -3), null);
  const slanted = border(1, 1, 0);
  assert.deepEqual([slanted.from, slanted.to], [[-1.1, 1.1], [1.1, -1.1]]);
});

test("numbers are short", () => {
  assert.deepEqual([0, 0.012345, -1.5, 3.14e-9, 250000].map(short), ["0", "0.0123", "−1.5", "3.1·10⁻⁹", "2.5·10⁵"]);
});

test("a stopped training goes on as if it had never been stopped", () => {
  const frames = new Map();
  let last = 0;
  globalThis.requestAnimationFrame = (then) => {
    last += 1;
    frames.set(last, then);
    return last;
  };
  globalThis.cancelAnimationFrame = (frame) => frames.delete(frame);
  globalThis.window = { matchMedia: () => ({ matches: false }) };
  const frame = () => {
    for (const [key, then] of [...frames]) {
      frames.delete(key);
      then();
    }
  };
  const net = { inputs: 1, width: 4, depth: 1, activation: "tanh" }, { x, y } = fittedPoints({ name: "bell", bumps: 1, drawn: [] });
  const training = workspace(net, x), how = { optimizer: "adam", updates: 240, rate: 0.1 };
  const descent = () => descend((theta) => training.lossAndGradient(theta, y, "squares"), firstWeights(net, 1), how);
  const noted = [], root = { isConnected: true };
  let drawn = 0;
  const own = film({ root, note: (update) => noted.push(update), draw: () => { drawn += 1; } });
  own.put(descent(), how.updates);
  assert.deepEqual([own.update, own.over, own.running, noted], [0, false, false, [0]]);
  own.go();
  frame();
  assert.ok(own.running && own.update > 0 && own.update <= 2); // 240 updates in 120 frames
  own.pause();
  const there = own.update;
  frame();
  assert.deepEqual([own.running, own.update], [false, there]);
  own.one();
  assert.equal(own.update, there + 1);
  own.go();
  for (let k = 0; k < 5; k++) frame();
  own.atOnce();
  while (own.running) frame();
  assert.deepEqual([own.update, own.over, noted.at(-1)], [240, true, 240]);
  assert.ok(drawn >= 8 && noted.length <= 152);
  let place = null;
  for (place of descent());
  assert.deepEqual(own.place.theta, place.theta);
  own.one(); // there is no update left
  assert.equal(own.update, 240);

  own.put(descent(), how.updates);
  own.go();
  root.isConnected = false; // the visitor has left the page
  frame();
  assert.deepEqual([own.running, own.update, frames.size], [false, 0, 0]);
});
