// A translation as it comes from the server, piece by piece.

import { openSocket } from "../../ui/js/sockets.js";

/**
 * What the server says: the state, the pieces from `at` on and all words so far; at last everything.
 *
 * @typedef {object} Told
 * @property {number[]} [state] that is handed over
 * @property {number} [size] of it
 * @property {number} [at]
 * @property {import("./aligned.js").Piece[]} [pieces]
 * @property {import("./aligned.js").Word[]} [words]
 * @property {import("./view.js").Sent} [data]
 * @property {boolean} [end]
 */

const ATTEMPTS = 3; // to open a socket, before the page is drawn when all is written instead

/**
 * Follow a translation until its end.
 *
 * @param {string} address
 * @param {object} how
 * @param {(told: Told) => void} how.message
 * @param {() => void} how.unreachable called when no socket can be opened
 * @returns {() => void} leaves it
 */
export function followTranslation(address, { message, unreachable }) {
  /** @type {WebSocket} */
  let socket;
  let timer = 0, attempts = 0, over = false;
  const open = () => {
    socket = openSocket(address);
    socket.onmessage = (event) => {
      if (over) return;
      const told = JSON.parse(event.data);
      over = Boolean(told.end);
      message(told);
    };
    socket.onclose = () => {
      if (over) return;
      attempts += 1;
      over = attempts >= ATTEMPTS;
      if (over) unreachable();
      else timer = setTimeout(open, 100 * 2 ** attempts);
    };
  };
  open();
  return () => {
    over = true;
    clearTimeout(timer);
    socket.close();
  };
}
