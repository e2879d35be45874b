import assert from "node:assert/strict";
import { test } from "node:test";

import { begun, onePixel, surprise } from "../../rnn_demo/exhibits/next_pixel/drawing_on.js";
import { readWhole } from "../../rnn_demo/exhibits/next_pixel/network.js";
import { costOf, pixelTold, told } from "../../rnn_demo/exhibits/next_pixel/words.js";
import { page } from "./elements.js";

page();

/** A network of one unit each, with every weight 0 but those named. */
function network(values = {}) {
  const shapes = {
    row_input_weight: 4 * 3, row_hidden_weight: 4 * 3, row_row_bias: 2 * 4, row_column_bias: 3 * 4, column_above_weight: 4,
    column_pixel_weight: 4, column_hidden_weight: 4, column_bias: 4, head_hidden_weight: 1, head_above_weight: 1, head_bias: 1,
    output_weight: 1, output_bias: 1,
  };
  const weights = Object.fromEntries(Object.entries(shapes).map(([name, size]) => [name, new Float32Array(size).fill(values[name] ?? 0)]));
  return { rows: 2, columns: 3, channels: 1, window: 3, hidden: 1, head: 1, weights };
}

function drawnWith(weights, from, given, temperature = 1) {
  const drawn = begun(weights, 3, given, from, readWhole(weights, given), 5);
  while (drawn.at < 6) onePixel(weights, drawn, given, temperature);
  return drawn;
}

test("a network that knows nothing tosses fair coins", () => {
  const drawn = drawnWith(network(), 0, []);
  for (const likely of drawn.likely) assert.deepEqual(Array.from(likely), new Array(6).fill(0.5));
  for (const nats of drawn.nats) assert.ok(Math.abs(nats - 6 * Math.LN2) < 1e-12);
});

test("what is given is taken, and its nats are counted apart", () => {
  const drawn = drawnWith(network({ output_bias: 2 }), 4, [1, 0, 1, 0]);
  for (const picture of drawn.pictures) assert.deepEqual(Array.from(picture.subarray(0, 4)), [1, 0, 1, 0]);
  const expected = 2 * surprise(2, 1) + 2 * surprise(2, 0);
  for (const nats of drawn.given) assert.ok(Math.abs(nats - expected) < 1e-12);
});

test("the same seed draws the same, and a cold network takes the likelier pixel", () => {
  assert.deepEqual(drawnWith(network(), 0, []).pictures, drawnWith(network(), 0, []).pictures);
  const cold = drawnWith(network({ output_bias: -1 }), 0, [], 0.01);
  assert.ok(cold.pictures.every((picture) => picture.every((pixel) => pixel === 0)));
});

test("a drawing's cost is held against test digits", () => {
  const surprises = Float64Array.from([1, 2, 3, 4]), measured = { nats: 8, deciles: [2, 4, 6, 7, 8, 9, 9.5, 9.8, 11, 12, 20] };
  assert.equal(costOf(surprises, 2, null), "What is given: 3.0 nats. The drawing as a whole, with the empty part: 10.0.");
  assert.match(costOf(surprises, 2, measured), /A test digit costs 8\.0 in the mean; about 72 % cost less than this\.$/);
  assert.match(costOf(Float64Array.from([3]), 1, measured), /fewer than 10 % cost less than this\.$/);
  assert.match(costOf(Float64Array.from([15]), 1, measured), /more than 90 % cost less than this\.$/);
  // A drawing that costs as much as the middle digit, or a hair less, costs more than half of them.
  for (const nats of [9, 8.999]) assert.match(costOf(Float64Array.from([nats]), 1, measured), /about 50 % cost less than this\.$/);
  assert.match(costOf(Float64Array.from([30]), 1, measured), /Every test digit costs less/);
  assert.match(costOf(Float64Array.from([1]), 1, measured), /none as little as this\.$/);
});

test("the sentence follows the drawing", () => {
  const weights = network(), given = [1, 0], drawn = begun(weights, 3, given, 2, readWhole(weights, given), 5);
  assert.equal(told(drawn, 3, 6, false), "2 pixels are given.");
  for (let n = 0; n < 2; n++) onePixel(weights, drawn, given, 1);
  assert.equal(told(drawn, 3, 6, false), "2 pixels are given."); // the last of them was not drawn
  for (let n = 0; n < 2; n++) onePixel(weights, drawn, given, 1);
  assert.equal(told(drawn, 3, 6, false), "Row 2, column 1: p(ink) was 0.50, 0.50, 0.50.");
  assert.match(told(drawn, 3, 6, true), /^Drawing\. Pause/); // no pixel is named that is long past
  assert.equal(pixelTold(drawn, 0, 0, 3), "Row 1, column 1: ink, given; p(ink) was 0.500, its surprise 0.69 nats.");
  assert.match(pixelTold(drawn, 0, 3, 3), /^Row 2, column 1: (ink|paper); p\(ink\) was 0\.500, its surprise 0\.69 nats\.$/);
  assert.equal(pixelTold(drawn, 0, 5, 3), "Row 2, column 3: not drawn yet.");
  for (let n = 0; n < 2; n++) onePixel(weights, drawn, given, 1);
  assert.match(told(drawn, 3, 6, false), /^Done: the pixels that the network chose cost between 2\.8 and 2\.8 nats a picture\./);
});

test("a picture that is given whole leaves nothing to draw", () => {
  const weights = network(), given = [1, 0, 1, 0, 1, 0], drawn = begun(weights, 3, given, 6, readWhole(weights, given), 5);
  assert.equal(told(drawn, 3, 6, false), "All 6 pixels are given: there is nothing left to draw.");
});
