// A text character by character. Whatever a visitor or a network wrote is inserted as text.

import { mount } from "../../ui/js/mount.js";
import { watchConnection } from "./connection.js";
import { chosen, listen, read } from "./pointing.js";
import { beginFlow, endFlow, takeIn } from "./flow.js";
import { leaveStream, listenToStream } from "./stream.js";
import { mark, showText } from "./text.js";

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Written
 * @property {number} turn
 * @property {string} key of the view
 * @property {number} newest number of the tab's newest text when this was drawn
 * @property {number} number of the text
 * @property {string} title
 * @property {string} label
 * @property {string} standing
 * @property {string} foot
 * @property {string} [made]
 * @property {string} prompt
 * @property {string} text
 * @property {string} surprise packed, hundredths of a bit a character
 * @property {[number, string][]} [holds] where units began to be held, or were set free (no name)
 * @property {number[]} [chosen] characters that the visitor chose
 * @property {boolean} doors whether rivals can be pressed
 * @property {string} rivals `width` a character, empty while it runs
 * @property {string} probabilities theirs, packed, hundredths of a per cent
 * @property {number} width
 * @property {boolean} running
 * @property {string} socket of the tab, through which the rest comes; empty for none
 * @property {boolean} colour
 * @property {number | null} parting
 * @property {number | null} selected
 *
 * @typedef {object} Own
 * @property {number | null} number of the text whose characters are there
 * @property {string[]} characters
 * @property {number[]} surprise
 * @property {number} told number of the text that the socket began last, -1 for none
 * @property {import("./flow.js").Coming[]} coming what has come and is not shown yet
 * @property {[number, string][]} holds
 * @property {number | null} shown the character that is pointed at
 * @property {number | null} active the one that has the focus
 * @property {number | null} waiting the one that the server is to hear of
 * @property {number | null} picked the one that it heard of last
 * @property {string | null} panel what the rivals shown are of
 * @property {{ of: Written, characters: string[], hundredths: number[] } | null} favourites
 * @property {{ number: number, ended: boolean, last: number } | null} flow of the text that is
 *   being written: its number, whether all of it has come, when some was shown last
 * @property {number} asking timer of a request for the page
 * @property {number} timer of the character that waits
 * @property {number} frame of the animation, 0 for none
 * @typedef {import("../../ui/js/mount.js").View<Written, Own>} View
 */

// A call with the same turn is followed again, because the tab's socket has to be open.
export default mount({ root: ".view", begin, listen, show, leave, again: true });

/** @returns {Own} */
function begin() {
  return {
    number: null, told: -1, characters: [], surprise: [], coming: [], holds: [],
    shown: null, active: null, waiting: null, picked: null, panel: null,
    favourites: null, flow: null, asking: 0, timer: 0, frame: 0,
  };
}

/**
 * @param {View} view
 * @param {Written | null} before
 */
function show(view, before) {
  // Numbers are a session's own, and so is the socket.
  if (before?.socket !== view.data.socket) view.told = -1;
  if (before && view.data.newest < view.told) {
    // Drawn before the text that has come through the socket; that one is still to be drawn.
    view.data = { ...before, turn: view.data.turn };
    return;
  }
  present(view);
  if (view.data.running && view.data.socket) beginFlow(view);
  else endFlow(view);
  if (view.data.socket) listenToStream(view, hear);
  else leaveStream(view);
}

/** @param {View} view */
function leave(view) {
  endFlow(view);
  leaveStream(view);
}

/**
 * What the server says about the view's text, or about another one that is written in its place.
 *
 * @param {View} view
 * @param {import("./flow.js").Told} told
 * @returns {boolean} whether nothing is missing before it
 */
function hear(view, told) {
  if (told.number !== view.data.number) {
    // Of a text that is no longer shown: it began before the page was drawn.
    if (told.prompt === undefined || told.number <= view.data.newest) return true;
    view.told = told.number;
    view.data = {
      ...view.data,
      number: told.number, newest: told.number, prompt: told.prompt, chosen: told.chosen, foot: told.foot ?? "",
      made: "", text: "", surprise: "", holds: [], rivals: "", probabilities: "", width: 0,
      running: true, parting: null, selected: null,
    };
    present(view);
    beginFlow(view);
  }
  return takeIn(view, told);
}

/** @param {View} view */
function present(view) {
  const { data, find } = view, text = find(".text");
  find(".head").textContent = data.title;
  find(".standing").textContent = data.standing;
  find(".made").textContent = data.made ?? "";
  find(".prompt").textContent = data.prompt;
  text.setAttribute("aria-label", data.label);
  view.root.dataset.number = String(data.number);
  view.root.classList.toggle("running", data.running);
  text.classList.toggle("coloured", data.colour);
  showText(view);
  mark(view);
  read(view, view.shown ?? chosen(view));
  watchConnection(view.setState);
}
