import assert from "node:assert/strict";
import { test } from "node:test";

import { changed, likely, named } from "../../rnn_demo/exhibits/tags/told.js";

test("a word is marked where the readers differ", () => {
  assert.deepEqual(changed({ causalBest: [1, 2, 3], bothBest: [1, 5, 3] }), [1]);
  assert.deepEqual(changed({ causalBest: [], bothBest: [] }), []);
});

test("tags that either reader thinks likely have a bar, the likeliest first", () => {
  assert.deepEqual(likely([0.9, 0.001, 0.099, 0], [0.2, 0.004, 0.1, 0.696]), [0, 3, 2]);
});

test("a tag has its name, an unknown one only itself", () => {
  assert.equal(named("NOUN"), "NOUN noun");
  assert.equal(named("constructor"), "constructor");
});
