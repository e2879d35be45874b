import assert from "node:assert/strict";
import { test } from "node:test";

import { current, short, shortened, told as toldOfNet } from "../../rnn_demo/exhibits/unfolding/words.js";
import { CAME, EXPECTED, PAID, told as toldOfWalk } from "../../rnn_demo/exhibits/memory_in_bits/readers.js";
import { told as toldOfCursor } from "../../rnn_demo/exhibits/vanishing_gradient/tell.js";
import { PHASES, phaseOf } from "../../rnn_demo/widgets/cell_diagram/formulas.js";
import { heat, nameOf, wordStart } from "../../rnn_demo/widgets/written_text/marks.js";
import { page } from "./elements.js";

page();

test("a number on an edge is short", () => {
  assert.deepEqual(
    [0, 0.0591, -1, -0.00018, 12345.6].map(short),
    ["0", "0.059", "−1.000", "−1.8·10⁻⁴", "1.2·10⁴"],
  );
});

test("forward goes up the copies and backward down again", () => {
  assert.deepEqual(Array.from({ length: 7 }, (_, at) => current(at, 3)), [0, 1, 2, 3, 3, 2, 0]);
});

test("the unfolded net tells its formulas, and what truncation left", () => {
  const entry = { name: "W", of: "W", parts: [0.5, 0.25], whole: [0.75, 0.25], total: 0.75, wholeTotal: 1 };
  const net = {
    steps: 2, asked: [1, 1], reached: [0, 1], counted: [false, true], inputs: [1, 0], target: 1,
    sums: [[0.5], [0.25]], states: [[0], [0.5], [0.25]], slopes: [[1], [1]], outputs: [0.5, 0.25],
    errors: [0, -0.75], losses: [0, 0.28], loss: 0.28, deltas: [[0.1], [0.2]],
  };
  assert.equal(shortened(net, entry), true);
  assert.equal(shortened({ ...net, reached: [1, 1] }, entry), false);
  assert.match(toldOfNet(net, 1, entry), /^Forward, step 1: a₁ = .*; h₁ = φ\(a₁\) = 0\.500; .*; no loss here\.$/);
  assert.match(toldOfNet(net, 3, entry), /^Backward, step 2: e₂ = −0\.750; .* this use adds 0\.250 to ∂E\/∂W\.$/);
  assert.equal(toldOfNet(net, 4, entry), "E = 0.280. ∂E/∂W = 0.750, the sum of 2 parts; without truncation 1.000.");
});

test("the walk tells what is expected, what came and what it costs", () => {
  const reader = (p, bits) => ({ name: "", colour: "", foreseen: [{ T: p, P: 1 - p }, { E: 1 }, { B: 1 }], bits });
  const readers = [reader(0.5, [1, 0, 0]), reader(0.25, [2, 0, 0])];
  assert.match(toldOfWalk(readers, "TEB", 0, EXPECTED), /^Symbol 1 of 3: T or P, each as likely/);
  assert.match(toldOfWalk(readers, "TEB", 0, CAME), /^Symbol 1 of 3 is T\. .* gave it ½, the one that forgot ¼\.$/);
  assert.equal(toldOfWalk(readers, "TEB", 0, PAID), "Paid for T: −log₂ ½ = 1 bit with memory, −log₂ ¼ = 2 bits without.");
  assert.match(toldOfWalk(readers, "TEB", 3, EXPECTED), /^Spelled: 1 bit with memory, 2 bits without\./);
});

test("the simulator tells what stands under the cursor", () => {
  const cursor = { t: 9, k: 4, steps: 9, log: -2, immediate: 1, norm: 0.01, underflow: false, swallowed: true, lag: null };
  assert.match(toldOfCursor(cursor), /^The loss of step 9 depends on state 4 with 0\.01; .*, which float32 loses when/);
  const lag = { product: 1, limits: [{ name: "bound", log: 2 }] };
  assert.match(toldOfCursor({ ...cursor, lag }), /^From the last step back to state 4, lag 5: ‖product‖ = 10; bound: 100\. The/);
});

test("every term of a formula belongs to a slide", () => {
  assert.equal(phaseOf("lstm", "C_before"), 0);
  assert.equal(phaseOf("lstm", "h"), PHASES - 1);
  assert.equal(phaseOf("gru", "reset_h"), 1);
  assert.equal(phaseOf("gru", "output_gate"), -1);
});

test("a character has a name that can be seen, and a colour by its surprise", () => {
  assert.deepEqual(["a", " ", "\n", "\u202e", "\u0301"].map(nameOf), ["a", "space", "line end", "U+202E", "U+0301"]);
  assert.deepEqual([0, 1, 2.9, 3, 6.4, 6.5].map(heat), [0, 1, 2, 3, 4, 5]);
});

test("a note stands before its word and not within it", () => {
  const characters = [..."it isn’t, no"];
  assert.deepEqual([5, 2, 8, 11].map((at) => wordStart(characters, at)), [3, 2, 8, 10]);
});
