// Where each point of a timeline stands: a line for each strand, and a level more where two meet.

/**
 * @typedef {{ name: string, year: number, strand: number, label: string }} Point
 * @typedef {{ x: number, y: number }} Place
 */

export const RADIUS = 6.5, LEVEL = 16, BETWEEN = 7; // pixels

/**
 * The place of each point, and the height of all.
 *
 * @param {Point[]} points in the order of their years
 * @param {number} strands how many there are
 * @param {(year: number) => number} across
 * @param {number} top
 * @returns {{ places: Place[], height: number }}
 */
export function laidOut(points, strands, across, top) {
  /** @type {number[]} */
  const levels = [];
  /** @type {number[][]} the right end of each level, by strand */
  const ends = Array.from({ length: strands }, () => []);
  for (const { year, strand } of points) {
    const x = across(year), own = ends[strand];
    const free = own.findIndex((end) => end <= x - RADIUS);
    const level = free < 0 ? own.length : free;
    own[level] = x + RADIUS + 2;
    levels.push(level);
  }
  /** @type {number[]} */
  const tops = [];
  let y = top;
  for (const own of ends) {
    tops.push(y);
    if (own.length) y += own.length * LEVEL + BETWEEN;
  }
  const places = points.map(({ year, strand }, i) => ({ x: across(year), y: tops[strand] + levels[i] * LEVEL + RADIUS }));
  return { places, height: y };
}
