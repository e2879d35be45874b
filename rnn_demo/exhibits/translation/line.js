// The words of a sentence in a line, and the links from one line to the other.

import { make } from "../../ui/js/captions.js";
import { percent } from "../../ui/js/shares.js";
import { named } from "./telling.js";

const SVG = "http://www.w3.org/2000/svg";
const LEAST = 0.05; // a share that has a link

/** @typedef {import("./aligned.js").Word} Word */

/**
 * A button for each word.
 *
 * @param {HTMLElement} line
 * @param {Word[]} words
 * @param {(at: number) => void} press
 */
export function chips(line, words, press) {
  line.replaceChildren(...words.map((_, at) => {
    const chip = make("button", "", make("span"), make("small"));
    chip.type = "button";
    chip.addEventListener("click", () => press(at));
    return chip;
  }));
}

/**
 * How the words look now.
 *
 * @param {HTMLElement} line
 * @param {Word[]} words
 * @param {object} how
 * @param {(word: Word) => string} how.text what of a word is there
 * @param {number} how.reached so many pieces are there
 * @param {number[]} how.now the pieces that are being read
 * @param {number[]} how.shares of each word; none if nothing is pointed at
 * @param {number} how.aimed the word that is pointed at, −1 for none
 * @param {boolean[]} [how.forced]
 */
export function mark(line, words, { text, reached, now, shares, aimed, forced = [] }) {
  const most = Math.max(0, ...shares);
  [...line.children].forEach((chip, at) => {
    const word = words[at], share = shares[at] ?? 0;
    const [name, small] = /** @type {HTMLElement[]} */ ([...chip.children]);
    name.textContent = text(word) || named(word);
    small.textContent = share >= LEAST ? percent(share) : "";
    /** @type {HTMLElement} */ (chip).style.setProperty("--share", `${Math.round(85 * share)}%`);
    chip.className = [
      "word",
      word.first >= reached && "later",
      now.some((piece) => piece >= word.first && piece <= word.last) && "now",
      share > 0 && share === most && "most",
      at === aimed && "aimed",
      forced[at] && "forced",
      (!word.text || /** @type {{ mark?: boolean }} */ (word).mark) && "mark",
    ].filter(Boolean).join(" ");
    chip.setAttribute("aria-pressed", String(at === aimed));
  });
}

/**
 * Draw the links of the word that is pointed at, as wide as their shares.
 *
 * @param {HTMLElement} root
 * @param {{ side: "target" | "source", at: number } | null} aim
 * @param {number[]} ofSource
 * @param {number[]} ofTarget
 */
export function drawLinks(root, aim, ofSource, ofTarget) {
  const area = root.querySelector(".sentences"), links = root.querySelector(".links");
  const source = root.querySelector(".source"), target = root.querySelector(".target");
  if (!area || !links || !source || !target) return;
  const from = area.getBoundingClientRect();
  const shares = aim?.side === "target" ? ofSource : ofTarget;
  const found = aim ? shares.flatMap((share, at) => {
    const [above, below] = aim.side === "target" ? [at, aim.at] : [aim.at, at];
    const upper = source.children[above]?.getBoundingClientRect();
    const lower = target.children[below]?.getBoundingClientRect();
    return share >= LEAST && upper && lower ? [link(from, upper, lower, share)] : [];
  }) : [];
  links.replaceChildren(...found);
}

/**
 * @param {DOMRect} from
 * @param {DOMRect} upper
 * @param {DOMRect} lower
 * @param {number} share
 */
function link(from, upper, lower, share) {
  const path = document.createElementNS(SVG, "path");
  const [x, y] = [upper.left + upper.width / 2 - from.left, upper.bottom - from.top];
  const [u, v] = [lower.left + lower.width / 2 - from.left, lower.top - from.top];
  const middle = (y + v) / 2;
  path.setAttribute("d", `M${x} ${y} C${x} ${middle} ${u} ${middle} ${u} ${v}`);
  path.setAttribute("stroke-width", String(1 + 7 * share));
  path.setAttribute("opacity", String(0.25 + 0.6 * share));
  return path;
}
