// Elements of a vector picture.

const SVG = "http://www.w3.org/2000/svg";
const BARB = 6; // pixels along an arrow from its tip to the base of its head

/**
 * Adds an element to another one.
 *
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Element} parent
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 * @returns {SVGElementTagNameMap[Name]}
 */
export function add(parent, name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

/**
 * The direction from one point to another, of length 1, and the distance.
 *
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 */
export function towards(from, to) {
  const long = Math.hypot(to.x - from.x, to.y - from.y);
  return { long, dx: (to.x - from.x) / long, dy: (to.y - from.y) / long };
}

/**
 * The path of an arrow's head.
 *
 * @param {number} x of its point
 * @param {number} y
 * @param {number} dx where it points to, of length 1
 * @param {number} dy
 * @param {number} wide from its middle to a side
 */
export function head(x, y, dx, dy, wide) {
  /** @param {1 | -1} turn */
  const side = (turn) => `${x - BARB * dx + turn * wide * dy} ${y - BARB * dy - turn * wide * dx}`;
  return `M${side(1)}L${x} ${y}L${side(-1)}`;
}
