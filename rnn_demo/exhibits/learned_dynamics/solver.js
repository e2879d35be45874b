// The Dormand–Prince pair of order 5 and 4, as in rnn_demo/dynamics/dormand_prince.py; a test holds
// the two together.

const STAGES = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
const SAFETY = 0.9, LEAST = 0.2, MOST = 5;

/**
 * The orbit of a start at equal times, the start included.
 *
 * @param {import("./flows.js").Field} field
 * @param {ArrayLike<number>} start
 * @param {number} step time from sample to sample
 * @param {number} samples how many follow the start
 * @param {number} tolerance relative and absolute
 * @returns {Float64Array[]}
 */
export function solve(field, start, step, samples, tolerance) {
  const size = start.length;
  let x = Float64Array.from(start), y = new Float64Array(size), now = step / 10;
  const slopes = Array.from({ length: 7 }, () => new Float64Array(size));
  field(x, slopes[0]);
  const found = [x.slice()];
  for (let sample = 0; sample < samples; sample++) {
    let rest = step;
    while (rest > 0) {
      const taken = Math.min(now, rest);
      for (let stage = 0; stage < 6; stage++) {
        for (let i = 0; i < size; i++) {
          let sum = 0;
          for (let s = 0; s <= stage; s++) sum += STAGES[stage][s] * slopes[s][i];
          y[i] = x[i] + taken * sum;
        }
        field(y, slopes[stage + 1]);
      }
      let error = 0;
      for (let i = 0; i < size; i++) {
        let apart = 0;
        for (let s = 0; s < 7; s++) apart += ERROR[s] * slopes[s][i];
        const bound = tolerance * (1 + Math.max(Math.abs(x[i]), Math.abs(y[i])));
        error = Math.max(error, Math.abs(taken * apart) / bound);
      }
      const factor = Math.min(MOST, Math.max(LEAST, SAFETY * Math.max(error, 1e-10) ** -0.2));
      if (error > 1) {
        now = taken * factor;
        continue;
      }
      now = taken < now ? Math.max(now, taken * factor) : taken * factor;
      rest = taken >= rest ? 0 : rest - taken;
      [x, y] = [y, x];
      slopes[0].set(slopes[6]);
    }
    found.push(x.slice());
  }
  return found;
}
