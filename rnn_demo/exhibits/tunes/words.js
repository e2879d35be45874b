// What is said of a note.

import { t } from "../../ui/js/words.js";

/**
 * @param {import("./drawing.js").Token} token
 */
export function told({ name, nats, given, shared, follows }) {
  if (follows) return t("“{name}” is no token: where a repeat begins follows from where it ends.", { name });
  const surprise = nats.toFixed(2), p = chance(Math.exp(-nats));
  const parts = [given ? t("“{name}”, given; surprise {surprise} nats (p = {p}).", { name, surprise, p }) : t("“{name}”, surprise {surprise} nats (p = {p}).", { name, surprise, p })];
  if (shared) parts.push(t("It belongs to the longest run that is also in a training tune."));
  return parts.join(" ");
}

/**
 * A probability with two digits that count.
 *
 * @param {number} p
 */
export function chance(p) {
  return p >= 0.995 ? "1.00" : p >= 0.0995 ? p.toFixed(2) : p >= 0.00995 ? p.toFixed(3) : p.toExponential(0);
}

/**
 * What the picture is, for those who do not see it.
 *
 * @param {import("./drawing.js").Token[]} elements
 * @param {string} meter
 */
export function aloud(elements, meter) {
  const notes = elements.filter(({ step }) => step !== undefined && step !== null).length;
  return t("The score: {notes} notes in {meter}. Arrow keys move from note to note, Enter plays from there.", { notes, meter });
}
