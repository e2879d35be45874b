// The colours of every picture; rnn_demo/palette.py has them for figures and style sheets.

import palette from "../../palette.json" with { type: "json" };

export const GREEN = palette.green;
export const ORANGE = palette.orange;
export const PURPLE = palette.purple;
export const VIOLET = palette.violet;
export const RED = palette.red;
export const BLUE = palette.blue;
export const SLATE = palette.slate;
export const ON_DARK = palette["on-dark"];
export const COLOURS = [GREEN, ORANGE, PURPLE, VIOLET, RED]; // of lines, one after the other
/** What a visitor draws with, from black to skin. */
export const paints = Object.entries(palette).filter(([name]) => name.startsWith("paint-")).map(([, colour]) => colour);
export const GREY = translucent(palette.grey, 0.55);

/**
 * A colour's red, green and blue, 0 to 255.
 *
 * @param {string} colour as `#rrggbb`
 */
export function channels(colour) {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/**
 * A colour that lets what is behind it show through.
 *
 * @param {string} colour as `#rrggbb`
 * @param {number | string} share of the colour, from 0 to 1
 */
export function translucent(colour, share) {
  return `rgba(${channels(colour).join(", ")}, ${share})`;
}

/**
 * A picture's colour changed for words: nearer to the theme's ink, because words in the colour
 * itself are too pale to read.
 *
 * @param {string} colour
 */
export function inked(colour) {
  return `color-mix(in srgb, ${colour} 50%, var(--st-text-color))`;
}
