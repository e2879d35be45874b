// Errors that are certain before a net is trained, as in compute/limits.py; a test holds the two
// together.

const HALVINGS = 60;

/**
 * How often a net of one input can rise and fall; null where no bound is known.
 *
 * @param {import("./network.js").Architecture} net
 */
export function mostRuns({ activation, width, depth }) {
  if (activation === "linear" || (width === 1 && activation !== "square")) return 1;
  if (activation === "relu") return (width + 1) ** depth;
  return activation === "square" ? 2 ** depth : null;
}

/**
 * The error that every function with so few runs makes somewhere.
 *
 * @param {Float64Array} values the target's, in order
 * @param {number | null} runs
 * @param {number} jump the largest jump of the target
 */
export function certainError(values, runs, jump) {
  if (runs === null) return jump / 2;
  const turns = extremes(values);
  let low = 0, high = (Math.max(...turns) - Math.min(...turns)) / 2;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (runsOf(turns, 2 * middle) > runs) low = middle;
    else high = middle;
  }
  return Math.max(low, jump / 2);
}

/**
 * The most rises and falls, in turn, of at least `least` each.
 *
 * @param {ArrayLike<number>} values
 * @param {number} least
 */
export function runsOf(values, least) {
  let low = values[0], high = values[0], up = 0, found = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (up <= 0 && value >= low + least && value > low) {
      up = 1;
      found += 1;
      high = value;
    } else if (up >= 0 && value <= high - least && value < high) {
      up = -1;
      found += 1;
      low = value;
    }
  }
  return found;
}

/**
 * The first and the last value, and those where it turns.
 *
 * @param {Float64Array} values
 */
function extremes(values) {
  const moving = values.filter((one, i) => i === 0 || one !== values[i - 1]);
  return moving.filter((one, i) => i === 0 || i === moving.length - 1 || (one > moving[i - 1]) !== (moving[i + 1] > one));
}
