// A board to draw on, with a pointer or with the keyboard; each stroke is sent and named.

import { make } from "../../ui/js/captions.js";
import { paper } from "../../ui/js/charts.js";
import { onKeys } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { bytes } from "../../ui/js/packing.js";
import { channels, paints, RED } from "../../ui/js/palette.js";
import { later, t } from "../../ui/js/words.js";
import { blank, dab, moved, packed, pour, stroke } from "./board.js";
import { painted } from "./picture.js";

const SEND_MS = 150, MOST_UNDONE = 30;
const PAINTS = [
  later("Black"), later("Grey"), later("White"), later("Red"), later("Orange"), later("Yellow"), later("Green"), later("Blue"),
  later("Purple"), later("Pink"), later("Brown"), later("Peach"),
];

/**
 * @typedef {object} Sent
 * @property {number} turn
 * @property {number} side
 * @property {string} drawing in base64; empty for a blank board
 *
 * @typedef {object} Own
 * @property {import("./board.js").Board} board
 * @property {Uint8Array[]} before what Undo brings back
 * @property {number} paint
 * @property {boolean} pouring
 * @property {number | null} timer
 * @typedef {import("../../ui/js/mount.js").View<Sent, Own>} View
 */

export default mount({ root: ".board", begin, listen, show: draw, leave: stop, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin({ data }) {
  const board = blank(data.side);
  if (data.drawing) board.pixels.set(bytes(data.drawing));
  return { board, before: [], paint: 0, pouring: false, timer: null };
}

/** @param {View} view */
function stop(view) {
  if (view.timer !== null) clearTimeout(view.timer);
  view.timer = null;
}

/** @param {View} view */
function draw(view) {
  const { find, board } = view, canvas = find(".sheet", HTMLCanvasElement);
  const { pen, width, height } = paper(canvas), cell = width / board.side;
  pen.imageSmoothingEnabled = false;
  pen.drawImage(painted(board.pixels, board.side), 0, 0, width, height);
  if (canvas.matches(":focus-visible")) {
    pen.strokeStyle = RED;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc((board.cursor[1] + 0.5) * cell, (board.cursor[0] + 0.5) * cell, Math.max(4, radius(view) * cell), 0, 2 * Math.PI);
    pen.stroke();
  }
  const inked = board.pixels.some((value) => value < 255);
  canvas.setAttribute("aria-label", inked ? t("A board with your drawing; arrow keys move, space draws, F fills")
    : t("An empty board to draw on; arrow keys move, space draws, F fills"));
  [...view.find(".play").children].forEach((button, i) => { button.setAttribute("aria-pressed", String(i === view.paint)); });
  find(".pouring").setAttribute("aria-pressed", String(view.pouring));
  find(".undo", HTMLButtonElement).disabled = !view.before.length;
}

/** @param {View} view */
function radius({ find }) {
  return Number(find(".width", HTMLInputElement).value);
}

/** @param {View} view */
function colour(view) {
  return channels(paints[view.paint]);
}

/**
 * Keeps what is there, for Undo.
 *
 * @param {View} view
 */
function keep(view) {
  view.before.push(view.board.pixels.slice());
  if (view.before.length > MOST_UNDONE) view.before.shift();
}

/**
 * Draws, and sends the drawing once the hand rests.
 *
 * @param {View} view
 */
function changed(view) {
  draw(view);
  stop(view);
  view.timer = setTimeout(() => {
    view.timer = null;
    if (view.root.isConnected) view.trigger("drawn", packed(view.board.pixels));
  }, SEND_MS);
}

/** @param {View} view */
function listen(view) {
  const { find } = view;
  find(".play").replaceChildren(...PAINTS.map((name, i) => {
    const button = make("button", "colour");
    button.type = "button";
    button.style.background = paints[i];
    button.setAttribute("aria-label", t(name));
    button.title = t(name);
    button.addEventListener("click", () => {
      view.paint = i;
      draw(view);
    });
    return button;
  }));
  find(".pouring").addEventListener("click", () => {
    view.pouring = !view.pouring;
    draw(view);
  });
  find(".undo").addEventListener("click", () => {
    const last = view.before.pop();
    if (last) view.board.pixels.set(last);
    changed(view);
  });
  find(".clear").addEventListener("click", () => {
    keep(view);
    view.board.pixels.fill(255);
    changed(view);
  });
  pointer(view, find(".sheet", HTMLCanvasElement));
  keyboard(view, find(".sheet", HTMLCanvasElement));
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}

/**
 * @param {View} view
 * @param {HTMLCanvasElement} canvas
 */
function pointer(view, canvas) {
  /** @type {[number, number] | null} */
  let last = null;
  /** @param {PointerEvent} event */
  const at = (event) => {
    const box = canvas.getBoundingClientRect(), { side } = view.board;
    return /** @type {[number, number]} */ ([((event.clientY - box.top) / box.height) * side - 0.5, ((event.clientX - box.left) / box.width) * side - 0.5]);
  };
  canvas.addEventListener("pointerdown", (event) => {
    const here = at(event), [row, column] = here.map((value) => Math.max(0, Math.min(view.board.side - 1, Math.round(value))));
    keep(view);
    if (view.pouring) {
      pour(view.board, row, column, colour(view));
      return changed(view);
    }
    canvas.setPointerCapture(event.pointerId);
    dab(view.board, here[0], here[1], radius(view), colour(view));
    last = here;
    draw(view);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const here = at(event);
    stroke(view.board, last, here, radius(view), colour(view));
    last = here;
    draw(view);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (last) changed(view);
      last = null;
    });
  }
}

/**
 * @param {View} view
 * @param {HTMLCanvasElement} canvas
 */
function keyboard(view, canvas) {
  const arrows = /** @type {Record<string, [number, number]>} */ ({ ArrowUp: [-2, 0], ArrowDown: [2, 0], ArrowLeft: [0, -2], ArrowRight: [0, 2] });
  onKeys(canvas, arrows, (by) => {
    view.board.cursor = moved(view.board, by);
    draw(view);
  });
  const acts = /** @type {Record<string, () => void>} */ ({
    " ": () => dab(view.board, view.board.cursor[0], view.board.cursor[1], radius(view), colour(view)),
    f: () => pour(view.board, view.board.cursor[0], view.board.cursor[1], colour(view)),
  });
  onKeys(canvas, { ...acts, F: acts.f }, (act) => {
    keep(view);
    act();
    changed(view);
  });
  canvas.addEventListener("focus", () => draw(view));
  canvas.addEventListener("blur", () => draw(view));
}
