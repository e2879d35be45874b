// A drawing in colours: pixels, a pen of a width, and a cursor for the keyboard.

/**
 * @typedef {object} Board
 * @property {number} side pixels, each way
 * @property {Uint8Array} pixels red, green and blue, row by row
 * @property {[number, number]} cursor row and column
 */

/**
 * An empty board.
 *
 * @param {number} side
 * @returns {Board}
 */
export function blank(side) {
  return { side, pixels: new Uint8Array(3 * side * side).fill(255), cursor: [side >> 1, side >> 1] };
}

/**
 * A round dab of colour.
 *
 * @param {Board} board
 * @param {number} row of its middle; may be outside
 * @param {number} column
 * @param {number} radius pixels
 * @param {number[]} colour red, green, blue
 */
export function dab({ side, pixels }, row, column, radius, colour) {
  for (let r = Math.max(0, Math.ceil(row - radius)); r <= Math.min(side - 1, row + radius); r++) {
    for (let c = Math.max(0, Math.ceil(column - radius)); c <= Math.min(side - 1, column + radius); c++) {
      if ((r - row) ** 2 + (c - column) ** 2 <= radius ** 2) pixels.set(colour, 3 * (r * side + c));
    }
  }
}

/**
 * A straight stroke.
 *
 * @param {Board} board
 * @param {[number, number]} from row and column
 * @param {[number, number]} to
 * @param {number} radius
 * @param {number[]} colour
 */
export function stroke(board, from, to, radius, colour) {
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])));
  for (let i = 0; i <= steps; i++) {
    const part = i / steps;
    dab(board, from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]), radius, colour);
  }
}

/**
 * Pours a colour over all that hangs together and has one colour.
 *
 * @param {Board} board
 * @param {number} row
 * @param {number} column
 * @param {number[]} colour
 */
export function pour({ side, pixels }, row, column, colour) {
  const code = (/** @type {number} */ at) => (pixels[3 * at] << 16) | (pixels[3 * at + 1] << 8) | pixels[3 * at + 2];
  const begin = row * side + column, old = code(begin);
  if (old === ((colour[0] << 16) | (colour[1] << 8) | colour[2])) return;
  const open = [begin];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (code(at) !== old) continue;
    pixels.set(colour, 3 * at);
    const c = at % side;
    if (c > 0) open.push(at - 1);
    if (c < side - 1) open.push(at + 1);
    if (at >= side) open.push(at - side);
    if (at < side * (side - 1)) open.push(at + side);
  }
}

/**
 * The cursor moved, within the board.
 *
 * @param {Board} board
 * @param {[number, number]} by rows and columns
 */
export function moved({ side, cursor }, by) {
  return /** @type {[number, number]} */ (cursor.map((at, i) => Math.max(0, Math.min(side - 1, at + by[i]))));
}

/**
 * Bytes in base64.
 *
 * @param {Uint8Array} pixels
 */
export function packed(pixels) {
  let signs = "";
  for (let i = 0; i < pixels.length; i += 8192) signs += String.fromCharCode(...pixels.subarray(i, i + 8192));
  return btoa(signs);
}
