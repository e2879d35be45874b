// The view as it is at a step of its film: what is read, what is written, what is pointed at.

import { t } from "../../ui/js/words.js";
import { lookedAt } from "./aligned.js";
import { choice } from "./choices.js";
import { drawLinks, mark } from "./line.js";
import { cellTold, markMatrix } from "./matrix.js";
import { lookedMost, wentInto } from "./telling.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Aim} Aim */

/** @param {View} view */
export function shown(view) {
  return view.data.attempts[view.attempt];
}

/**
 * The last step: a step for each piece that is read, one for what is handed over, one for each piece
 * that is written.
 *
 * @param {View} view
 */
export function ends(view) {
  return view.data.columns.length + shown(view).pieces.length;
}

/**
 * The last piece that has been written, −1 before the first.
 *
 * @param {View} view
 */
export function written(view) {
  return view.film.step - view.data.columns.length - 1;
}

/**
 * The word that is pointed at, or while the clock writes the one that is being written.
 *
 * @param {View} view
 * @returns {Aim | null}
 */
function aimed(view) {
  const at = written(view), { pieces, words } = shown(view);
  if (view.aim && view.aim.at >= (view.aim.side === "target" ? words : view.data.source).length) view.aim = null;
  if (view.aim || at < 0 || at >= pieces.length - 1) return view.aim;
  return { side: "target", at: words.findIndex((word) => at <= word.last) };
}

/**
 * @param {View} view
 * @param {(ids: number[]) => void} force
 */
export function draw(view, force) {
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
    pick: (at) => { view.picked = at; draw(view, force); },
    force,
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
  if (aim?.side === "target") return lookedMost(words[aim.at], ofSource, data.source);
  if (aim?.side === "source" && way !== "plain") return wentInto(data.source[aim.at], ofTarget, words);
  if (film.step < reads) return t("The encoder reads the sentence, forwards and backwards at once.");
  if (film.step === reads) return t("What it has made of the sentence is handed over, and the decoder begins to write.");
  if (way === "plain") return t("This network has no attention: all that it knows of the sentence is the state handed over.");
  return t("Click a word of the translation: it shows at which words it looked while it was written.");
}
