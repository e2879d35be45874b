// What the view says about tags: their names, which words changed, and which tags are worth a bar.

import { later, t } from "../../ui/js/words.js";

export const TOLD = 8; // changed words that are named
const LEAST = 0.005; // a tag that neither reader gives as much has no bar

/** @type {Record<string, string>} */
const NAMES = {
  ADJ: later("adjective"),
  ADP: later("preposition"),
  ADV: later("adverb"),
  AUX: later("auxiliary"),
  CCONJ: later("and, or, but"),
  DET: later("determiner"),
  INTJ: later("interjection"),
  NOUN: later("noun"),
  NUM: later("numeral"),
  PART: later("particle"),
  PRON: later("pronoun"),
  PROPN: later("proper name"),
  PUNCT: later("punctuation"),
  SCONJ: later("that, if, because"),
  SYM: later("symbol"),
  VERB: later("verb"),
  X: later("other"),
};

/**
 * A tag with its name.
 *
 * @param {string} tag
 */
export function named(tag) {
  return Object.hasOwn(NAMES, tag) ? `${tag} ${t(NAMES[tag])}` : tag;
}

/**
 * The words whose tag is another one once the whole sentence was read.
 *
 * @param {{ causalBest: number[], bothBest: number[] }} data
 */
export function changed({ causalBest, bothBest }) {
  return causalBest.flatMap((tag, at) => (tag === bothBest[at] ? [] : [at]));
}

/**
 * The tags that a reader gives some probability, the likeliest first.
 *
 * @param {number[]} causal
 * @param {number[]} both
 */
export function likely(causal, both) {
  const most = causal.map((p, tag) => Math.max(p, both[tag]));
  return most.map((_, tag) => tag).filter((tag) => most[tag] >= LEAST).sort((a, b) => most[b] - most[a]);
}
