// Two ways downhill, each on all points at once, as in compute/training.py; a test holds the two
// together. The same beginning gives the same way, however many updates a frame of the screen takes.

const KEPT = 10, SHORTEST = 1e-12, BETA_1 = 0.9, BETA_2 = 0.999, EPSILON = 1e-8;

/**
 * @typedef {{ theta: Float64Array, loss: number }} Descended
 * @typedef {{ loss: number, gradient: Float64Array }} Slope
 * @typedef {(theta: Float64Array) => Slope} Objective
 *
 * @typedef {object} How
 * @property {string} optimizer adam or lbfgs
 * @property {number} updates at most
 * @property {number} rate of Adam at the beginning
 */

/**
 * The beginning, and then the place after each update.
 *
 * @param {Objective} objective
 * @param {Float64Array} theta
 * @param {How} how
 * @returns {Generator<Descended, void>}
 */
export function descend(objective, theta, how) {
  return how.optimizer === "adam" ? adam(objective, theta, how) : lbfgs(objective, theta, how);
}

/**
 * @param {Objective} objective
 * @param {Float64Array} start
 * @param {How} how
 * @returns {Generator<Descended, void>}
 */
function* adam(objective, start, { updates, rate }) {
  let theta = start;
  const mean = new Float64Array(theta.length), square = new Float64Array(theta.length);
  for (let update = 0; update <= updates; update++) {
    const { loss, gradient } = objective(theta);
    yield { theta, loss };
    if (update === updates) return;
    const step = (rate * (1 + Math.cos((Math.PI * update) / updates))) / 2 / (1 - BETA_1 ** (update + 1));
    const correction = 1 - BETA_2 ** (update + 1), next = theta.slice();
    for (let i = 0; i < next.length; i++) {
      mean[i] = BETA_1 * mean[i] + (1 - BETA_1) * gradient[i];
      square[i] = BETA_2 * square[i] + (1 - BETA_2) * gradient[i] * gradient[i];
      next[i] -= (step * mean[i]) / (Math.sqrt(square[i] / correction) + EPSILON);
    }
    theta = next;
  }
}

/**
 * @param {Objective} objective
 * @param {Float64Array} start
 * @param {How} how
 * @returns {Generator<Descended, void>}
 */
function* lbfgs(objective, start, { updates }) {
  let theta = start, { loss, gradient } = objective(theta);
  /** @type {Pair[]} */
  let pairs = [];
  yield { theta, loss };
  for (let update = 0; update < updates; update++) {
    let direction = scaled(gradient, pairs).map((one) => -one), slope = dot(gradient, direction);
    if (slope >= 0) { // rounding has spoiled what is remembered
      pairs = [];
      direction = gradient.map((one) => -one);
      slope = -dot(gradient, gradient);
    }
    let step = 1, there = moved(theta, direction, step), found = objective(there);
    while (!(found.loss <= loss + 1e-4 * step * slope)) {
      step /= 2;
      if (step < SHORTEST) return;
      there = moved(theta, direction, step);
      found = objective(there);
    }
    if (!(found.loss < loss)) return;
    const way = there.map((one, i) => one - theta[i]), turned = found.gradient.map((one, i) => one - gradient[i]);
    const product = dot(way, turned);
    if (product > 1e-12 * Math.sqrt(dot(way, way) * dot(turned, turned))) {
      pairs = [...pairs, { way, turned, inverse: 1 / product }].slice(-KEPT);
    }
    theta = there;
    ({ loss, gradient } = found);
    yield { theta, loss };
  }
}

/** @typedef {{ way: Float64Array, turned: Float64Array, inverse: number }} Pair */

/**
 * The gradient times the inverse Hessian that the pairs stand for.
 *
 * @param {Float64Array} gradient
 * @param {Pair[]} pairs
 */
function scaled(gradient, pairs) {
  const found = gradient.slice(), parts = new Float64Array(pairs.length), last = pairs[pairs.length - 1];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { way, turned, inverse } = pairs[k];
    parts[k] = inverse * dot(way, found);
    for (let i = 0; i < found.length; i++) found[i] -= parts[k] * turned[i];
  }
  const size = last
    ? 1 / (last.inverse * dot(last.turned, last.turned))
    : Math.min(1, 1 / Math.max(gradient.reduce((sum, one) => sum + Math.abs(one), 0), 1e-300));
  for (let i = 0; i < found.length; i++) found[i] *= size;
  pairs.forEach(({ way, turned, inverse }, k) => {
    const left = parts[k] - inverse * dot(turned, found);
    for (let i = 0; i < found.length; i++) found[i] += way[i] * left;
  });
  return found;
}

/**
 * @param {Float64Array} theta
 * @param {Float64Array} direction
 * @param {number} step
 */
function moved(theta, direction, step) {
  return theta.map((one, i) => one + step * direction[i]);
}

/**
 * @param {Float64Array} one
 * @param {Float64Array} other
 */
function dot(one, other) {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
