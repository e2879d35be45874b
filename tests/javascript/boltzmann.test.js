import assert from "node:assert/strict";
import { test } from "node:test";

import { example } from "../../rnn_demo/exhibits/boltzmann/digits/example.js";
import { told as toldOfDrawing } from "../../rnn_demo/exhibits/boltzmann/digits/words.js";
import { stateAt, told, unitsOf } from "../../rnn_demo/exhibits/boltzmann/words.js";
import { ARROWS, dab, moved, stroke } from "../../rnn_demo/ui/js/drawing.js";
import { halves } from "../../rnn_demo/ui/js/packing.js";
import { page } from "./elements.js";

page();

const chain = { units: 2, weights: [[0, 2], [2, 0]], biases: [-1, -1], temperatures: [1, 0.5], numbers: [0, 2, 3] };

test("a state is its number's binary digits, the first unit first", () => {
  assert.deepEqual(unitsOf(5, 4), [0, 1, 0, 1]);
});

test("within a sweep the first units are new and the others still old", () => {
  assert.deepEqual([0, 1, 2].map((part) => stateAt({ ...chain, numbers: [1, 2] }, 0, part)), [[0, 1], [1, 1], [1, 0]]);
});

test("each coin is told with its chance", () => {
  assert.equal(told(chain, 0, 0), "The chain's first state is 00.");
  assert.equal(told(chain, 0, 1), "Unit 1 was drawn: b₁ + Σ w s = −1, T = 1, so p(s₁ = 1) = σ(−1) ≈ 0.269. The coin made it 1.");
  assert.equal(told(chain, 2, 0), "Unit 2 was drawn: b₂ + Σ w s = 1, T = 0.5, so p(s₂ = 1) = σ(2) ≈ 0.881. The coin made it 1.");
});

test("float16 is unpacked", () => {
  // 1, −2, 65504, the smallest number above 0, infinity, nan
  const packed = new Uint16Array([0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x7e00]);
  const text = btoa(String.fromCharCode(...new Uint8Array(packed.buffer)));
  assert.deepEqual(Array.from(halves(text)), [1, -2, 65504, 2 ** -24, Infinity, Number.NaN]);
});

test("a stroke has no gaps and stays within the picture", () => {
  const drawing = { pixels: new Uint8Array(100), rows: 10, columns: 10, cursor: 0 };
  stroke(drawing, [0, 0], [9, 9], 1);
  for (let i = 0; i < 10; i++) assert.equal(drawing.pixels[11 * i], 1);
  stroke(drawing, [0, 0], [9, 9], 0);
  assert.equal(drawing.pixels.some(Boolean), false);
  dab(drawing, -5, 40, 1);
  assert.equal(drawing.pixels.some(Boolean), false);
});

test("the arrow keys stop at the edge", () => {
  const drawing = { pixels: new Uint8Array(6), rows: 2, columns: 3, cursor: 0 };
  assert.deepEqual(["ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"].map((key) => moved(drawing, ARROWS[key])), [0, 0, 3, 1]);
  assert.equal(moved({ ...drawing, cursor: 5 }, ARROWS.ArrowRight), 5);
});

test("there is something in the upper half to begin with", () => {
  const drawing = { pixels: new Uint8Array(784), rows: 28, columns: 28, cursor: 0 };
  example(drawing);
  assert.ok(drawing.pixels.slice(0, 392).filter(Boolean).length > 30);
});

test("a drawing is compared with digits that were measured", () => {
  const measured = { logPartition: 400, logLikelihood: -86, deciles: [-500, -400, -380, -360, -350, -340, -330, -320, -310, -300, -250] };
  assert.equal(toldOfDrawing(-300.04, 50, null), "Free energy of your drawing: F = −300.0 nats.");
  assert.match(toldOfDrawing(-345, 50, measured), /ln p = −F − ln Z = −55\.0 nats; .* −86\.0 in the mean\. About 40 % of the test digits are likelier\.$/);
  assert.match(toldOfDrawing(-200, 50, measured), /All test digits are likelier/);
  assert.match(toldOfDrawing(-600, 50, measured), /likelier than every test digit/);
  assert.match(toldOfDrawing(-600, 0, measured), /An empty picture may be likelier/);
});
