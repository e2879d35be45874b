// Unpacks the numbers that rnn_demo/ui/packing.py has packed, in base64.

/** @param {string} text */
export function bytes(text) {
  const signs = atob(text), found = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) found[i] = signs.charCodeAt(i); // `from` is slower
  return found;
}

/**
 * Unpacks numbers of four bytes each.
 *
 * @param {string} text
 */
export function floats(text) {
  return new Float32Array(bytes(text).buffer);
}

/**
 * Unpacks numbers from 0 to 65,535, two bytes each, the low byte first.
 *
 * @param {string} [text]
 */
export function shorts(text = "") {
  const view = new DataView(bytes(text).buffer);
  return Array.from({ length: view.byteLength / 2 }, (_, i) => view.getUint16(2 * i, true));
}

/**
 * Unpacks numbers of two bytes each, float16 as IEEE 754 has it, the low byte first.
 *
 * @param {string} text in base64
 */
export function halves(text) {
  const packed = new Uint16Array(bytes(text).buffer);
  return Float32Array.from(packed, half);
}

/** @param {number} bits */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1, exponent = (bits >> 10) & 31, fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return exponent ? sign * 2 ** (exponent - 15) * (1 + fraction / 1024) : sign * 2 ** -14 * (fraction / 1024);
}
