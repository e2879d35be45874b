// The rest of a text as it comes from the server, shown in an even flow.

import { shorts } from "../../ui/js/packing.js";
import { openSocket } from "../../ui/js/sockets.js";
import { timeToLeave } from "./connection.js";
import { grow } from "./text.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {[character: string, surprise: number]} Coming a character that has come, and hundredths
 *   of a bit
 *
 * @typedef {object} Told what the server says about a text
 * @property {number} at the place of the first character
 * @property {string} [text]
 * @property {string} [surprise] packed
 * @property {[number, string][]} [holds]
 * @property {string} [foot]
 * @property {boolean} [end]
 */

/** @type {Set<View>} */
const flowing = new Set(); // views whose text is coming in
const FLOW_MS = 120; // within which everything that has come is shown
const FRAME_MS = 16;
const ASK_MS = 1000; // between two requests for the page
const ATTEMPTS = 3; // to open a socket, before the page is drawn again and again instead
const ATTEMPTS_AGAIN = 8; // if it had been open
const UNKNOWN = 4404; // the server does not know this text (any more)
const REPLACED = 4409; // this page has opened another socket for the text

/**
 * Open a text's websocket from character `count()` on, and open it again whenever it is cut.
 *
 * @param {string} address
 * @param {object} how
 * @param {() => number} how.count
 * @param {(told: Told) => void} how.message
 * @param {() => void} how.lost called when the server does not know the text
 * @param {() => void} how.unreachable called when no socket can be opened
 */
function openStream(address, { count, message, lost, unreachable }) {
  /** @type {WebSocket} */
  let socket;
  let timer = 0, attempts = 0;
  let over = false, heard = false;
  const open = () => {
    socket = openSocket(address, `?from=${count()}`);
    socket.onmessage = (event) => {
      if (over) return;
      heard = true;
      attempts = 0;
      const told = JSON.parse(event.data);
      over = Boolean(told.end);
      message(told);
    };
    socket.onclose = (event) => {
      if (over) return;
      attempts += 1;
      if (event.code === REPLACED) {
        over = true;
      } else if (event.code === UNKNOWN) {
        over = true;
        lost();
      } else if (attempts < (heard ? ATTEMPTS_AGAIN : ATTEMPTS)) {
        timer = setTimeout(open, 100 * 2 ** attempts);
      } else {
        over = true;
        if (!heard) unreachable();
      }
    };
  };
  open();
  return {
    address,
    close() {
      over = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}

/**
 * Follow the text of a view: characters join `view.coming` and flow into the page from there.
 *
 * @param {View} view
 */
export function followText(view) {
  const { number, socket } = view.data;
  if (view.stream?.address === socket) return;
  leaveText(view);
  flowing.add(view);
  view.coming = [];
  // Let the page be drawn, and ask again until it is, because it may not be connected just now.
  const ask = () => {
    if (!view.root.isConnected || !view.data.running || view.data.socket !== socket) return;
    const stay = timeToLeave();
    if (stay > 0) {
      view.asking = setTimeout(ask, stay);
      return;
    }
    view.setState("finished", { number, at: Date.now() });
    view.asking = setTimeout(ask, ASK_MS);
  };
  const finish = () => {
    flowing.delete(view);
    // The last of several texts asks for the page; a text that ends long before the others asks,
    // too.
    if (flowing.size === 0) ask();
    else view.asking = setTimeout(ask, ASK_MS);
  };
  let ended = false;
  let last = performance.now();
  /** @param {number} now */
  const flow = (now) => {
    view.frame = 0;
    const all = view.coming.length;
    const share = Math.min(1, (now - last) / FLOW_MS);
    last = now;
    grow(view, view.coming.splice(0, Math.max(1, Math.ceil(all * share))));
    if (view.coming.length) next();
    else if (ended) finish();
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const next = () => {
    if (view.frame) return;
    if (document.hidden || still) {
      grow(view, view.coming.splice(0));
      if (ended) finish();
    } else {
      view.frame = requestAnimationFrame(flow);
    }
  };
  view.stream = openStream(socket, {
    count: () => view.characters.length + view.coming.length,
    message(told) {
      if (!view.root.isConnected) return leaveText(view);
      view.holds = told.holds ?? view.holds;
      const have = view.characters.length + view.coming.length;
      const surprise = shorts(told.surprise);
      Array.from(told.text ?? "").forEach((character, i) => {
        if (told.at + i >= have) view.coming.push([character, surprise[i]]);
      });
      if (told.foot) view.find(".foot").textContent = told.foot;
      ended = Boolean(told.end);
      if (!view.frame) last = performance.now() - FRAME_MS;
      next();
    },
    lost: ask,
    unreachable: () => view.setState("no_sockets", true),
  });
}

/**
 * Close the socket of a view, if it has one.
 *
 * @param {View} view
 */
export function leaveText(view) {
  view.stream?.close();
  view.stream = null;
  clearTimeout(view.asking);
  if (view.frame) cancelAnimationFrame(view.frame);
  view.frame = 0;
  view.coming = [];
  flowing.delete(view);
}
