// Numbers as a person writes them: −0.05, 2·10⁻¹³, 14.1.

/** @type {Record<string, string>} */
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/**
 * A power of ten: 10⁻³.
 *
 * @param {number} exponent
 */
export function power(exponent) {
  return "10" + [...String(exponent)].map((sign) => RAISED[sign]).join("");
}

/**
 * A whole number as a subscript: ₁₂.
 *
 * @param {number} number
 */
export function index(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}

/**
 * With a minus sign instead of a hyphen.
 *
 * @param {string} text
 */
export function withMinus(text) {
  return text.replace("-", "−");
}

/**
 * The label of a mark on an axis, with enough digits to tell it from its neighbours: 0, −0.05,
 * 2·10⁻¹³.
 *
 * @param {number} value
 * @param {number} step from one mark to the next
 */
export function mark(value, step) {
  if (value === 0) return "0";
  if (Math.abs(value) < 1e5 && step >= 1e-3) {
    return withMinus(value.toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))));
  }
  const [digits, exponent] = value.toExponential(2).split("e");
  const own = Number(digits);
  return withMinus((Math.abs(own) === 1 ? (own < 0 ? "-" : "") : own + "·") + power(Number(exponent)));
}

/**
 * Where an axis has its marks: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param {number} low
 * @param {number} high
 * @param {number} most roughly how many
 */
export function marks(low, high, most) {
  const raw = (high - low) / most;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((part) => part * size).find((part) => part >= raw) || size;
  // Multiples, because adding up steps gives 3.47e-18 where it should give 0.
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(i === 0 ? 0 : i * step);
  return found;
}

/**
 * Where a logarithmic axis has its marks, and their labels: powers of ten; where fewer than two are
 * in sight, multiples of them, or of a step that divides the short piece evenly.
 *
 * @param {number} low logarithm to base 10 of the lower end
 * @param {number} high
 */
export function logMarks(low, high) {
  const whole = marks(low, high, 6).filter((at) => at === Math.round(at));
  if (whole.length > 1 || !(high > low) || low < -6 || high > 6) return whole.map((at) => ({ at, label: power(at) }));
  const found = [];
  for (let exponent = Math.floor(low); exponent <= high; exponent++) {
    for (const part of [1, 2, 5]) found.push(part * 10 ** exponent);
  }
  let chosen = found.filter((value) => Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9);
  for (let most = 4; chosen.length < 2 && most < 100; most *= 2) chosen = marks(10 ** low, 10 ** high, most);
  return chosen.map((value) => ({ at: Math.log10(value), label: String(Number(value.toPrecision(6))) }));
}

/**
 * A number from its logarithm to base 10, short: 0.0059, 14.1, 3·10⁻⁹.
 *
 * @param {number} log
 */
export function fromLog(log) {
  if (Number.isNaN(log)) return "–";
  if (log === -Infinity) return "0";
  if (log === Infinity) return "∞";
  if (log > -3 && log < 5) return Number((10 ** log).toPrecision(4)).toString();
  const whole = Math.floor(log);
  return (10 ** (log - whole)).toFixed(2) + "·" + power(whole);
}
