// One of the pictures enlarged, so that a single pixel can be aimed at, read and flipped.

import { ARROWS, moved } from "../../ui/js/drawing.js";
import { onKeys } from "../../ui/js/keys.js";
import { t } from "../../ui/js/words.js";
import { drawPicture } from "./tiles.js";
import { pixelTold } from "./words.js";

/**
 * @typedef {object} Board
 * @property {number} chosen which picture it shows; −1 for none
 * @property {number} cursor the pixel that is pointed at
 *
 * @typedef {{ find: import("../../ui/js/mount.js").Find, grid: { rows: number, columns: number } }} Place
 */

/**
 * Makes the board; it is hidden until a picture is chosen.
 *
 * @param {Place} place
 * @param {(picture: number, pixel: number) => void} flip
 * @param {() => void} again called when something else is to be shown
 * @returns {Board}
 */
export function madeBoard({ find, grid }, flip, again) {
  const board = { chosen: -1, cursor: Math.floor(grid.rows / 2) * grid.columns + Math.floor(grid.columns / 2) };
  const canvas = find(".board canvas", HTMLCanvasElement);
  /** @param {PointerEvent} event */
  const aim = (event) => {
    const box = canvas.getBoundingClientRect();
    const row = Math.floor(((event.clientY - box.top) / box.height) * grid.rows);
    const column = Math.floor(((event.clientX - box.left) / box.width) * grid.columns);
    if (row < 0 || row >= grid.rows || column < 0 || column >= grid.columns) return;
    board.cursor = row * grid.columns + column;
    again();
  };
  canvas.addEventListener("pointermove", aim);
  canvas.addEventListener("pointerdown", (event) => {
    aim(event);
    // A finger hides what it points at: it aims, and the button flips.
    if (event.pointerType === "mouse") flip(board.chosen, board.cursor);
  });
  onKeys(canvas, ARROWS, (by) => {
    board.cursor = moved({ ...grid, pixels: new Uint8Array(), cursor: board.cursor }, by);
    again();
  });
  onKeys(canvas, { " ": true, Enter: true }, () => flip(board.chosen, board.cursor));
  find(".board .flip").addEventListener("click", () => flip(board.chosen, board.cursor));
  find(".board .close").addEventListener("click", () => {
    board.chosen = -1;
    again();
  });
  return board;
}

/**
 * Draws the picture that was chosen.
 *
 * @param {Board} board
 * @param {Place} place
 * @param {import("./drawing_on.js").Drawn} drawn
 * @param {string} shown ink, likely or nats
 */
export function drawBoard({ chosen, cursor }, { find, grid }, drawn, shown) {
  find(".board").hidden = chosen < 0;
  if (chosen < 0) return;
  const canvas = find(".board canvas", HTMLCanvasElement), told = pixelTold(drawn, chosen, cursor, grid.columns);
  drawPicture(canvas, drawn, chosen, { ...grid, cursor }, shown);
  canvas.setAttribute("aria-label", t("Picture {n}, enlarged; arrow keys move, Enter flips the pixel. {told}", { n: chosen + 1, told }));
  find(".board .which").textContent = t("Picture {n}, enlarged", { n: chosen + 1 });
  if (find(".board .pixel").textContent !== told) find(".board .pixel").textContent = told;
  find(".board .flip", HTMLButtonElement).disabled = cursor >= drawn.at;
}
