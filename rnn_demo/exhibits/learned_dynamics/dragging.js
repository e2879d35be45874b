// The portrait's start is dragged, or the room is turned, by pointer or keys.

import { onKeys } from "../../ui/js/keys.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NEAR = 24; // pixels from the start that still take hold of it
const PIXELS = 6; // that a key moves
const RADIANS = 0.01; // that a pixel turns
const SETTLED_MS = 500; // after the last key
const STEEPEST = 1.5;

/**
 * @param {import("./view.js").View} view
 * @param {object} then
 * @param {() => void} then.moved the start
 * @param {() => void} then.turned the room
 * @param {() => void} then.settled the start stays
 */
export function dragging(view, { moved, turned, settled }) {
  const canvas = view.find(".portrait canvas");
  /** @type {{ x: number, y: number, start: boolean } | null} */
  let held = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const flat = () => view.data.variables.length === 2;
  /**
   * @param {number} right
   * @param {number} down
   */
  const move = (right, down) => {
    if (!view.portrait) return;
    view.start = within(view.data, view.portrait.moved(view.start, right, down));
    moved();
  };
  /**
   * @param {number} right
   * @param {number} down
   */
  const turn = (right, down) => {
    const { yaw, pitch } = view.sight;
    view.sight = { yaw: yaw - right * RADIANS, pitch: Math.max(-STEEPEST, Math.min(STEEPEST, pitch + down * RADIANS)) };
    turned();
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!view.portrait) return;
    const box = canvas.getBoundingClientRect(), [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const [across, below] = view.portrait.place(view.start);
    const near = Math.hypot(across - x, below - y) <= NEAR;
    if (flat() && !near) move(x - across, y - below); // a press puts it there
    held = { x, y, start: flat() || near };
    view.held = held.start;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return;
    const box = canvas.getBoundingClientRect(), [x, y] = [event.clientX - box.left, event.clientY - box.top];
    (held.start ? move : turn)(x - held.x, y - held.y);
    held = { ...held, x, y };
  });
  const drop = () => {
    if (held?.start) settled();
    held = null;
    view.held = false;
  };
  canvas.addEventListener("pointerup", drop);
  canvas.addEventListener("pointercancel", drop);
  onKeys(canvas, ARROWS, ([right, down], event) => {
    if (!flat() && !event.shiftKey) return turn(right * PIXELS * 2, down * PIXELS * 2);
    move(right * PIXELS, down * PIXELS);
    view.held = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      view.held = false;
      settled();
    }, SETTLED_MS);
  });
}

/**
 * A point in the flow's box, rounded as a link has it.
 *
 * @param {{ low: number[], high: number[] }} box
 * @param {number[]} point
 */
export function within({ low, high }, point) {
  return point.map((x, i) => Number(Math.max(low[i], Math.min(high[i], x)).toFixed(2)));
}
