// The readers of the walk: what each has paid and expects, and what happens at a step, in words.

import { make } from "../../ui/js/captions.js";
import { t, tn } from "../../ui/js/words.js";

// In slow motion a step has three parts: what is expected, what comes, what it costs.
export const EXPECTED = 0;
export const CAME = 1;
export const PAID = 2;

/**
 * A reader: what it expected before each symbol and paid for it.
 *
 * @typedef {object} Reader
 * @property {string} name
 * @property {string} colour
 * @property {Record<string, number>[]} foreseen probabilities
 * @property {number[]} bits
 */

/**
 * A probability as a fraction if it is a simple one, else in per cent.
 *
 * @param {number} p
 */
function share(p) {
  return p === 1 ? "1" : p === 0.5 ? "½" : p === 0.25 ? "¼" : `${Math.round(100 * p)} %`;
}

/**
 * Bits with at most two decimals: 4, 3.32.
 *
 * @param {number} bits
 */
const short = (bits) => String(Number(bits.toFixed(2)));
/** @param {number} bits */
const several = (bits) => tn("{bits} bit", "{bits} bits", Number(short(bits)), { bits: short(bits) });
/** @param {number[]} bits */
const sum = (bits) => bits.reduce((a, b) => a + b, 0);

/**
 * A row for each reader: what it has paid and what it expects, with the symbol that came
 * highlighted.
 *
 * @param {Reader[]} readers
 * @param {string} text
 * @param {number} at the symbol that comes next
 * @param {number} part of its step
 */
export function rows(readers, text, at, part) {
  const symbol = text[at];
  return readers.map((reader, i) => {
    const paid = part === PAID ? at + 1 : at;
    const total = make("span", "total", text ? several(sum(reader.bits.slice(0, paid))) : "");
    const latest = paid ? reader.bits[paid - 1] : 0;
    if (latest && part !== CAME) total.append(make("span", "paid", `+${short(latest)}`));
    const expected = Object.entries(reader.foreseen[at] ?? {});
    const bar = make("div", "bar", ...expected.map(([one, p]) => {
      const piece = make("span", part !== EXPECTED && one === symbol ? "came" : "", p < 0.13 ? one : `${one} ${share(p)}`);
      piece.style.flexGrow = String(p);
      piece.title = `${one}: ${(100 * p).toFixed(1)} %`;
      return piece;
    }));
    bar.setAttribute("role", "img");
    bar.setAttribute("aria-label", expected.map(([one, p]) => `${one} ${share(p)}`).join(", ") || t("nothing more"));
    if (!expected.length) bar.append(make("span", "end", text ? t("nothing more") : ""));
    const row = make("div", "reader" + (i > 1 ? " minor" : ""), make("div", "name", make("span", "", reader.name), total), bar);
    row.style.setProperty("--own", reader.colour);
    return row;
  });
}

/**
 * What happens at this step, in words.
 *
 * @param {Reader[]} readers with memory, without, others
 * @param {string} text
 * @param {number} at the symbol that comes next
 * @param {number} part of its step
 */
export function told([knows, forgets], text, at, part) {
  if (!text) return t("No string of the grammar to walk: this is where it would.");
  if (at === text.length) {
    return t("Spelled: {with} with memory, {without} without. The one that differs was paid for {symbol}, the second-last symbol.", {
      with: several(sum(knows.bits)), without: several(sum(forgets.bits)), symbol: text[at - 2],
    });
  }
  const symbol = text[at], before = t("Symbol {number} of {count}", { number: at + 1, count: text.length });
  if (part !== EXPECTED) {
    const [p, q] = [knows, forgets].map(({ foreseen }) => share(foreseen[at][symbol]));
    if (part === CAME) {
      return p === q
        ? t("{before} is {symbol}. Both readers that know the grammar gave it {p}.", { before, symbol, p })
        : t("{before} is {symbol}. The reader that remembers gave it {p}, the one that forgot {q}.", { before, symbol, p, q });
    }
    return t("Paid for {symbol}: −log₂ {p} = {with} with memory, −log₂ {q} = {without} without.", {
      symbol, p, q, with: several(knows.bits[at]), without: several(forgets.bits[at]),
    });
  }
  const ways = Object.keys(knows.foreseen[at]);
  if (at === text.length - 2) {
    return t("{before}, where memory is needed: the second symbol comes again. Whoever remembers {symbol} knows it, and pays nothing. Whoever forgot it may be at either of the twins: T or P, 1 bit.", { before, symbol: text[1] });
  }
  if (ways.length > 1) {
    const choice = { before, first: ways[0], second: ways[1] };
    if (at === 1) {
      return t("{before}: {first} or {second}, each as likely. That is 1 bit to whoever knows the grammar; it leads into one of two branches that look alike.", choice);
    }
    return at > 1
      ? t("{before}: {first} or {second}, each as likely. That is 1 bit to whoever knows the grammar, in either branch.", choice)
      : t("{before}: {first} or {second}, each as likely. That is 1 bit to whoever knows the grammar.", choice);
  }
  return t("{before} can only be {symbol}: it costs nothing to whoever knows the grammar.", { before, symbol: ways[0] });
}
