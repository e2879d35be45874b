import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { later, speak, t, tn } from "../../rnn_demo/ui/js/words.js";

afterEach(() => speak(undefined));

test("without words a text is its own English", () => {
  assert.equal(t("Layer {layer}", { layer: 2 }), "Layer 2");
  assert.equal(t("{C_t−1|C_before} runs along the belt"), "{C_t−1|C_before} runs along the belt");
  assert.equal(later("space"), "space");
  assert.deepEqual([1, 2].map((n) => tn("{n} bit", "{n} bits", n)), ["1 bit", "2 bits"]);
});

test("a text is said in the words that came with the data", () => {
  speak({ "Layer {layer}": "Слой {layer}" });
  assert.equal(t("Layer {layer}", { layer: 2 }), "Слой 2");
  assert.equal(t("unit {unit}", { unit: 3 }), "unit 3");
  speak(undefined);
  assert.equal(t("Layer {layer}", { layer: 2 }), "Layer 2");
});

test("a count has as many forms as the language", () => {
  speak({ "": "ru", "{bits} bit": ["{bits} бит", "{bits} бита", "{bits} битов"] });
  const said = [1, 3, 5, 21, 12].map((n) => tn("{bits} bit", "{bits} bits", n, { bits: n }));
  assert.deepEqual(said, ["1 бит", "3 бита", "5 битов", "21 бит", "12 битов"]);
});

test("what a visitor wrote keeps its braces", () => {
  assert.equal(t("“{word}”: {before}", { word: "{before}", before: "1" }), "“{before}”: 1");
  assert.equal(t("{constructor} of {x}", { x: 1 }), "{constructor} of 1");
});
