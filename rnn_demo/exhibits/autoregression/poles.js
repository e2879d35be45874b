// Poles and the coefficients that they stand for, as in poles.py; a test holds the two
// together.

export const MOST_ORDER = 4;
export const FARTHEST = 1.2;
const SNAP = 0.03; // how near to the real axis a pair falls apart into two real poles
export const LIFT = 0.06; // how far from it two real poles become a pair

/**
 * A distance from 0 and an angle in degrees; above 0 it stands for its conjugate, too.
 *
 * @typedef {[number, number]} Pole
 * @typedef {{ re: number, im: number }} Complex
 */

/** @param {Pole[]} poles */
export const orderOf = (poles) => poles.reduce((count, [, angle]) => count + (angle ? 2 : 1), 0);

/**
 * @param {Pole} pole
 * @returns {Complex}
 */
export function placeOf([radius, angle]) {
  const turned = (angle * Math.PI) / 180;
  return { re: radius * Math.cos(turned), im: angle ? radius * Math.sin(turned) : 0 };
}

/**
 * φ₁ … φ_p of Π (z − z_i) = z^p − φ₁ z^(p−1) − … − φ_p.
 *
 * @param {Pole[]} poles
 */
export function coefficientsOf(poles) {
  let product = [1];
  for (const pole of poles) {
    const { re, im } = placeOf(pole);
    product = times(product, pole[1] ? [1, -2 * re, re * re + im * im] : [1, -re]);
  }
  return product.slice(1).map((one) => -one + 0);
}

/**
 * The same from all poles as complex numbers, conjugates among them.
 *
 * @param {Complex[]} places
 */
export function coefficientsFrom(places) {
  /** @type {Complex[]} */
  let product = [{ re: 1, im: 0 }];
  for (const { re, im } of places) {
    const next = [...product, { re: 0, im: 0 }];
    product.forEach((one, k) => {
      next[k + 1] = { re: next[k + 1].re - one.re * re + one.im * im, im: next[k + 1].im - one.re * im - one.im * re };
    });
    product = next;
  }
  return product.slice(1).map((one) => -one.re);
}

/**
 * The value of z^p − φ₁ z^(p−1) − … − φ_p and of its derivative.
 *
 * @param {number[]} phi
 * @param {Complex} z
 */
export function characteristic(phi, z) {
  let value = { re: 1, im: 0 }, slope = { re: 0, im: 0 };
  for (const one of phi) {
    slope = { re: slope.re * z.re - slope.im * z.im + value.re, im: slope.re * z.im + slope.im * z.re + value.im };
    value = { re: value.re * z.re - value.im * z.im - one, im: value.re * z.im + value.im * z.re };
  }
  return { value, slope };
}

/**
 * All poles of some coefficients, by the method of Durand and Kerner.
 *
 * @param {number[]} phi
 * @returns {Complex[]}
 */
export function polesOf(phi) {
  const size = 1 + Math.max(...phi.map(Math.abs));
  let found = phi.map((_, k) => turned(size * 0.6, (2 * Math.PI * k) / phi.length + 0.4));
  for (let round = 0; round < 200; round++) {
    let moved = 0;
    found = found.map((z, k) => {
      let below = { re: 1, im: 0 };
      found.forEach((other, j) => {
        if (j !== k) below = multiplied(below, { re: z.re - other.re, im: z.im - other.im });
      });
      const step = divided(characteristic(phi, z).value, below);
      moved = Math.max(moved, Math.hypot(step.re, step.im));
      return { re: z.re - step.re, im: z.im - step.im };
    });
    if (!(moved > 1e-14 * size)) break;
  }
  return found.map(({ re, im }) => ({ re, im: Math.abs(im) < 1e-7 * size ? 0 : im }));
}

/**
 * The poles after one of them was moved. A pair that meets the real axis falls apart; a real pole
 * that leaves it takes the nearest other real pole as its conjugate, and stays if there is none.
 *
 * @param {Pole[]} poles
 * @param {number} at which one
 * @param {Complex} to
 * @returns {{ poles: Pole[], at: number }} and where it is now
 */
export function movedPole(poles, at, to) {
  const aside = Math.abs(to.im), others = poles.filter((_, i) => i !== at);
  if (poles[at][1]) {
    if (aside < SNAP) return { poles: [...others, real(to.re), real(to.re)], at: others.length };
    return { poles: poles.map((one, i) => (i === at ? pair(to.re, aside) : one)), at };
  }
  const rivals = others.filter(([, angle]) => !angle);
  if (aside < LIFT || !rivals.length) return { poles: poles.map((one, i) => (i === at ? real(to.re) : one)), at };
  const own = poles[at][0];
  const other = rivals.reduce((best, one) => (Math.abs(one[0] - own) < Math.abs(best[0] - own) ? one : best));
  const rest = poles.filter((one, i) => i !== at && one !== other);
  return { poles: [...rest, pair(to.re, aside)], at: rest.length };
}

/**
 * Poles of complex numbers, each conjugate with its partner.
 *
 * @param {Complex[]} places
 * @returns {Pole[]}
 */
export function polesFrom(places) {
  return places.filter(({ im }) => im >= 0).map(({ re, im }) => (im ? pair(re, im) : real(re)));
}

/**
 * Two poles from a point of the triangle.
 *
 * @param {number} first φ₁
 * @param {number} second φ₂
 * @returns {Pole[]}
 */
export function polesAt(first, second) {
  const half = first / 2, under = half * half + second;
  if (under < 0) {
    const aside = Math.sqrt(-under), found = pair(half, aside);
    return found[1] ? [found] : [real(half), real(half)];
  }
  const apart = Math.sqrt(under);
  return [real(half + apart), real(half - apart)];
}

/**
 * A text that the page reads.
 *
 * @param {Pole[]} poles
 */
export const written = (poles) => poles.map(([radius, angle]) => (angle ? `${radius}@${angle}` : String(radius))).join(" ");

/**
 * @param {number} re
 * @returns {Pole}
 */
function real(re) {
  return [Number(Math.max(-FARTHEST, Math.min(FARTHEST, re)).toFixed(3)) + 0, 0];
}

/**
 * @param {number} re
 * @param {number} im
 * @returns {Pole}
 */
function pair(re, im) {
  const radius = Math.min(FARTHEST, Math.hypot(re, im));
  const angle = Math.max(0.1, Math.min(179.9, Number(((Math.atan2(im, re) * 180) / Math.PI).toFixed(1))));
  return [Number(radius.toFixed(3)), angle];
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
function times(one, other) {
  const found = Array(one.length + other.length - 1).fill(0);
  one.forEach((a, i) => { other.forEach((b, j) => { found[i + j] += a * b; }); });
  return found;
}

/**
 * @param {number} radius
 * @param {number} angle
 * @returns {Complex}
 */
function turned(radius, angle) {
  return { re: radius * Math.cos(angle), im: radius * Math.sin(angle) };
}

/**
 * @param {Complex} a
 * @param {Complex} b
 * @returns {Complex}
 */
function multiplied(a, b) {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/**
 * @param {Complex} a
 * @param {Complex} b
 * @returns {Complex}
 */
export function divided(a, b) {
  const square = b.re * b.re + b.im * b.im || 1e-300;
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square };
}
