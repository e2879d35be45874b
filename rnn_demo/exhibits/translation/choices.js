// What else could have been written: other pieces, other translations, other ways to find one.

import { make } from "../../ui/js/captions.js";
import { percent } from "../../ui/js/shares.js";
import { t } from "../../ui/js/words.js";

/** @typedef {import("../../ui/js/mount.js").Find} Find */
/** @typedef {import("./aligned.js").Piece} Piece */

const SPACE = "▁"; // begins a piece that begins a word

/**
 * A piece as it is offered: what goes on with a word has a hyphen before it.
 *
 * @param {string} text as the vocabulary has it; empty for the end
 */
export function offered(text) {
  if (!text) return t("(end)");
  if (text.startsWith(SPACE)) return text.slice(1) || t("(space)");
  return /^\p{L}/u.test(text) ? `-${text}` : text;
}

/**
 * The pieces of a word that is pointed at, and the rivals of one of them.
 *
 * @param {Find} find
 * @param {Piece[]} pieces of the whole translation
 * @param {import("./aligned.js").Word | null} word null if none is pointed at
 * @param {number} picked which piece
 * @param {{ pick: (at: number) => void, force: (ids: number[]) => void }} doors
 */
export function choice(find, pieces, word, picked, { pick, force }) {
  find(".choice").hidden = !word;
  if (!word) return;
  const own = pieces.slice(word.first, word.last + 1);
  find(".parts").hidden = own.length < 2;
  find(".parts").replaceChildren(...own.map((piece, i) => {
    const button = make("button", "", piece.text || t("(end)"));
    button.type = "button";
    button.setAttribute("aria-pressed", String(word.first + i === picked));
    button.addEventListener("click", () => pick(word.first + i));
    return button;
  }));
  const now = pieces[picked], before = pieces.slice(0, picked).map((piece) => piece.id);
  find(".instead").textContent = now.id
    ? t("Instead of “{piece}” it could have written one of these; click one, and the rest is written again:", { piece: now.text })
    : t("It could have gone on; click a piece, and it does:");
  find(".rivals").replaceChildren(...now.rivals.map(({ id, text, chance }) => {
    const button = make("button", id === now.id ? "chosen" : "", offered(text), " ", make("small", "", percent(chance)));
    button.type = "button";
    button.addEventListener("click", () => force([...before, id]));
    return button;
  }));
}

/**
 * A button for each way, with its translation and its score.
 *
 * @param {HTMLElement} element
 * @param {{ attempts: import("./aligned.js").Attempt[], language: string }} data
 * @param {number} now which is drawn
 * @param {(at: number) => void} choose
 */
export function attempts(element, { attempts: ways, language }, now, choose) {
  element.replaceChildren(...ways.map(({ title, text, told }, at) => {
    const translation = make("span", "text", text || t("(nothing)"));
    translation.lang = language;
    const button = make("button", "attempt", make("b", "", title), translation, make("small", "", told));
    button.type = "button";
    button.setAttribute("aria-pressed", String(at === now));
    button.addEventListener("click", () => choose(at));
    return button;
  }));
}

/**
 * The other translations of a beam, each a way to go.
 *
 * @param {Find} find
 * @param {{ ids: number[], text: string, told: string }[]} kept
 * @param {(ids: number[]) => void} force
 */
export function others(find, kept, force) {
  find(".beam").hidden = !kept.length;
  find(".others").replaceChildren(...kept.map(({ ids, text, told }) => {
    const button = make("button", "", text || t("(nothing)"), " ", make("small", "", told));
    button.type = "button";
    button.addEventListener("click", () => force(ids));
    return button;
  }));
}
