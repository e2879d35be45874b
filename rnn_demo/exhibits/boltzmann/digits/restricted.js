// A restricted Boltzmann machine in the browser: what rnn_demo/networks/rbm.py computes.

/**
 * @typedef {object} Machine
 * @property {number} visible units
 * @property {number} hidden units
 * @property {Float32Array} weights W, row by row: all hidden units of the first visible one, …
 * @property {Float32Array} visibleBias b
 * @property {Float32Array} hiddenBias c
 */

/**
 * Numbers from 0 to 1 that a seed gives (mulberry32).
 *
 * @param {number} seed
 */
export function coins(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * What the hidden units hear: c + v W.
 *
 * @param {Machine} machine
 * @param {ArrayLike<number>} picture visible units, 0 or 1
 */
export function hiddenInput({ visible, hidden, weights, hiddenBias }, picture) {
  const found = Float64Array.from(hiddenBias);
  for (let i = 0; i < visible; i++) {
    if (!picture[i]) continue;
    for (let j = 0, at = i * hidden; j < hidden; j++) found[j] += weights[at + j];
  }
  return found;
}

/**
 * What the visible units hear: b + W h.
 *
 * @param {Machine} machine
 * @param {ArrayLike<number>} state hidden units, 0 or 1
 */
export function visibleInput({ visible, hidden, weights, visibleBias }, state) {
  const on = [];
  for (let j = 0; j < hidden; j++) if (state[j]) on.push(j);
  const found = Float64Array.from(visibleBias);
  for (let i = 0; i < visible; i++) {
    let sum = 0;
    for (const j of on) sum += weights[i * hidden + j];
    found[i] += sum;
  }
  return found;
}

/** @param {number} x */
export function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

/**
 * F(v) = −b·v − Σ ln(1 + e^{c + v W}) in nats.
 *
 * @param {Machine} machine
 * @param {ArrayLike<number>} picture
 */
export function freeEnergy(machine, picture) {
  let found = 0;
  for (let i = 0; i < machine.visible; i++) if (picture[i]) found -= machine.visibleBias[i];
  for (const x of hiddenInput(machine, picture)) found -= Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  return found;
}

/**
 * One Gibbs step: all hidden units given the picture, then all pixels given them, except those
 * that are held.
 *
 * @param {Machine} machine
 * @param {ArrayLike<number>} picture visible units, 0 or 1
 * @param {() => number} coin see `coins`
 * @param {number} temperature T, by which what each unit hears is divided
 * @param {(i: number) => boolean} held whether a pixel stays as it is
 * @returns {{ picture: Uint8Array, likely: Float64Array, state: Uint8Array }} the new picture, the
 *   chance of each pixel to be 1, and the hidden units
 */
export function gibbsStep(machine, picture, coin, temperature, held) {
  const state = Uint8Array.from(hiddenInput(machine, picture), (x) => (coin() < sigmoid(x / temperature) ? 1 : 0));
  const likely = visibleInput(machine, state).map((x) => sigmoid(x / temperature));
  const next = Uint8Array.from(likely, (p, i) => {
    const drawn = coin() < p ? 1 : 0;
    return held(i) ? picture[i] : drawn;
  });
  return { picture: next, likely, state };
}
