// The pictures that the network draws, each on a canvas of its own whose pixels can be flipped.

import { make } from "../../ui/js/captions.js";
import { ARROWS, moved } from "../../ui/js/drawing.js";
import { inkPicture, tinted } from "../../ui/js/ink.js";
import { onKeys } from "../../ui/js/keys.js";
import { VIOLET } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { surprise } from "./drawing_on.js";

const MOST_NATS = 4; // a pixel as surprising as this is as violet as can be

/** @typedef {{ canvas: HTMLCanvasElement, caption: HTMLElement, cursor: number }} Tile */

/**
 * Makes the canvases.
 *
 * @param {HTMLElement} place
 * @param {number} count
 * @param {{ rows: number, columns: number }} grid
 * @param {(tile: number) => void} choose called when a picture is to be enlarged
 * @param {(tile: number, pixel: number) => void} flip called when a pixel is to be flipped
 * @param {() => void} again called when a cursor has moved
 * @returns {Tile[]}
 */
export function madeTiles(place, count, grid, choose, flip, again) {
  const tiles = Array.from({ length: count }, () => {
    const canvas = make("canvas"), caption = make("figcaption");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    place.append(make("figure", "", canvas, caption));
    return { canvas, caption, cursor: Math.floor(grid.rows / 2) * grid.columns + Math.floor(grid.columns / 2) };
  });
  tiles.forEach((tile, n) => {
    tile.canvas.addEventListener("click", () => choose(n));
    onKeys(tile.canvas, ARROWS, (by) => {
      tile.cursor = moved({ ...grid, pixels: new Uint8Array(), cursor: tile.cursor }, by);
      again();
    });
    onKeys(tile.canvas, { " ": true, Enter: true }, () => flip(n, tile.cursor));
    tile.canvas.addEventListener("focus", again);
    tile.canvas.addEventListener("blur", again);
  });
  return tiles;
}

/**
 * Draws the pictures as far as they are.
 *
 * @param {Tile[]} tiles
 * @param {import("./drawing_on.js").Drawn} drawn
 * @param {{ rows: number, columns: number }} grid
 * @param {string} shown ink, likely or nats
 */
export function drawTiles(tiles, drawn, grid, shown) {
  tiles.forEach(({ canvas, caption, cursor }, n) => {
    drawPicture(canvas, drawn, n, { ...grid, cursor: canvas.matches(":focus-visible") ? cursor : -1 }, shown);
    const told = drawn.nats[n].toFixed(1);
    caption.textContent = t("{nats} nats", { nats: told });
    canvas.setAttribute("aria-label", t("Picture {n}: {ink} pixels of ink, {nats} nats so far; arrow keys move, Enter flips a pixel", {
      n: n + 1, ink: drawn.pictures[n].subarray(0, drawn.at).reduce((sum, pixel) => sum + pixel, 0), nats: told,
    }));
  });
}

/**
 * Draws one of the pictures as far as it is.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {import("./drawing_on.js").Drawn} drawn
 * @param {number} n which picture
 * @param {{ rows: number, columns: number, cursor: number }} grid
 * @param {string} shown ink, likely or nats
 */
export function drawPicture(canvas, drawn, n, grid, shown) {
  const { at, from } = drawn, whole = Math.floor(from / grid.columns);
  const picture = drawn.pictures[n].subarray(0, at), likely = drawn.likely[n].subarray(0, at);
  const options = { ...grid, marked: (/** @type {number} */ row) => row < whole };
  inkPicture(canvas, shown === "ink" ? picture : shown === "likely" ? likely : [], options);
  if (shown === "nats") tinted(canvas, Array.from(picture, (pixel, i) => nats(likely[i], pixel) / MOST_NATS), grid, VIOLET);
}

/**
 * @param {number} likely
 * @param {number} pixel
 */
function nats(likely, pixel) {
  return surprise(Math.log(likely / (1 - likely)), pixel);
}

/**
 * Draws how surprising the pixels of a picture are, over a pale copy of it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} picture
 * @param {Float64Array} surprises nats
 * @param {{ rows: number, columns: number }} grid
 */
export function drawSurprise(canvas, picture, surprises, grid) {
  inkPicture(canvas, Array.from(picture, (pixel) => 0.25 * pixel), grid);
  tinted(canvas, Array.from(surprises, (one) => one / MOST_NATS), grid, VIOLET);
}
