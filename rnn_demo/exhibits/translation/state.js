// The state that the encoder hands over, one square a unit.

import { tint } from "../../ui/js/maps.js";
import { t } from "../../ui/js/words.js";

/**
 * @param {HTMLElement} root
 * @param {number[]} state from −1 to 1
 * @param {number} size of the whole state
 */
export function drawState(root, state, size) {
  const canvas = root.querySelector(".handed canvas"), words = root.querySelector(".handed figcaption");
  if (!(canvas instanceof HTMLCanvasElement) || !words) return;
  canvas.width = Math.max(1, state.length); // nothing is handed over yet
  if (!state.length) return;
  const pen = canvas.getContext("2d"), image = new ImageData(state.length, 1);
  for (const [unit, value] of state.entries()) {
    image.data.set([...tint(value), Math.round(255 * Math.min(1, Math.abs(value)))], 4 * unit);
  }
  pen?.putImageData(image, 0, 0);
  words.textContent = state.length < size
    ? t("The state handed over, {shown} of its {size} numbers: green above zero, red below", { shown: state.length, size })
    : t("The state handed over, {size} numbers: green above zero, red below", { size });
}
