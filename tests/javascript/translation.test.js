import assert from "node:assert/strict";
import { test } from "node:test";

import { lookedAt, sameStart, strongest } from "../../rnn_demo/exhibits/translation/aligned.js";
import { offered } from "../../rnn_demo/exhibits/translation/choices.js";
import { lookedMost, wentInto } from "../../rnn_demo/exhibits/translation/telling.js";

const SOURCE = [
  { text: "→ Russian", first: 0, last: 0 },
  { text: "the", first: 1, last: 1 },
  { text: "kitten", first: 2, last: 3 },
  { text: "(end)", first: 4, last: 4 },
];
const piece = (id, attention) => ({ id, text: "x", chance: 1, attention, rivals: [], forced: false });
const PIECES = [piece(7, [0, 0.1, 0.6, 0.2, 0.1]), piece(8, [0.1, 0.1, 0.2, 0.6, 0]), piece(0, [0, 0, 0, 0, 1])];
const WORD = { text: "котёнок", first: 0, last: 1 };

test("a word looked where its pieces did, on the mean", () => {
  const shares = lookedAt(WORD, PIECES, SOURCE).map((share) => Math.round(1000 * share) / 1000);
  assert.deepEqual(shares, [0.05, 0.1, 0.8, 0.05]);
  assert.deepEqual(lookedAt(WORD, [piece(7, []), piece(8, [])], SOURCE), [0, 0, 0, 0]);
});

test("the strongest come first, and small shares are left out", () => {
  assert.deepEqual(strongest([0.05, 0.1, 0.8, 0.05]), [{ at: 2, share: 0.8 }, { at: 1, share: 0.1 }]);
  assert.deepEqual(strongest([0, 0]), []);
  assert.deepEqual(strongest(new Array(20).fill(0.05)), [{ at: 0, share: 0.05 }]);
});

test("at which words one looked, in words", () => {
  const shares = lookedAt(WORD, PIECES, SOURCE);
  assert.equal(lookedMost(WORD, shares, SOURCE), "“котёнок” looked most at “kitten”: 80 % of its attention. Also “the” 10 %.");
  assert.equal(lookedMost({ text: "", first: 2, last: 2 }, [0, 0, 0, 1], SOURCE), "“(end)” looked most at “(end)”: over 99.9 % of its attention.");
  assert.match(lookedMost(WORD, [0, 0, 0, 0], SOURCE), /this network has no attention/);
});

test("where a word of the source went", () => {
  assert.equal(wentInto(SOURCE[2], [0.8, 0.02], [WORD, WORD]), "“kitten” was looked at by “котёнок” (80 % of its attention).");
  assert.equal(wentInto(SOURCE[1], [0.02, 0.02], [WORD, WORD]), "No word of the translation looked much at “the”.");
});

test("how far two translations are the same", () => {
  assert.equal(sameStart(PIECES, PIECES), 3);
  assert.equal(sameStart(PIECES, [PIECES[0], piece(9, [])]), 1);
  assert.equal(sameStart([], PIECES), 0);
});

test("a piece is offered so that it can be read", () => {
  assert.deepEqual(["", "▁cat", "▁", "ка", ".", "▁<b>"].map(offered), ["(end)", "cat", "(space)", "-ка", ".", "<b>"]);
});
