import assert from "node:assert/strict";
import { test } from "node:test";

import { badge, legend, make } from "../../rnn_demo/ui/js/captions.js";
import { onKeys, SIDEWAYS } from "../../rnn_demo/ui/js/keys.js";
import { Element, page } from "./elements.js";

page();

test("a legend has a line for each colour, and words alone for none", () => {
  const element = new Element();
  legend(element, [{ name: "W", colour: "red" }, { name: "<b>words</b>" }]);
  assert.equal(element.outline, "span[i[] W] span[<b>words</b>]");
  assert.equal(element.children[0].children[0].style.borderTopColor, "red");
});

test("a badge opens to its sentence, keeps its elements, and goes with an empty text", () => {
  const element = new Element();
  badge(element, { text: "✓ 10⁻¹⁶", holds: true, title: "By autograd." });
  assert.equal(element.outline, "details[summary[✓ 10⁻¹⁶] p[By autograd.]]");
  assert.deepEqual([...element.classes], []);
  const [details] = element.children;
  badge(element, { text: "✗ 0.1", holds: false, title: "Far off." });
  assert.equal(element.children[0], details);
  assert.equal(element.outline, "details[summary[✗ 0.1] p[Far off.]]");
  assert.equal(element.querySelector("summary").attributes["aria-label"], "✗ 0.1, a check: what it means");
  assert.deepEqual([...element.classes], ["off"]);
  badge(element, { text: "", holds: true, title: "" });
  assert.equal(element.outline, "");
});

test("an element has its class, and text stays text", () => {
  const element = make("p", "what", "a", make("b", "", "<i>"));
  assert.equal(element.className, "what");
  assert.equal(element.outline, "a b[<i>]");
});

test("only the keys that move are taken from the page", () => {
  const element = new Element(), moved = [];
  let kept = 0;
  onKeys(element, SIDEWAYS, (step, { key }) => (key === "ArrowLeft" && moved.length ? false : void moved.push(step)));
  for (const key of ["ArrowLeft", "ArrowUp", "toString", "ArrowRight", "ArrowLeft"]) {
    element.listeners.keydown({ key, preventDefault: () => { kept += 1; } });
  }
  assert.deepEqual([moved, kept], [[-1, 1], 2]);
});
