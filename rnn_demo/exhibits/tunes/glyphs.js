// The signs of music as paths, drawn by us: no font has to have them. Units are gaps of the staff.

import { GAP } from "./layout.js";

const SVG = "http://www.w3.org/2000/svg";
// Letters of the key signature, as steps on a treble staff, in their order.
const SHARP_STEPS = [10, 7, 11, 8, 5, 9, 6], FLAT_STEPS = [6, 9, 5, 8, 4, 7, 3];

const CLEF = "M 0.35 0.05 C 0.3 0.75 -0.75 0.65 -0.75 -0.1 C -0.75 -0.95 0.2 -1.15 0.75 -0.85 C 1.55 -0.4 1.45 1 0.35 1.05 C -0.85 1.1 -1.6 0.3 -1.45 -0.75 C -1.3 -1.9 0.75 -2.6 0.8 -4.1 C 0.82 -4.85 0.45 -5.15 0.15 -4.75 C -0.3 -4.15 -0.25 -3.3 -0.1 -2.5 L 0.55 1.75 C 0.65 2.5 0.15 2.9 -0.3 2.75 C -0.7 2.6 -0.7 2.1 -0.35 2.05";
const PATHS = {
  "^": "M -0.3 -1.35 V 1.4 M 0.3 -1.5 V 1.25 M -0.6 -0.3 L 0.6 -0.62 M -0.6 0.62 L 0.6 0.3",
  _: "M -0.4 -1.8 V 0.55 C 0.2 0.35 0.55 -0.05 0.45 -0.35 C 0.3 -0.65 -0.15 -0.5 -0.4 -0.1",
  "=": "M -0.33 -1.5 V 0.6 L 0.33 0.42 M 0.33 1.5 V -0.6 L -0.33 -0.42",
};
/** @type {Record<string, string[]>} */
const SIGNS = { "^": [PATHS["^"]], _: [PATHS._], "=": [PATHS["="]], "^^": [PATHS["^"]], __: [PATHS._] };
const QUARTER_REST = "M -0.35 -1.4 L 0.4 -0.5 C -0.15 -0.1 -0.1 0.15 0.45 0.7 C -0.25 0.45 -0.7 0.75 0.05 1.45";
const EIGHTH_REST = "M -0.35 -0.45 C -0.1 -0.05 0.35 -0.2 0.5 -0.6 L 0.05 1";

/**
 * An element of an SVG picture.
 *
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {...SVGElement} inner
 */
export function svg(name, attributes = {}, ...inner) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...inner);
  return element;
}

/**
 * A path whose units are gaps of the staff.
 *
 * @param {string} d
 * @param {number} x
 * @param {number} y
 * @param {number} [stroke] its width in gaps
 */
function drawn(d, x, y, stroke = 0.17) {
  return svg("path", { d, class: "line", transform: `translate(${x} ${y}) scale(${GAP})`, "stroke-width": stroke });
}

/**
 * The treble clef.
 *
 * @param {number} x
 * @param {number} y of the line of G
 */
export function clef(x, y) {
  return drawn(CLEF, x, y, 0.2);
}

/**
 * An accidental; double ones are drawn as two.
 *
 * @param {string} sign as in ABC
 * @param {number} x
 * @param {number} y
 */
export function accidental(sign, x, y) {
  const both = sign.length > 1 ? [-0.45, 0.35] : [0];
  return svg("g", { class: "sign" }, ...both.map((shift) => drawn(SIGNS[sign][0], x + shift * GAP, y, 0.15)));
}

/**
 * The sharps or flats of a key, and the pixels that they take.
 *
 * @param {number} sharps negative for flats
 * @param {number} x
 * @param {(step: number) => number} y
 */
export function signature(sharps, x, y) {
  const steps = (sharps > 0 ? SHARP_STEPS : FLAT_STEPS).slice(0, Math.abs(sharps));
  const group = svg("g", { class: "signature" }, ...steps.map((step, i) => accidental(sharps > 0 ? "^" : "_", x + i * 0.95 * GAP, y(step))));
  return { group, width: steps.length * 0.95 * GAP };
}

/**
 * A rest, centred on the staff.
 *
 * @param {import("./durations.js").Value} value
 * @param {number} x
 * @param {number} top the top line
 */
export function rest({ base, dots }, x, top) {
  const group = svg("g", { class: "rest" });
  if (base >= 96) {
    const y = base >= 192 ? top + GAP : top + 1.5 * GAP;
    group.append(svg("rect", { x: x - 0.6 * GAP, y, width: 1.2 * GAP, height: GAP / 2 }));
  } else if (base >= 48) {
    group.append(drawn(QUARTER_REST, x, top + 2 * GAP, 0.28));
  } else {
    const flags = base >= 24 ? 1 : base >= 12 ? 2 : 3;
    for (let i = 0; i < flags; i += 1) {
      const y = top + (1.9 + i) * GAP - (flags - 1) * 0.5 * GAP, shift = -i * 0.2 * GAP;
      group.append(drawn(EIGHTH_REST, x + shift, y, 0.16), svg("circle", { cx: x - 0.35 * GAP + shift, cy: y - 0.5 * GAP, r: 0.22 * GAP }));
    }
  }
  for (let i = 0; i < dots; i += 1) group.append(svg("circle", { cx: x + (1 + 0.5 * i) * GAP, cy: top + 1.5 * GAP, r: 0.18 * GAP }));
  return group;
}

/**
 * The flags of a single note.
 *
 * @param {number} count
 * @param {number} x of the stem
 * @param {number} y of its end
 * @param {1 | -1} down 1 for a stem that points down
 */
export function flags(count, x, y, down) {
  return Array.from({ length: count }, (_, i) => {
    const at = y - down * i * 0.8 * GAP, s = -down * GAP;
    return svg("path", { class: "flag", d: `M ${x} ${at} C ${x} ${at + 0.9 * s} ${x + 1.25 * GAP} ${at + 1.1 * s} ${x + 0.85 * GAP} ${at + 2.3 * s} C ${x + 1 * GAP} ${at + 1.4 * s} ${x + 0.4 * GAP} ${at + 1.2 * s} ${x} ${at + 0.85 * s} Z` });
  });
}
