// Poles are dragged in the circle, φ in the triangle: by pointer, finger or keys.

import { pointed } from "../../ui/js/charts.js";
import { onKeys } from "../../ui/js/keys.js";
import { LIFT, movedPole, placeOf, polesAt } from "./poles.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const NEAR = 26; // pixels from a pole that still take hold of it
const STEP = 0.01, FINE = 0.001; // that a key moves, and with Shift
const SETTLED_MS = 400; // after the last key

/**
 * @param {import("./view.js").View} view
 * @param {object} then
 * @param {() => void} then.moved the poles
 * @param {() => void} then.settled they stay
 */
export function dragging(view, { moved, settled }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const soon = () => {
    view.held = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      view.held = false;
      settled();
    }, SETTLED_MS);
  };
  circle(view, moved, settled, soon);
  triangle(view, moved, settled, soon);
}

/**
 * @param {import("./view.js").View} view
 * @param {() => void} moved
 * @param {() => void} settled
 * @param {() => void} soon
 */
function circle(view, moved, settled, soon) {
  const canvas = view.find(".circle canvas");
  /** @param {import("./poles.js").Complex} to */
  const move = (to) => {
    ({ poles: view.poles, at: view.at } = movedPole(view.poles, view.at, to));
    moved();
  };
  drag(view, canvas, (event, first) => {
    if (!view.plane) return;
    const box = canvas.getBoundingClientRect();
    const to = view.plane.back(event.clientX - box.left, event.clientY - box.top);
    if (first) view.at = nearest(view, to) ?? view.at;
    move(to);
  }, settled);
  onKeys(canvas, ARROWS, ([right, up], event) => {
    const { re, im } = placeOf(view.poles[view.at]), step = event.shiftKey ? FINE : STEP;
    move({ re: re + right * step, im: im || !up ? im + up * step : LIFT });
    soon();
  });
  onKeys(canvas, { n: 1, N: 1 }, () => {
    view.at = (view.at + 1) % view.poles.length;
    moved();
  });
}

/**
 * Which pole, or conjugate of it, is near a place; null for none.
 *
 * @param {import("./view.js").View} view
 * @param {import("./poles.js").Complex} to
 */
function nearest({ poles, plane }, to) {
  const away = poles.map((pole) => {
    const { re, im } = placeOf(pole);
    return Math.hypot(re - to.re, Math.abs(im) - Math.abs(to.im)) * (plane?.scale ?? 1);
  });
  const least = Math.min(...away);
  return least <= NEAR ? away.indexOf(least) : null;
}

/**
 * @param {import("./view.js").View} view
 * @param {() => void} moved
 * @param {() => void} settled
 * @param {() => void} soon
 */
function triangle(view, moved, settled, soon) {
  const canvas = view.find(".triangle canvas");
  /** @param {number} first @param {number} second */
  const move = (first, second) => {
    view.poles = polesAt(first, second);
    view.at = 0;
    moved();
  };
  drag(view, canvas, (event) => {
    if (!view.triangle) return;
    const { x, y } = pointed(view.triangle, event);
    move(x, y);
  }, settled);
  onKeys(canvas, ARROWS, ([right, up], event) => {
    const [first, second] = view.found.phi, step = event.shiftKey ? FINE : STEP;
    move(first + right * step, second + up * step);
    soon();
  });
}

/**
 * @param {import("./view.js").View} view
 * @param {HTMLElement} canvas
 * @param {(event: PointerEvent, first: boolean) => void} take
 * @param {() => void} settled
 */
function drag(view, canvas, take, settled) {
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    view.held = true;
    take(event, true);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (view.held && canvas.hasPointerCapture(event.pointerId)) take(event, false);
  });
  const drop = () => {
    if (view.held) settled();
    view.held = false;
  };
  canvas.addEventListener("pointerup", drop);
  canvas.addEventListener("pointercancel", drop);
}
