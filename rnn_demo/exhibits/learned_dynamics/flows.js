// Five flows dx/dt = f(x), as in rnn_demo/dynamics/flows.py; a test holds the two together.

/**
 * Writes f(x) into `out`.
 *
 * @typedef {(x: Float64Array, out: Float64Array) => void} Field
 */

/** @type {Record<string, Field>} */
export const FIELDS = {
  lorenz: (x, out) => {
    out[0] = 10 * (x[1] - x[0]);
    out[1] = x[0] * (28 - x[2]) - x[1];
    out[2] = x[0] * x[1] - (8 / 3) * x[2];
  },
  "van-der-pol": (x, out) => {
    out[0] = x[1];
    out[1] = (1 - x[0] * x[0]) * x[1] - x[0];
  },
  rossler: (x, out) => {
    out[0] = -x[1] - x[2];
    out[1] = x[0] + 0.2 * x[1];
    out[2] = 0.2 + x[2] * (x[0] - 5.7);
  },
  pendulum: (x, out) => {
    out[0] = x[1];
    out[1] = -Math.sin(x[0]) - 0.2 * x[1];
  },
  "predator-prey": (x, out) => {
    out[0] = x[0] * (1 - x[1]);
    out[1] = x[1] * (x[0] - 1);
  },
};
