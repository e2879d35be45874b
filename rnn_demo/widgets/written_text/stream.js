// The tab's socket, through which the server tells of the texts of all its views.

import { openSocket } from "../../ui/js/sockets.js";
import { askForPage } from "./flow.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./flow.js").Told} Told
 * @typedef {(view: View, told: Told) => boolean} Hear whether nothing is missing before it
 *
 * @typedef {object} Stream the tab's socket and who listens
 * @property {string} address
 * @property {Map<View, Hear>} views
 * @property {Map<string, Told[]>} early what came for views that are still to be drawn, by their key
 * @property {() => void} again opens it again, so that the server hears what is there
 * @property {() => void} close
 */

const ATTEMPTS = 3; // to open a socket, before the page is drawn again and again instead
const ATTEMPTS_AGAIN = 8; // if a text had come through it
const STEADY_MS = 5000; // a connection that lasted so long was a good one
const UNKNOWN = 4404; // the server does not know this tab (any more)
const REPLACED = 4409; // this page has opened another socket

/** @type {Stream | null} */
let stream = null;

/**
 * From now on a view hears what comes through the socket at its data's address.
 *
 * @param {View} view
 * @param {Hear} hear
 */
export function listenToStream(view, hear) {
  if (stream?.address !== view.data.socket) {
    stream?.close();
    stream = openStream(view.data.socket);
  }
  stream.views.set(view, hear);
  const early = stream.early.get(view.data.key) ?? [];
  stream.early.delete(view.data.key);
  if (!early.map((told) => hear(view, told)).every(Boolean)) stream.again();
}

/**
 * A view hears nothing any more; the last one closes the socket.
 *
 * @param {View} view
 */
export function leaveStream(view) {
  if (stream?.views.delete(view) && stream.views.size === 0) {
    stream.close();
    stream = null;
  }
}

/**
 * Open a tab's websocket, and open it again whenever it is cut.
 *
 * @param {string} address
 * @returns {Stream}
 */
function openStream(address) {
  /** @type {Map<View, Hear>} */
  const views = new Map();
  /** @type {Map<string, Told[]>} */
  const early = new Map();
  /** @type {WebSocket | null} */
  let socket = null;
  let attempts = 0, since = Infinity;
  let over = false, heard = false;
  const running = () => [...views.keys()].filter((view) => view.data.running);
  const end = () => {
    over = true;
    if (stream === own) stream = null; // the next drawing opens another
  };
  const open = () => {
    socket = openSocket(address, `?${there(views.keys())}`);
    socket.onopen = () => { since = performance.now(); };
    socket.onmessage = (event) => {
      if (over) return;
      heard = true;
      attempts = 0;
      const news = /** @type {{ [key: string]: Told }} */ (JSON.parse(event.data));
      let whole = true;
      for (const [key, told] of Object.entries(news)) {
        const view = [...views.keys()].find((one) => one.data.key === key && one.root.isConnected);
        if (view) {
          whole = (views.get(view)?.(view, told) ?? true) && whole;
        } else {
          // The page is still to draw it, perhaps with less than has come by then.
          if (told.prompt !== undefined || !early.has(key)) early.set(key, []);
          early.get(key)?.push(told);
        }
      }
      if (!whole) again();
    };
    socket.onclose = (event) => {
      if (over) return;
      attempts = performance.now() - since > STEADY_MS ? 1 : attempts + 1;
      since = Infinity;
      if (event.code === REPLACED) {
        end();
      } else if (event.code === UNKNOWN) {
        end();
        running().forEach(askForPage);
      } else if (attempts < (heard ? ATTEMPTS_AGAIN : ATTEMPTS)) {
        timer = setTimeout(open, 100 * 2 ** attempts);
      } else {
        end();
        for (const view of running()) {
          if (heard) askForPage(view);
          else view.setState("no_sockets", true);
        }
      }
    };
  };
  const again = () => {
    if (socket) socket.onclose = null;
    socket?.close();
    open();
  };
  let timer = setTimeout(open); // when all views of a page are there
  const own = {
    address,
    views,
    early,
    again,
    close() {
      over = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
  return own;
}

/**
 * What views have of their texts, as the server understands it.
 *
 * @param {Iterable<View>} views
 */
function there(views) {
  const query = new URLSearchParams();
  for (const { data, number, characters, coming } of views) {
    if (number !== null) query.set(data.key, `${number}.${characters.length + coming.length}`);
  }
  return query;
}
