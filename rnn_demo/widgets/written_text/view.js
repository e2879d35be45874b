// A text character by character. Whatever a visitor or a network wrote is inserted as text.

import { mount } from "../../ui/js/mount.js";
import { watchConnection } from "./connection.js";
import { chosen, listen, read } from "./pointing.js";
import { followText, leaveText } from "./stream.js";
import { mark, showText } from "./text.js";

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Written
 * @property {number} turn
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
 * @property {string} socket where the rest comes from, empty for nowhere
 * @property {boolean} colour
 * @property {number | null} parting
 * @property {number | null} selected
 *
 * @typedef {object} Own
 * @property {number | null} number of the text whose characters are there
 * @property {string[]} characters
 * @property {number[]} surprise
 * @property {import("./stream.js").Coming[]} coming what has come and is not shown yet
 * @property {[number, string][]} holds
 * @property {number | null} shown the character that is pointed at
 * @property {number | null} active the one that has the focus
 * @property {number | null} waiting the one that the server is to hear of
 * @property {number | null} picked the one that it heard of last
 * @property {string | null} panel what the rivals shown are of
 * @property {{ of: Written, characters: string[], hundredths: number[] } | null} favourites
 * @property {{ address: string, close: () => void } | null} stream
 * @property {number} asking timer of a request for the page
 * @property {number} timer of the character that waits
 * @property {number} frame of the animation, 0 for none
 * @typedef {import("../../ui/js/mount.js").View<Written, Own>} View
 */

// A call with the same turn is followed again, because the text's stream has to be open.
export default mount({ root: ".view", begin, listen, show, leave: leaveText, again: true });

/** @returns {Own} */
function begin() {
  return {
    number: null, characters: [], surprise: [], coming: [], holds: [],
    shown: null, active: null, waiting: null, picked: null, panel: null,
    favourites: null, stream: null, asking: 0, timer: 0, frame: 0,
  };
}

/** @param {View} view */
function show(view) {
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
  if (data.running && data.socket) followText(view);
  else leaveText(view);
}
