// A function that is drawn: with a pointer, or with the arrow keys, knot by knot.

import { MARGIN } from "../../../ui/js/charts.js";
import { onKeys } from "../../../ui/js/keys.js";
import { KNOTS, LEVELS, valueAt } from "../targets.js";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const STEP = 2; // levels that a key moves

/**
 * A drawing as a link has it, as in drawing.py.
 *
 * @param {number[]} drawn
 */
export function written(drawn) {
  return drawn.map((height) => SIGNS[height + LEVELS]).join("");
}

/**
 * A function as a drawing: its heights at the knots.
 *
 * @param {import("../targets.js").Target} target
 * @returns {import("../targets.js").Target}
 */
export function asDrawing(target) {
  if (target.name === "drawn") return { ...target, drawn: target.drawn.slice() };
  const drawn = Array.from({ length: KNOTS }, (_, i) => levelOf(valueAt(target, (2 * i) / (KNOTS - 1) - 1)));
  return { name: "drawn", bumps: target.bumps, drawn };
}

/**
 * A drawing with a stroke from one place to another, straight between them.
 *
 * @param {number[]} drawn changed in place
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 */
export function stroke(drawn, from, to) {
  const first = knotOf(from.x), last = knotOf(to.x), step = Math.sign(last - first) || 1;
  for (let knot = first; knot !== last + step; knot += step) {
    const part = last === first ? 1 : (knot - first) / (last - first);
    drawn[knot] = levelOf(from.y + part * (to.y - from.y));
  }
}

/** @param {number} x */
function knotOf(x) {
  return Math.max(0, Math.min(KNOTS - 1, Math.round(((x + 1) / 2) * (KNOTS - 1))));
}

/** @param {number} y */
function levelOf(y) {
  return Math.max(-LEVELS, Math.min(LEVELS, Math.round(y * LEVELS))) + 0;
}

/**
 * Lets a visitor draw on a canvas.
 *
 * @param {HTMLElement} canvas
 * @param {object} board
 * @param {() => import("../../../ui/js/charts.js").Area | null} board.area where it was drawn last
 * @param {() => import("../targets.js").Target} board.target
 * @param {(target: import("../targets.js").Target) => void} board.drawn called after each change
 * @param {() => void} board.pointed called when only the keyboard's knot has changed
 * @param {(pause: boolean) => void} board.done called after a stroke, or after each key
 * @returns {{ readonly busy: boolean, readonly knot: number }} whether a stroke is being drawn, and the
 *   keyboard's knot, −1 without the keyboard
 */
export function drawable(canvas, { area, target, drawn, pointed, done }) {
  /** @type {{ x: number, y: number } | null} */
  let last = null;
  let knot = -1;
  /** @param {PointerEvent} event */
  const under = (event) => {
    const own = area(), box = canvas.getBoundingClientRect();
    return own && { x: own.back(event.clientX - box.left), y: own.backY(event.clientY - box.top) };
  };
  /** @param {PointerEvent} event */
  const to = (event) => {
    const here = under(event), own = asDrawing(target());
    if (!here) return;
    stroke(own.drawn, last ?? here, here);
    last = here;
    drawn(own);
  };
  canvas.addEventListener("pointerdown", (event) => {
    const own = area(), box = canvas.getBoundingClientRect();
    if (event.button || !own || event.clientX - box.left < MARGIN.left) return;
    canvas.setPointerCapture(event.pointerId);
    knot = -1;
    to(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (last) to(event);
  });
  const end = () => {
    if (!last) return;
    last = null;
    done(false);
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("blur", () => {
    knot = -1;
    pointed();
  });
  onKeys(canvas, KEYS, ([right, up]) => {
    if (knot < 0) knot = (KNOTS - 1) / 2;
    else knot = Math.max(0, Math.min(KNOTS - 1, knot + right));
    if (!up) return pointed();
    const own = asDrawing(target());
    own.drawn[knot] = Math.max(-LEVELS, Math.min(LEVELS, own.drawn[knot] + STEP * up));
    drawn(own);
    done(true);
  });
  return {
    get busy() { return last !== null; },
    get knot() { return knot; },
  };
}
