import assert from "node:assert/strict";
import { test } from "node:test";

import { dots } from "../../rnn_demo/exhibits/turing/matrix.js";
import { float16, further, pop, push, ROUNDED, returned, top } from "../../rnn_demo/exhibits/turing/stack.js";
import { fate, inBase, READ, told } from "../../rnn_demo/exhibits/turing/words.js";
import { page } from "./elements.js";

page();

const stack = (...digits) => ({ digits, more: false, value: 0, letters: digits.length });

test("a number is written in its base", () => {
  assert.equal(inBase(stack(), 4), "0");
  assert.equal(inBase(stack(1, 3, 3), 4), "0.133₄");
  assert.equal(inBase({ ...stack(1, 15), more: true }, 16), "0.1 15…₁₆");
});

test("a run is told step by step and tick by tick", () => {
  const step = { machine: { state: "go", cells: "_1_" }, L: stack(), R: stack(3) };
  const run = { base: 8, count: 2, halted: true, final: true, steps: [step, step, step] };
  assert.equal(told(run, 1, READ), "Step 1: state go reads 1. L = 0, R = 0.3₈.");
  assert.match(told(run, 1, 0), /^Tick 2, act: what rule 1 writes is pushed/);
  assert.match(told(run, 2, READ), /^Step 2: it has halted in the state go\./);
  assert.match(told({ ...run, final: false }, 2, READ), /^Step 2: it has halted, since no rule is for 1 in the state go\./);
  assert.match(told({ ...run, halted: false }, 2, READ), /^Step 2: it has not halted, and may never do so\./);
  assert.match(told({ ...run, count: 9 }, 2, READ), /^Step 2: the later ones are computed, but not drawn\./);
});

test("floats are exact, then rounded, then wrong", () => {
  const rival = { name: "float16", rounded: 2, dies: 4 };
  assert.deepEqual([0, 2, 3, 4, 9].map((at) => fate(rival, at)[0]), ["s", "r", "r", "w", "w"]);
  assert.match(fate({ ...rival, dies: null }, 9), /^rounded since step 2/);
});

test("the square of weights has a dot for each", () => {
  assert.equal(dots([[2, 1, 0.5], [0, 3, -1]]), "M1 2h1v1h-1zM3 0h1v1h-1z");
});

test("a stack of bits is one number", () => {
  const exact = ROUNDED.float64;
  let q = 0;
  for (const bit of [1, 0, 1]) q = push(q, bit, exact);
  assert.equal(q, 3 / 4 + 1 / 16 + 3 / 64);
  assert.equal(top(q, exact), 1);
  assert.equal(pop(q, exact), 1 / 4 + 3 / 16);
  assert.equal(pop(0, exact), 0);
  assert.deepEqual(returned([1, 0, 1], float16), [1, 0, 1]);
});

test("what is pushed ten at a time goes on where it stopped", () => {
  assert.deepEqual(further(0, 8), [0, 1, 1, 0, 1, 0, 0, 1]);
  assert.deepEqual(further(3, 5), further(0, 8).slice(3));
});
