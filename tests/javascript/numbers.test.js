import assert from "node:assert/strict";
import { test } from "node:test";

import { fromLog, index, logMarks, mark, marks, power } from "../../rnn_demo/ui/js/numbers.js";

test("an axis says numbers as a person does", () => {
  for (const [low, high, shown] of [
    [-0.3, 0.3, ["−0.3", "−0.2", "−0.1", "0", "0.1", "0.2", "0.3"]],
    [-1, 1, ["−1.0", "−0.5", "0", "0.5", "1.0"]],
    [0, 25, ["0", "5", "10", "15", "20", "25"]],
    [0, 2.5e-13, ["0", "5·10⁻¹⁴", "10⁻¹³", "1.5·10⁻¹³", "2·10⁻¹³", "2.5·10⁻¹³"]],
    [0, 300000, ["0", "50000", "10⁵", "1.5·10⁵", "2·10⁵", "2.5·10⁵", "3·10⁵"]],
  ]) {
    const at = marks(low, high, 6);
    assert.deepEqual(at.map((value) => mark(value, at[1] - at[0])), shown);
  }
});

test("a logarithm is told as its number", () => {
  const shown = { 0: "1", 2: "100", "-2.5": "0.003162", 1.15: "14.13", "-8.5": "3.16·10⁻⁹", 6: "1.00·10⁶" };
  for (const [log, text] of Object.entries(shown)) assert.equal(fromLog(Number(log)), text);
  assert.deepEqual([-Infinity, Infinity, NaN].map(fromLog), ["0", "∞", "–"]);
});

test("what stands above and below the line", () => {
  assert.equal(power(-13), "10⁻¹³");
  assert.equal(index(120), "₁₂₀");
});

test("a logarithmic axis always has two marks that can be read", () => {
  /** @param {number} low @param {number} high */
  const labels = (low, high) => logMarks(low, high).map(({ label }) => label);
  assert.deepEqual(labels(-2, 0), ["10⁻²", "10⁻¹", "10⁰"]);
  assert.deepEqual(labels(-1, 0), ["10⁻¹", "10⁰"]);
  assert.deepEqual(labels(-0.7, 0.1), ["0.2", "0.5", "1"]);
  assert.deepEqual(labels(0.5, 0.9), ["4", "6"]); // of 1, 2 and 5 there is 5 alone
  assert.deepEqual(labels(-2.2, -1.5), ["0.01", "0.02"]);
  for (let low = -4; low < 4; low += 0.17) {
    for (const range of [0.05, 0.3, 0.7, 1.2, 3, 9]) {
      const found = logMarks(low, low + range);
      assert.ok(found.length > 1, `${low} ${range}`);
      for (const { at } of found) assert.ok(at >= low - 1e-6 && at <= low + range + 1e-6);
    }
  }
});
