import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { between, spoiled } from "../../rnn_demo/exhibits/hopfield/bitmaps.js";
import { denseRecall } from "../../rnn_demo/exhibits/hopfield/dense.js";
import { energyOf, recall, remember, stateAt, stepsOf } from "../../rnn_demo/exhibits/hopfield/memory.js";
import { judged, overlapsOf } from "../../rnn_demo/exhibits/hopfield/verdict.js";
import { descent, told } from "../../rnn_demo/exhibits/hopfield/words.js";
import { unpacked, written } from "../../rnn_demo/ui/js/bitmaps.js";

// Written by Python: tests/exhibits/hopfield/golden.py.
const golden = JSON.parse(readFileSync(new URL("hopfield.golden.json", import.meta.url), "utf-8"));

function near(values, others, where) {
  assert.equal(values.length, others.length, where);
  values.forEach((value, k) => {
    assert.ok(Math.abs(value - others[k]) <= 1e-9 * Math.max(1, Math.abs(others[k])), `${where}, ${k}: ${value}, ${others[k]}`);
  });
}

for (const [name, one] of Object.entries(golden)) {
  test(`a recall is that of Python: ${name}`, () => {
    const { data } = one, units = data.side ** 2, bytes = Math.ceil(units / 8), long = Math.ceil(bytes / 3) * 4;
    const patterns = data.names.map((_, k) => unpacked(data.patterns.slice(k * long, (k + 1) * long), units));
    const start = spoiled(unpacked(data.drawing, units), data.noise, data.wiped, data.seed);
    assert.deepEqual(start, unpacked(one.start, units));
    const dense = data.rule === "dense" && patterns.length > 0;
    const memory = dense ? null : remember(patterns, units, data.rule === "dense" ? "hebb" : data.rule, data.theta);
    const found = dense ? denseRecall(patterns, start, data.beta) : recall(memory, start, data.update, data.seed);
    near(found.energies, one.energies, "energies");
    assert.deepEqual(found.flips, one.flips);
    if (!dense) assert.equal(found.period, one.period);
    assert.equal(found.settled, one.settled);
    const last = stateAt(found, stepsOf(found)), final = last.map((value) => (value < 0 ? -1 : 1));
    assert.deepEqual(Int8Array.from(final), unpacked(one.final, units));
    near(overlapsOf(patterns, last), one.overlaps, "overlaps");
    assert.deepEqual(judged(patterns, final), one.verdict);
    if (!dense) near([energyOf(memory, last)], [found.energies.at(-1)], "the last energy");
  });
}

test("a drawing goes into a link and comes back", () => {
  const pixels = Int8Array.from({ length: 25 }, (_, i) => (i % 3 ? -1 : 1));
  const [side, bits] = written(pixels).split(".");
  assert.equal(side, "5");
  assert.deepEqual(unpacked(bits.replaceAll("-", "+").replaceAll("_", "/") + "=".repeat(-bits.length & 3), 25), pixels);
});

test("a stroke has no gaps", () => {
  assert.deepEqual(between(0, 0, 4), [0]);
  assert.deepEqual(between(0, 15, 4), [0, 5, 10, 15]);
  assert.deepEqual(between(12, 15, 4), [12, 13, 14, 15]);
});

test("what a recall has come to is said in words", () => {
  const found = { flips: [1], states: [], energies: [0, -1], promised: [-1], settled: true, period: 1 };
  const say = (kind, more = {}) => told({
    found, update: "asynchronous", symmetric: true, overlap: -0.5, names: ["A", "B", "C"],
    verdict: { kind, patterns: [0, 1, 2], signs: [1, -1, 1] }, ...more,
  });
  assert.match(say("mixture"), /^After 1 flip: a minimum that nobody stored: the majority of A − B \+ C/);
  assert.match(say("stored", { verdict: { kind: "stored", patterns: [2], signs: [1] } }), /the stored pattern C/);
  assert.match(say("other"), /overlap −0\.5\.$/);
  assert.match(say("other", { update: "synchronous", found: { ...found, period: 2, settled: false } }), /^It never settles: the same 2 states/);
  assert.match(say("other", { found: { ...found, settled: false } }), /not settled/);
  assert.match(say("stored", { symmetric: false }), /^After 1 flip: a state that stays/);
});

test("the badge fails where the energy rises, or is not what the inputs promise", () => {
  const falls = { energies: [0, -1, -3], promised: [-1, -2] };
  assert.equal(descent(falls, true, "asynchronous").text, "✓ ΔE ≤ 0");
  assert.equal(descent({ energies: [0, -1, -0.5], promised: [-1, 0.5] }, true, "asynchronous").holds, false);
  assert.equal(descent({ ...falls, promised: [-1, -2.5] }, true, "asynchronous").holds, false);
  const free = descent({ energies: [0, 1], promised: [] }, false, "synchronous");
  assert.equal(free.text, "");
  assert.match(free.note, /^E rose at 1 step of 1/);
});
