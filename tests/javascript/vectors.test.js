import assert from "node:assert/strict";
import { test } from "node:test";

import { bytes, floats, shorts } from "../../rnn_demo/ui/js/packing.js";
import { channels, GREEN, GREY, inked, translucent } from "../../rnn_demo/ui/js/palette.js";
import { add, head, towards } from "../../rnn_demo/ui/js/vectors.js";
import { Element, page } from "./elements.js";

page();

test("an element joins its parent with attributes and text", () => {
  const parent = new Element();
  const circle = add(parent, "text", { cx: 1.5, class: "node" }, "<h>");
  assert.deepEqual(parent.children, [circle]);
  assert.deepEqual(circle.attributes, { cx: "1.5", class: "node" });
  assert.equal(circle.textContent, "<h>");
});

test("an arrow's head is symmetric about its direction and ends at its point", () => {
  const { long, dx, dy } = towards({ x: 1, y: 2 }, { x: 4, y: 6 });
  assert.deepEqual([long, dx, dy], [5, 0.6, 0.8]);
  assert.equal(head(10, 20, 1, 0, 4), "M4 16L10 20L4 24");
  assert.equal(head(10, 20, 0, 1, 3), "M13 14L10 20L7 14");
});

test("numbers come as they were sent", () => {
  assert.deepEqual([...bytes("AP8B")], [0, 255, 1]);
  assert.deepEqual([...floats(Buffer.from(new Float32Array([1.5, -2, NaN]).buffer).toString("base64"))], [1.5, -2, NaN]);
  assert.deepEqual(shorts("ZABkAA=="), [100, 100]);
  assert.deepEqual(shorts(Buffer.from([1, 2, 255, 255]).toString("base64")), [513, 65535]);
  assert.deepEqual(shorts(undefined), []);
});

test("colours are those of the palette", () => {
  assert.equal(GREEN, "#1b998b");
  assert.equal(GREY, "rgba(128, 137, 150, 0.55)");
  assert.deepEqual(channels("#d1495b"), [209, 73, 91]);
  assert.equal(translucent("#1b998b", "0.30"), "rgba(27, 153, 139, 0.30)");
  assert.equal(inked("red"), "color-mix(in srgb, red 50%, var(--st-text-color))");
});
