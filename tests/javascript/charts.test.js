import assert from "node:assert/strict";
import { test } from "node:test";

import { MARGIN, pointed, scales } from "../../rnn_demo/ui/js/charts.js";
import { tint, warmth } from "../../rnn_demo/ui/js/maps.js";

const inner = { width: 200, height: 100 };

test("values and pixels belong together, up is more", () => {
  const { x, y, back, backY } = scales([1, -2], [5, 3], inner);
  assert.deepEqual([x(1), x(5), y(-2), y(3)], [MARGIN.left, MARGIN.left + 200, MARGIN.top + 100, MARGIN.top]);
  for (const value of [1, 2.5, 4]) {
    assert.ok(Math.abs(back(x(value)) - value) < 1e-12);
    assert.ok(Math.abs(backY(y(value)) - value) < 1e-12);
  }
});

test("an axis of one value has room on both sides", () => {
  const { low, high, x, y } = scales([4, 7], [4, 7], inner);
  assert.deepEqual([low, high], [[3, 6], [5, 8]]);
  assert.deepEqual([x(4), y(7)], [MARGIN.left + 100, MARGIN.top + 50]);
});

test("a heat map's rows run downwards", () => {
  const { y } = scales([0.5, 10.5], [10.5, 0.5], inner);
  assert.equal(y(0.5), MARGIN.top);
  assert.equal(y(10.5), MARGIN.top + 100);
});

test("a pointer is told in values, wherever the canvas stands", () => {
  const area = scales([0, 0], [10, 10], inner);
  const canvas = { getBoundingClientRect: () => ({ left: 1000, top: 500 }) };
  const at = pointed(area, { currentTarget: canvas, clientX: 1000 + area.x(3), clientY: 500 + area.y(8) });
  assert.deepEqual([Math.round(at.x * 1e9), Math.round(at.y * 1e9)], [3e9, 8e9]);
});

test("the heat map is blue below 1 and red above it, full at 10⁸", () => {
  assert.deepEqual(warmth(-8), [42, 120, 184, 255]);
  assert.deepEqual(warmth(-99), [42, 120, 184, 255]);
  assert.deepEqual(warmth(8), [209, 73, 91, 255]);
  assert.deepEqual(warmth(0), [209, 73, 91, Math.round(255 * 0.12)]);
  assert.ok(warmth(-1)[3] < warmth(-2)[3]);
});

test("units are green above zero and red below it", () => {
  assert.deepEqual([tint(0.1), tint(-0.1)], [[27, 153, 139], [209, 73, 91]]);
});
