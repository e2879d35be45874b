import assert from "node:assert/strict";
import { test } from "node:test";

import { BETWEEN, laidOut, LEVEL, RADIUS } from "../../rnn_demo/exhibits/history/layout.js";
import { drawDiagram, edge } from "../../rnn_demo/exhibits/shapes/diagrams.js";
import { told } from "../../rnn_demo/exhibits/shapes/words.js";
import { Element, page } from "./elements.js";

page();

const unit = (step, name) => ({ step, name });
const diagram = {
  name: "asynchronous", title: "", slide: "", depends: "", steps: 3, again: true,
  inputs: [unit(1, "x₁"), unit(2, "x₂")], outputs: [unit(2, "y₁"), unit(3, "y₂")],
  moments: [
    { tick: 1, kind: "read", step: 1 }, { tick: 3, kind: "read", step: 2 }, { tick: 3, kind: "carry", step: 2 },
    { tick: 4, kind: "write", step: 2 }, { tick: 5, kind: "carry", step: 3 }, { tick: 6, kind: "write", step: 3 },
  ],
};
const example = { read: ["see", "you"], written: ["вижу", "тебя"] };
const size = { wide: 40, tall: 20, between: 10, gap: 16 };

test("what happens is told tick by tick", () => {
  assert.match(told(diagram, example, 0), /nothing has been read/);
  assert.equal(told(diagram, example, 1), "Step 1: x₁ = “see” is read into h.");
  assert.equal(told(diagram, example, 2), "Step 1: nothing is written yet.");
  assert.equal(told(diagram, example, 3), "Step 2: h is carried on, and x₂ = “you” is read into it.");
  assert.equal(told(diagram, example, 4), "Step 2: y₁ = “вижу” is written.");
  assert.equal(told(diagram, example, 5), "Step 3: nothing new is read, h is carried on.");
  assert.match(told(diagram, example, 7), /is done/);
});

test("edges go up, and from one box to the next", () => {
  for (const kind of ["read", "write"]) {
    const { x0, x1, y0, y1 } = edge(size, kind, 2);
    assert.equal(x0, x1);
    assert.equal(y0 - y1, size.gap);
  }
  const { x0, x1, y0, y1 } = edge(size, "carry", 2);
  assert.equal(y0, y1);
  assert.equal(x1 - x0, size.between);
  assert.ok(edge(size, "read", 1).y1 > edge(size, "write", 1).y0);
});

const kinds = (svg, kind) => svg.children.filter((one) => String(one.attributes.class ?? "").split(" ").includes(kind));

test("a diagram lights what has happened, and a pulse only what happens now", () => {
  const svg = new Element("svg");
  drawDiagram(svg, diagram, 3, size, { moving: true, spoken: "told" });
  assert.equal(svg.attributes["aria-label"], "told");
  assert.equal(kinds(svg, "box").length, 3 + 2 + 2);
  assert.equal(kinds(svg, "edge").length, 6);
  assert.equal(kinds(svg, "now").length, 2);
  assert.equal(kinds(svg, "later").length, 3);
  assert.equal(kinds(svg, "pulse").length, 2);
  assert.equal(kinds(svg, "done").length, 2 + 2); // h₁ h₂, x₁ x₂
  assert.equal(kinds(svg, "again").length, 1); // not after the last step
  drawDiagram(svg, diagram, 3, size, { moving: false, spoken: "" });
  assert.equal(kinds(svg, "pulse").length, 0);
  const names = svg.children.filter(({ name }) => name === "text").map(({ textContent }) => textContent);
  assert.deepEqual(names.toSorted(), ["h", "h", "h", "x₁", "x₂", "y₁", "y₂"].toSorted());
  drawDiagram(svg, diagram, 6, size, { moving: false, spoken: "", example });
  const words = svg.children.filter(({ name }) => name === "text").map(({ textContent }) => textContent);
  assert.ok(["see", "you", "вижу", "тебя", "x₁", "y₂"].every((one) => words.includes(one)));
});

test("points that would meet stand on levels of their own, strands below each other", () => {
  const point = (year, strand) => ({ name: "", label: "", year, strand });
  const points = [point(1943, 1), point(1990, 0), point(1990, 0), point(1991, 0), point(2024, 0)];
  const { places, height } = laidOut(points, 3, (year) => (year - 1943) * 10, 20);
  assert.deepEqual(places.map(({ x }) => x), [0, 470, 470, 480, 810]);
  for (const [i, one] of places.entries()) {
    for (const other of places.slice(i + 1)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= 2 * RADIUS);
  }
  assert.equal(places[4].y, places[1].y);
  assert.equal(places[0].y, 20 + 3 * LEVEL + BETWEEN + RADIUS);
  assert.equal(height, 20 + 4 * LEVEL + 2 * BETWEEN);
});
