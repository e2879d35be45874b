import assert from "node:assert/strict";
import { test } from "node:test";

import { blank, dab, moved, packed, pour, stroke } from "../../rnn_demo/exhibits/captions/board.js";
import { veil } from "../../rnn_demo/exhibits/captions/picture.js";
import { place } from "../../rnn_demo/exhibits/captions/telling.js";
import { bytes } from "../../rnn_demo/ui/js/packing.js";
import { percent } from "../../rnn_demo/ui/js/shares.js";

const RED = [200, 10, 20];
const inked = (board) => Array.from({ length: board.side ** 2 }, (_, i) => i).filter((i) => board.pixels[3 * i + 1] < 255);

test("a dab is round and stays on the board", () => {
  const board = blank(9);
  dab(board, 4, 4, 2, RED);
  assert.equal(inked(board).length, 13);
  assert.deepEqual(Array.from(board.pixels.slice(3 * 40, 3 * 41)), RED);
  dab(board, -50, 3, 2, RED);
  dab(board, 4, 99, 2, RED);
  assert.equal(inked(board).length, 13);
  const corner = blank(9);
  dab(corner, 0, 0, 1, RED);
  assert.deepEqual(inked(corner), [0, 1, 9]);
});

test("a stroke has no gaps", () => {
  const board = blank(20);
  stroke(board, [1, 1], [18, 18], 0.8, RED);
  for (let i = 1; i < 19; i++) assert.ok(inked(board).includes(21 * i));
});

test("colour is poured up to an edge, and over all of a board", () => {
  const board = blank(10);
  for (let i = 0; i < 10; i++) dab(board, i, 4, 0.5, RED);
  pour(board, 0, 0, [1, 2, 3]);
  assert.equal(inked(board).length, 10 * 5);
  assert.deepEqual(Array.from(board.pixels.slice(0, 3)), [1, 2, 3]);
  assert.equal(board.pixels[3 * 9], 255);
  pour(board, 9, 9, RED);
  assert.equal(inked(board).length, 100);
  pour(board, 9, 9, RED);  // the colour that is there
  assert.equal(inked(board).length, 100);
});

test("the cursor stops at the edge", () => {
  const board = blank(4);
  assert.deepEqual(moved(board, [-9, 1]), [0, 3]);
  assert.deepEqual(moved(board, [9, 9]), [3, 3]);
});

test("a drawing comes back as it was packed", () => {
  const board = blank(96);
  stroke(board, [3, 3], [90, 50], 3, RED);
  assert.deepEqual(bytes(packed(board.pixels)), board.pixels);
  assert.equal(packed(board.pixels).length, 36_864);
});

test("where a word looked most there is no veil", () => {
  const shares = veil([0.1, 0.4, 0.3, 0.2]);
  assert.equal(shares[1], 0);
  assert.equal(Math.max(...shares), shares[0]);
  assert.ok(shares.every((share) => share >= 0 && share < 1));
});

test("chances as a person writes them", () => {
  assert.deepEqual([0.00001, 0.0312, 0.618, 0.9932, 0.99999].map(percent), ["under 0.1 %", "3.1 %", "62 %", "99.3 %", "over 99.9 %"]);
});

test("where it looked, in words", () => {
  const at = (...spots) => Array.from({ length: 36 }, (_, i) => (spots.includes(i) ? 1 / spots.length : 0));
  assert.equal(place(at(0)), "at the top on the left");
  assert.equal(place(at(35)), "at the bottom on the right");
  assert.equal(place(at(14, 15, 20, 21)), "at the middle");
  assert.equal(place(at(12, 18)), "on the left");
  assert.equal(place(new Array(36).fill(1 / 36)), "everywhere");
});
