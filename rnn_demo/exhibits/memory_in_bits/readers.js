// The readers of the walk: what each has paid and expects, and what happens at a step in words.

import { make } from "../../ui/js/captions.js";

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
 * A probability as a fraction where it is a simple one, else in per cent.
 *
 * @param {number} p
 */
function share(p) {
  return p === 1 ? "1" : p === 0.5 ? "½" : p === 0.25 ? "¼" : `${Math.round(100 * p)} %`;
}

/**
 * Bits with two digits at most: 4, 3.32.
 *
 * @param {number} bits
 */
const short = (bits) => String(Number(bits.toFixed(2)));
/** @param {number} bits */
const several = (bits) => `${short(bits)} ${short(bits) === "1" ? "bit" : "bits"}`;
/** @param {number[]} bits */
const sum = (bits) => bits.reduce((a, b) => a + b, 0);

/**
 * A row for each reader: what it has paid, and what it expects; what came stands out in it.
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
    bar.setAttribute("aria-label", expected.map(([one, p]) => `${one} ${share(p)}`).join(", ") || "nothing more");
    if (!expected.length) bar.append(make("span", "end", text ? "nothing more" : ""));
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
  if (!text) return "No string of the grammar to walk: this is where it would.";
  if (at === text.length) {
    return `Spelled: ${several(sum(knows.bits))} with memory, ${several(sum(forgets.bits))} without. ` +
      `The one that differs was paid for ${text[at - 2]}, the second-last symbol.`;
  }
  const symbol = text[at], before = `Symbol ${at + 1} of ${text.length}`;
  if (part !== EXPECTED) {
    const [p, q] = [knows, forgets].map(({ foreseen }) => share(foreseen[at][symbol]));
    if (part === CAME) {
      return `${before} is ${symbol}. ` + (p === q ? `Both readers that know the grammar gave it ${p}.`
        : `The reader that remembers gave it ${p}, the one that forgot ${q}.`);
    }
    return `Paid for ${symbol}: −log₂ ${p} = ${several(knows.bits[at])} with memory, −log₂ ${q} = ${several(forgets.bits[at])} without.`;
  }
  const ways = Object.keys(knows.foreseen[at]);
  if (at === text.length - 2) {
    return `${before}, where memory is needed: the second symbol comes again. Whoever remembers ${text[1]} knows it, and pays nothing. ` +
      `Whoever forgot it may be at either of the twins: T or P, 1 bit.`;
  }
  if (ways.length > 1) {
    return `${before}: ${ways.join(" or ")}, each as likely. That is 1 bit to whoever knows the grammar` +
      (at === 1 ? "; it leads into one of two branches that look alike." : at > 1 ? ", in either branch." : ".");
  }
  return `${before} can only be ${ways[0]}: it costs nothing to whoever knows the grammar.`;
}
