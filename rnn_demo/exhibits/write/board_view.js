// Gates and states while a text is written: a tile for each, a square for each unit.

import { make } from "../../ui/js/captions.js";
import { context } from "../../ui/js/charts.js";
import { onKeys } from "../../ui/js/keys.js";
import { tint } from "../../ui/js/maps.js";
import { mount } from "../../ui/js/mount.js";
import { withMinus } from "../../ui/js/numbers.js";
import { bytes } from "../../ui/js/packing.js";
import { openSocket } from "../../ui/js/sockets.js";
import { t } from "../../ui/js/words.js";

const ATTEMPTS = 3; // to open a socket
const AGAIN_MS = 300; // from one to the next
const REPLACED = 4409; // the code of a socket in whose place this page has opened another

/**
 * The data that the view receives; see board_data in board_view.py.
 *
 * @typedef {object} Board
 * @property {number} turn
 * @property {number} number of the text
 * @property {number} layers
 * @property {number} hidden
 * @property {{ name: string, title: string, signed: boolean }[]} rows
 * @property {string} socket empty for a text that stands still
 * @property {Frame | null} frame of that text
 *
 * @typedef {object} Frame what the gates were at a character, a byte for each unit, packed
 * @property {number} place
 * @property {string} character
 * @property {string} shades
 * @property {number[][]} means by layer and row
 * @property {string} [note]
 *
 * @typedef {object} Own
 * @property {number} columns of a tile
 * @property {number} rows
 * @property {{ canvas: HTMLCanvasElement, mean: HTMLElement }[][]} tiles
 * @property {Uint8Array | null} shades of the frame that is shown
 * @property {number | null} unit that is read out
 * @property {{ address: string, close: () => void } | null} socket
 * @typedef {import("../../ui/js/mount.js").View<Board, Own>} View
 */

// A call with the same turn is followed again, because the end of the earlier one closed the
// socket.
export default mount({ root: ".board", begin, show, leave, again: true });

/** @returns {Own} */
function begin() {
  return { columns: 0, rows: 0, tiles: [], shades: null, unit: null, socket: null };
}

/**
 * @param {View} view
 * @param {Board | null} before
 */
function show(view, before) {
  const { data, find } = view;
  /** @param {Board} board */
  const shape = ({ layers, hidden, rows }) => JSON.stringify([layers, hidden, rows]);
  if (!before || shape(before) !== shape(data)) build(view);
  find(".letters").textContent = data.rows.map(({ name, title }) => `${name}: ${title}`).join(", ") + ".";
  if (data.frame) paint(view, data.frame);
  if (data.socket) follow(view, data.socket, 0);
  else leave(view);
}

/**
 * Build the tiles, all of them empty.
 *
 * @param {View} view
 */
function build(view) {
  const { data } = view;
  view.columns = Math.ceil(Math.sqrt((data.hidden * 5) / 3));
  view.rows = Math.ceil(data.hidden / view.columns);
  view.tiles = Array.from({ length: data.layers }, (_, layer) => data.rows.map((_, row) => tile(view, layer, row)));
  view.find(".layers").replaceChildren(...view.tiles.map((tiles, layer) => {
    const figures = tiles.map(({ canvas, mean }, row) => (
      make("figure", "", make("figcaption", "", make("b", "", data.rows[row].name), mean), canvas)
    ));
    return make("div", "layer", make("h4", "", t("Layer {layer}", { layer: layer + 1 })), ...figures);
  }));
}

/**
 * @param {View} view
 * @param {number} layer
 * @param {number} row
 */
function tile(view, layer, row) {
  const canvas = make("canvas");
  canvas.width = view.columns;
  canvas.height = view.rows;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", t("{row} of layer {layer}", { row: view.data.rows[row].title, layer: layer + 1 }));
  canvas.tabIndex = 0;
  /** @param {PointerEvent} event */
  const pointed = (event) => point(view, layer, row, event);
  canvas.addEventListener("pointermove", pointed);
  canvas.addEventListener("pointerdown", pointed);
  const { columns } = view;
  onKeys(canvas, { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }, (step) => {
    const next = (view.unit ?? -step) + step;
    if (next >= 0 && next < view.data.hidden) view.unit = next;
    tell(view, layer, row);
  });
  return { canvas, mean: make("span") };
}

/**
 * @param {View} view
 * @param {Frame} frame
 */
function paint(view, frame) {
  const { data: { hidden, rows }, find } = view, shades = bytes(frame.shades);
  view.shades = shades;
  view.tiles.forEach((layer, l) => { layer.forEach(({ canvas, mean }, r) => {
    const image = new ImageData(view.columns, view.rows);
    const from = (l * rows.length + r) * hidden;
    for (let unit = 0; unit < hidden; unit++) {
      const shade = shades[from + unit];
      // Green for open and above zero, red below; nothing for closed and zero.
      const strength = rows[r].signed ? 2 * shade - 255 : shade;
      image.data.set([...tint(strength), Math.abs(strength)], 4 * unit);
    }
    context(canvas).putImageData(image, 0, 0);
    const value = frame.means[l][r];
    mean.textContent = withMinus((Math.abs(value) < 0.005 ? 0 : value).toFixed(2));
    canvas.setAttribute("aria-label", t("{row} of layer {layer}, mean {mean}", {
      row: rows[r].title, layer: l + 1, mean: value.toFixed(2),
    }));
  }); });
  /** @type {Record<string, string>} */
  const signs = { "\n": "↵", " ": "␣" };
  find(".when").textContent = t("Character {place}: {character}", {
    place: frame.place + 1, character: signs[frame.character] ?? frame.character,
  });
  find(".note").textContent = frame.note ?? "";
  view.root.dataset.frames = String(Number(view.root.dataset.frames ?? 0) + 1);
}

/**
 * @param {View} view
 * @param {number} layer
 * @param {number} row
 * @param {PointerEvent} event
 */
function point(view, layer, row, event) {
  if (!view.shades) return;
  const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
  const x = Math.floor(((event.clientX - box.left) / box.width) * view.columns);
  const y = Math.floor(((event.clientY - box.top) / box.height) * view.rows);
  const unit = y * view.columns + x;
  if (unit < 0 || unit >= view.data.hidden) return;
  view.unit = unit;
  tell(view, layer, row);
}

/**
 * Read out the value of the unit that is pointed at.
 *
 * @param {View} view
 * @param {number} layer
 * @param {number} row
 */
function tell({ data: { hidden, rows }, shades, unit, find }, layer, row) {
  if (!shades || unit === null) return;
  const shade = shades[(layer * rows.length + row) * hidden + unit] / 255;
  const value = rows[row].signed ? 2 * shade - 1 : shade;
  find(".pointed").textContent = t("{row} of layer {layer}, unit {unit}: {value}", {
    row: rows[row].title, layer: layer + 1, unit, value: withMinus(value.toFixed(2)),
  });
}

/**
 * Paint what comes through a socket, and open it again when it is cut.
 *
 * @param {View} view
 * @param {string} address
 * @param {number} attempts that failed so far
 */
function follow(view, address, attempts) {
  if (view.socket?.address === address) return;
  leave(view);
  const socket = openSocket(address);
  const own = { address, close: () => socket.close() };
  view.socket = own;
  let heard = false, over = false;
  socket.onmessage = (event) => {
    if (view.socket !== own || !view.root.isConnected) return leave(view);
    heard = true;
    const told = JSON.parse(event.data);
    over = Boolean(told.end);
    if (told.shades && !document.hidden) paint(view, told);
  };
  socket.onclose = ({ code }) => {
    if (view.socket !== own || over || code === REPLACED) return;
    view.socket = null;
    if (!heard && attempts + 1 >= ATTEMPTS) return;
    setTimeout(() => {
      if (view.root.isConnected && view.data.socket === address && !view.socket) {
        follow(view, address, heard ? 0 : attempts + 1);
      }
    }, AGAIN_MS);
  };
}

/** @param {View} view */
function leave(view) {
  const { socket } = view;
  view.socket = null;
  socket?.close();
}
