// Where two estimated numbers are to be expected: 95 of 100 such ellipses hold the truth, about.

const CHI = Math.sqrt(5.991); // of two numbers together
const NORMAL = 1.96; // of one alone

/**
 * Lays the path of an ellipse; of a spread in one direction alone, a line.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {[number, number]} middle pixels
 * @param {[number, number]} scale pixels for 1, to the right and down
 * @param {number[][]} spread covariance of the two
 */
export function ellipsePath(pen, [x, y], [across, down], [[a, b], [, c]]) {
  const middle = (a + c) / 2, apart = Math.hypot((a - c) / 2, b);
  const long = Math.sqrt(Math.max(0, middle + apart)), short = Math.sqrt(Math.max(0, middle - apart));
  const angle = 0.5 * Math.atan2(2 * b, a - c), [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const size = c > 0 ? CHI : NORMAL;
  pen.beginPath();
  for (let k = 0; k <= 60; k++) {
    const turn = (2 * Math.PI * k) / 60, u = size * long * Math.cos(turn), v = size * short * Math.sin(turn);
    pen.lineTo(x + across * (cos * u - sin * v), y + down * (sin * u + cos * v));
  }
  pen.closePath();
}
