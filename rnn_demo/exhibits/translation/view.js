// A sentence read, handed over and written piece by piece; a click shows at which words one looked.

import { badge } from "../../ui/js/captions.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { player } from "../../ui/js/player.js";
import { sameStart } from "./aligned.js";
import { attempts, others } from "./choices.js";
import { draw, ends, shown } from "./drawing.js";
import { chips } from "./line.js";
import { fillMatrix, onCells } from "./matrix.js";
import { calm, follow, start, write } from "./playing.js";
import { drawState } from "./state.js";

/**
 * @typedef {import("./aligned.js").Word} Word
 * @typedef {import("./aligned.js").Attempt} Attempt
 * @typedef {import("./aligned.js").Piece} Piece
 *
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Sent
 * @property {number} turn
 * @property {string[]} columns the pieces of the source, tag first, end last
 * @property {Word[]} source its words
 * @property {string} fromLanguage
 * @property {string} toLanguage
 * @property {string} language its code
 * @property {number[]} state some units of the state that is handed over, from −1 to 1
 * @property {number} size of the whole state
 * @property {Attempt[]} attempts
 * @property {number} first which is drawn at first
 * @property {import("../../ui/js/captions.js").Check} badge
 * @property {string} [socket] where the rest comes from while it is written
 *
 * What is pointed at: a word of the translation, or of the source.
 *
 * @typedef {{ side: "target" | "source", at: number }} Aim
 *
 * @typedef {object} Own
 * @property {import("../../ui/js/player.js").Player} film
 * @property {number} attempt which is drawn
 * @property {Aim | null} aim
 * @property {number} picked the piece whose rivals are shown
 * @property {import("./matrix.js").Cell | null} cell
 * @property {boolean} reading whether the clock reads and is to write afterwards
 * @property {boolean} follows whether the clock goes on with what comes in
 * @property {Piece[]} known what was shown of the same sentence before, which need not be shown again
 * @property {string} wanted the way that was drawn then; empty for the first
 * @property {() => void} leave closes the socket
 * @typedef {import("../../ui/js/mount.js").View<Sent, Own>} View
 */

export default mount({ root: ".translation", begin, listen, show, leave: left, again: true });

/** @param {View} view */
function left({ film, leave }) {
  film.stop();
  leave();
}

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({
    root: view.root,
    last: () => ends(view),
    draw: () => redraw(view),
    settled: () => {
      if (view.reading && film.step === view.data.columns.length) write(view);
      view.reading = false;
    },
  });
  return { film, attempt: 0, aim: null, picked: 0, cell: null, reading: false, follows: false, known: [], wanted: "", leave: () => {} };
}

/**
 * @param {View} view
 * @param {Sent | null} before
 */
function show(view, before) {
  // A call that is made again, for another theme, has nothing of what has come since.
  if (before?.turn === view.data.turn) view.data = before;
  const { data, film } = view;
  if (before !== data) {
    const was = before?.attempts[view.attempt];
    const same = before?.columns.join(" ") === data.columns.join(" ") && was;
    const way = same ? data.attempts.findIndex((one) => one.way === was.way) : data.first;
    view.attempt = Math.max(0, way);
    film.stop();
    view.leave();
    aim(view, null); // its words may be gone
    fill(view);
    view.known = same ? was.pieces : [];
    view.wanted = same ? was.way : "";
    const from = same ? data.columns.length + sameStart(view.known, shown(view).pieces) : 0;
    if (calm()) film.set(ends(view));
    else start(view, from);
    if (data.socket) follow(view, data.socket, { fill: () => fill(view), draw: () => redraw(view) });
  }
  redraw(view);
}

/**
 * All that stays as it is while the film runs.
 *
 * @param {View} view
 */
function fill(view) {
  const { find, data } = view, { pieces, words } = shown(view);
  find(".from").textContent = data.fromLanguage;
  find(".to").textContent = data.toLanguage;
  find(".target").lang = data.language;
  chips(find(".source"), data.source, (at) => point(view, "source", at));
  chips(find(".target"), words, (at) => point(view, "target", at));
  fillMatrix(find("table"), data.columns, pieces);
  find(".attention").hidden = !pieces.some((piece) => piece.attention.length);
  find(".free").hidden = !pieces.some((piece) => piece.forced);
  drawState(view.root, data.state, data.size);
  attempts(find(".attempts"), data, view.attempt, (at) => {
    view.attempt = at;
    fill(view);
    aim(view, null);
    view.film.go(ends(view));
  });
  others(find, shown(view).others, (ids) => force(view, ids));
  badge(find(".badge"), data.badge);
}

/**
 * Point at a word: all has been read and written then.
 *
 * @param {View} view
 * @param {Aim["side"]} side
 * @param {number} at
 */
function point(view, side, at) {
  const again = view.aim?.side === side && view.aim.at === at;
  aim(view, again ? null : { side, at });
  view.film.go(ends(view));
}

/**
 * @param {View} view
 * @param {Aim | null} to
 */
function aim(view, to) {
  view.aim = to;
  view.cell = null;
  view.follows = false;
  if (to?.side === "target") view.picked = shown(view).words[to.at].first;
}

/** @param {View} view */
function redraw(view) {
  draw(view, (ids) => force(view, ids));
}

/**
 * @param {View} view
 * @param {number[]} ids
 */
function force(view, ids) {
  view.trigger("forced", { ids }); // an empty list by itself would be no message
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view;
  find(".go").addEventListener("click", () => {
    view.reading = view.follows = false;
    if (film.playing) return film.pause();
    start(view, film.step >= ends(view) ? 0 : film.step);
  });
  find(".back").addEventListener("click", () => { aim(view, null); view.reading = false; film.backward(); });
  find(".on").addEventListener("click", () => { aim(view, null); view.reading = false; film.onward(); });
  find(".free").addEventListener("click", () => force(view, []));
  for (const side of /** @type {Aim["side"][]} */ (["source", "target"])) {
    const line = find(`.${side}`);
    onKeys(line, SIDEWAYS, (by) => {
      const count = line.children.length, from = view.aim?.side === side ? view.aim.at : by > 0 ? -1 : count;
      const at = Math.max(0, Math.min(count - 1, from + by));
      if (at !== view.aim?.at || view.aim.side !== side) point(view, side, at);
      /** @type {HTMLElement} */ (line.children[at]).focus();
    });
  }
  onCells(find("table"), () => view.cell, (cell) => {
    view.cell = cell;
    redraw(view);
  });
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide) redraw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
