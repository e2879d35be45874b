// What is said of a word that was pointed at.

import { percent } from "../../ui/js/shares.js";
import { t } from "../../ui/js/words.js";
import { strongest } from "./aligned.js";

/** @typedef {import("./aligned.js").Word} Word */

/**
 * At which words of the source a word of the translation looked while it was written.
 *
 * @param {Word} word
 * @param {number[]} shares for each word of the source
 * @param {Word[]} source
 */
export function lookedMost(word, shares, source) {
  const found = strongest(shares);
  if (!found.length) {
    return t("“{word}”: this network has no attention; all that it knows of the sentence is the state handed over.", {
      word: named(word),
    });
  }
  const [first, ...more] = found;
  const told = t("“{word}” looked most at “{source}”: {share} of its attention.", {
    word: named(word), source: named(source[first.at]), share: percent(first.share),
  });
  if (!more.length) return told;
  const rest = more.map(({ at, share }) => t("“{source}” {share}", { source: named(source[at]), share: percent(share) }));
  return `${told} ${t("Also {rest}.", { rest: rest.join(", ") })}`;
}

/**
 * Which words of the translation looked at a word of the source.
 *
 * @param {Word} word
 * @param {number[]} shares for each word of the translation
 * @param {Word[]} target
 */
export function wentInto(word, shares, target) {
  const found = strongest(shares).filter(({ share }) => share >= 0.1);
  if (!found.length) return t("No word of the translation looked much at “{word}”.", { word: named(word) });
  const [first, ...rest] = found.map(({ at, share }) => ({ target: named(target[at]), share: percent(share) }));
  const lookers = [t("“{target}” ({share} of its attention)", first), ...rest.map((one) => t("“{target}” ({share})", one))];
  return t("“{word}” was looked at by {lookers}.", { word: named(word), lookers: lookers.join(", ") });
}

/** @param {{ text: string }} word */
export function named({ text }) {
  return text || t("(end)");
}
