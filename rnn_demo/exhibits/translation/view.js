// A sentence read, handed over and written piece by piece; a click shows which words one was made from.

import { badge } from "../../ui/js/captions.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { lookedAt, sameStart } from "./aligned.js";
import { attempts, choice, others } from "./choices.js";
import { chips, drawLinks, mark } from "./line.js";
import { cellTold, fillMatrix, markMatrix, onCells } from "./matrix.js";
import { drawState } from "./state.js";
import { madeFrom, wentInto } from "./telling.js";

const READING_MS = 900, WRITING_MS = 6000; // a whole sentence at most
const SLOWEST_MS = { read: 120, write: 300 }, FASTEST_MS = { read: 25, write: 90 };

/**
 * @typedef {import("./aligned.js").Word} Word
 * @typedef {import("./aligned.js").Attempt} Attempt
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
 * @typedef {import("../../ui/js/mount.js").View<Sent, Own>} View
 */

export default mount({ root: ".translation", begin, listen, show, leave: ({ film }) => film.stop(), again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({
    root: view.root,
    last: () => ends(view),
    draw: () => draw(view),
    settled: () => {
      if (view.reading && film.step === view.data.columns.length) write(view);
      view.reading = false;
    },
  });
  return { film, attempt: 0, aim: null, picked: 0, cell: null, reading: false };
}

/** @param {View} view */
const shown = (view) => view.data.attempts[view.attempt];

/**
 * The last step: a step for each piece that is read, one for what is handed over, one for each piece
 * that is written.
 *
 * @param {View} view
 */
const ends = (view) => view.data.columns.length + shown(view).pieces.length;

/**
 * The last piece that has been written, −1 before the first.
 *
 * @param {View} view
 */
const written = (view) => view.film.step - view.data.columns.length - 1;

/**
 * @param {View} view
 * @param {Sent | null} before
 */
function show(view, before) {
  const { data, film } = view;
  if (before !== data) {
    const was = before?.attempts[view.attempt];
    const same = before?.columns.join(" ") === data.columns.join(" ") && was;
    const way = same ? data.attempts.findIndex((one) => one.way === was.way) : data.first;
    view.attempt = Math.max(0, way);
    film.stop();
    fill(view);
    const from = same ? data.columns.length + sameStart(was.pieces, shown(view).pieces) : 0;
    if (calm()) film.set(ends(view));
    else start(view, from);
  }
  draw(view);
}

/** Whether the visitor wants nothing to move by itself. */
function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Let the clock read and write, from a step on.
 *
 * @param {View} view
 * @param {number} from
 */
function start(view, from) {
  const { data, film } = view, reads = data.columns.length;
  aim(view, null);
  film.set(from);
  view.reading = from < reads;
  if (view.reading) film.play({ pause: pace("read", READING_MS / reads), until: reads });
  else write(view);
}

/** @param {View} view */
function write(view) {
  view.film.play({ pause: pace("write", WRITING_MS / shown(view).pieces.length) });
}

/**
 * @param {"read" | "write"} what
 * @param {number} pause
 */
function pace(what, pause) {
  return Math.max(FASTEST_MS[what], Math.min(SLOWEST_MS[what], pause));
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
  if (view.film.playing || view.film.step < ends(view)) view.film.set(Math.max(view.film.step, ends(view)));
  view.film.go(ends(view));
}

/**
 * @param {View} view
 * @param {Aim | null} to
 */
function aim(view, to) {
  view.aim = to;
  view.cell = null;
  if (to?.side === "target") view.picked = shown(view).words[to.at].first;
}

/**
 * The word that is pointed at, or while the clock writes the one that is being written.
 *
 * @param {View} view
 * @returns {Aim | null}
 */
function aimed(view) {
  const at = written(view), { pieces, words } = shown(view);
  if (view.aim || at < 0 || at >= pieces.length - 1) return view.aim;
  return { side: "target", at: words.findIndex((word) => at <= word.last) };
}

/** @param {View} view */
function draw(view) {
  const { find, data, film, root } = view, { pieces, words } = shown(view);
  const reads = data.columns.length, at = written(view), aim = aimed(view);
  root.dataset.written = String(Math.max(0, at + 1));
  root.classList.toggle("handing", film.step >= reads);
  const ofSource = aim?.side === "target" ? lookedAt(words[aim.at], pieces, data.source) : [];
  const ofTarget = aim?.side === "source"
    ? words.map((word) => lookedAt(word, pieces, data.source)[aim.at]) : [];
  mark(find(".source"), data.source, {
    text: (word) => word.text,
    reached: reads,
    now: film.step < reads ? [film.step, reads - 1 - film.step] : [],
    shares: ofSource,
    aimed: aim?.side === "source" ? aim.at : -1,
  });
  mark(find(".target"), words, {
    text: (word) => (at >= word.last || !word.text ? word.text
      : pieces.slice(word.first, at + 1).map((piece) => piece.text).join("")),
    reached: at + 1,
    now: [],
    shares: ofTarget,
    aimed: aim?.side === "target" ? aim.at : -1,
    forced: words.map((word) => pieces.slice(word.first, word.last + 1).some((piece) => piece.forced)),
  });
  drawLinks(view.root, aim, ofSource, ofTarget);
  find(".told").textContent = told(view, aim, ofSource, ofTarget);
  find(".go").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
  const own = aim?.side === "target" ? words[aim.at] : null;
  markMatrix(find("table"), at, own && [own.first, own.last], view.cell);
  find(".cell").textContent = view.cell
    ? cellTold(pieces[view.cell[0]], data.columns[view.cell[1]], pieces[view.cell[0]].attention[view.cell[1]])
    : t("A row for each piece that was written, a column for each that was read. Point at a cell.");
  choice(find, pieces, view.aim?.side === "target" ? words[view.aim.at] : null, view.picked, {
    pick: (at) => { view.picked = at; draw(view); },
    force: (ids) => force(view, ids),
  });
}

/**
 * What is said of what is seen.
 *
 * @param {View} view
 * @param {Aim | null} aim
 * @param {number[]} ofSource
 * @param {number[]} ofTarget
 */
function told(view, aim, ofSource, ofTarget) {
  const { data, film } = view, { words, way } = shown(view), reads = data.columns.length;
  if (aim?.side === "target") return madeFrom(words[aim.at], ofSource, data.source);
  if (aim?.side === "source" && way !== "plain") return wentInto(data.source[aim.at], ofTarget, words);
  if (film.step < reads) return t("The encoder reads the sentence, forwards and backwards at once.");
  if (film.step === reads) return t("What it has made of the sentence is handed over, and the decoder begins to write.");
  return t("Click a word of the translation: it shows which words it was made from.");
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
    view.reading = false;
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
    draw(view);
  });
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
