import assert from "node:assert/strict";
import { test } from "node:test";

import { most } from "../../rnn_demo/exhibits/elman/line.js";
import { isRight, lasts, short, told } from "../../rnn_demo/exhibits/elman/words.js";
import { page } from "./elements.js";

page();

const net = (name, feedback, outputs, fed) => ({ name, feedback, outputs, fed: fed.map((value) => [value]) });
const film = (feedback, fed) => ({
  lag: 2,
  bits: [1, 0, 1, 1],
  answers: [0.5, 0.5, 1, 0],
  nets: [net("Jordan", feedback, [0.5, 0.5, 0.4, 0.6], fed), net("Elman", "hidden", [0.5, 0.5, 0.99, 0.004], [0, 0, 0, 0])],
});

test("an answer is right, wrong, or not asked for yet", () => {
  const own = film("taught", [0.5, 0.5, 0.5, 1]);
  assert.deepEqual([0, 1, 2, 3].map((at) => isRight(own, own.nets[0], at)), [null, null, false, false]);
  assert.deepEqual([2, 3].map((at) => isRight(own, own.nets[1], at)), [true, true]);
});

test("a step is told with what came back", () => {
  const own = film("taught", [0.5, 0.5, 0.5, 1]);
  assert.equal(told(own, 0), "Step 1: both hear x₁ = 1. Nothing is asked yet: ℓ = 2 steps ago there was no bit.");
  assert.equal(told(own, 2), "Step 3: both hear x₃ = 1. Asked for x₁, which was 1. Jordan gets back ½: there was no answer yet. Jordan says 0.40: wrong. Elman says 0.99: right.");
  assert.match(told(own, 3), /Asked for x₂, which was 0\. Jordan gets back the last answer, x₁ = 1\./);
  assert.match(told(film("own", [0.5, 0.5, 0.5, 0.4]), 3), /Jordan gets back its own output, 0\.40\./);
});

test("numbers and what is fed back are short", () => {
  assert.deepEqual([1, 0, -0.931, -0.001, 0.5].map(short), ["1", "0", "−0.93", "0.00", "0.50"]);
  assert.deepEqual(["hidden", "taught", "own"].map((feedback) => lasts({ feedback })[10]), ["h", "d", "y"]);
});

test("a row holds as many letters as there is room for", () => {
  assert.equal(most(320), 22);
  assert.equal(most(10), 10);
});
