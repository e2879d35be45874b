// A diagram of what is read, carried on and written, drawn from its data at any size.

import { GREEN, ORANGE, PURPLE } from "../../ui/js/palette.js";
import { add, head } from "../../ui/js/vectors.js";

export const COLOUR = { read: ORANGE, carry: GREEN, write: PURPLE }; // as in the unfolded net
const MARGIN = 4; // pixels around the picture

/**
 * One of the lecture's diagrams; see Diagram in diagrams.py.
 *
 * @typedef {object} Diagram
 * @property {string} name
 * @property {string} title
 * @property {string} slide
 * @property {string} depends
 * @property {number} steps
 * @property {boolean} again whether what is written may be read in the next step
 * @property {{ step: number, name: string }[]} inputs
 * @property {{ step: number, name: string }[]} outputs
 * @property {{ tick: number, kind: "read" | "carry" | "write", step: number }[]} moments
 *
 * Sizes in pixels: of a step, of a box's height, and between two boxes along and up.
 *
 * @typedef {{ wide: number, tall: number, between: number, gap: number }} Size
 *
 * What stands in the boxes of x and y.
 *
 * @typedef {{ read: string[], written: string[] }} Example
 */

/**
 * Where each kind of edge begins and ends, by the step that it leads to or comes from.
 *
 * @param {Size} size
 * @param {"read" | "carry" | "write"} kind
 * @param {number} step
 */
export function edge({ wide, tall, between, gap }, kind, step) {
  const x = MARGIN + wide * (step - 0.5), half = (wide - between) / 2, row = tall + gap;
  if (kind === "carry") return { x0: x - wide + half, y0: MARGIN + row + tall / 2, x1: x - half, y1: MARGIN + row + tall / 2 };
  const y = MARGIN + (kind === "read" ? 2 * row : row);
  return { x0: x, y0: y, x1: x, y1: y - gap };
}

/**
 * Draw a diagram as it is at a tick.
 *
 * @param {SVGSVGElement} svg
 * @param {Diagram} diagram
 * @param {number} at the tick
 * @param {Size} size
 * @param {object} more
 * @param {Example} [more.example]
 * @param {boolean} more.moving whether what happens now is shown as a pulse
 * @param {string} more.spoken
 */
export function drawDiagram(svg, diagram, at, size, { example, moving, spoken }) {
  const { wide, tall, between, gap } = size, { steps, moments } = diagram, row = tall + gap;
  const width = 2 * MARGIN + wide * steps, height = 2 * MARGIN + 3 * tall + 2 * gap;
  svg.replaceChildren();
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, "aria-label": spoken })) {
    svg.setAttribute(key, String(value));
  }
  /** @param {"read" | "carry" | "write"} kind @param {number} step */
  const done = (kind, step) => moments.some((one) => one.kind === kind && one.step === step && one.tick <= at);
  /** @param {number} step @param {number} level @param {string} text @param {boolean} lit */
  const box = (step, level, text, lit) => {
    const x = MARGIN + wide * (step - 0.5), y = MARGIN + level * row;
    const look = { class: "box" + (lit ? " done" : "") };
    add(svg, "rect", { x: x - (wide - between) / 2, y, width: wide - between, height: tall, rx: 5, ...look });
    add(svg, "text", { x, y: y + tall / 2 + 4 }, text);
  };
  for (let step = 1; step <= steps; step++) box(step, 1, "h", done("read", step) || done("carry", step));
  /** @param {number} i @param {string} name @param {string} side @param {number} step @param {number} y */
  const named = (i, name, side, step, y) => {
    if (example) add(svg, "text", { x: MARGIN + wide * (step - 0.5) + 14, y, class: "name" }, name);
    return example ? example[side === "x" ? "read" : "written"][i] : name;
  };
  diagram.inputs.forEach(({ step, name }, i) => {
    box(step, 2, named(i, name, "x", step, MARGIN + 2 * row - gap / 2 + 4), done("read", step));
  });
  diagram.outputs.forEach(({ step, name }, i) => {
    box(step, 0, named(i, name, "y", step, MARGIN + tall + gap / 2 + 4), done("write", step));
  });
  if (diagram.again) for (const { step } of diagram.outputs) if (step < steps) goesBack(svg, size, step);
  for (const { kind, step, tick } of moments) arrow(svg, edge(size, kind, step), kind, tick - at, moving);
}

/**
 * @param {Element} svg
 * @param {{ x0: number, y0: number, x1: number, y1: number }} from
 * @param {"read" | "carry" | "write"} kind
 * @param {number} wait ticks until it happens; below 0 it is over
 * @param {boolean} moving
 */
function arrow(svg, { x0, y0, x1, y1 }, kind, wait, moving) {
  const [dx, dy] = kind === "carry" ? [1, 0] : [0, -1];
  const look = "edge" + (wait > 0 ? " later" : wait === 0 && moving ? " now" : "");
  add(svg, "path", { d: `M${x0} ${y0}L${x1} ${y1}${head(x1, y1, dx, dy, 4)}`, class: look, stroke: COLOUR[kind] });
  if (wait === 0 && moving) add(svg, "path", { d: `M${x0} ${y0}L${x1} ${y1}`, class: "pulse", pathLength: 1 });
}

/**
 * What was written in a step is read in the next one: a line from the top down between two steps.
 *
 * @param {Element} svg
 * @param {Size} size
 * @param {number} step
 */
function goesBack(svg, { wide, tall, between, gap }, step) {
  const x = MARGIN + wide * (step - 0.5) + (wide - between) / 2, row = tall + gap, middle = MARGIN + wide * step;
  const top = MARGIN + tall / 2, low = MARGIN + row + tall + Math.min(gap / 2, 12), next = MARGIN + wide * (step + 0.5) - 6;
  add(svg, "path", { d: `M${x} ${top}H${middle}V${low}H${next}V${MARGIN + row + tall}`, class: "again" });
}
