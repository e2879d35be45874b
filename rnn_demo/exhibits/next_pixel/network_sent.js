// Hands the network to the page's pictures. Its weights are sent once for all of them, apart from
// the knobs, which are sent whenever one moves.

import { mount } from "../../ui/js/mount.js";
import { KEY } from "./shared.js";

/** @typedef {{ turn: number } & import("./network.js").Size & { packed: Record<string, string> }} Sent */

export default mount({ root: ".network", begin: () => ({}), listen: () => {}, show });

/** @param {import("../../ui/js/mount.js").View<Sent, {}>} view */
function show({ data }) {
  /** @type {any} */ (globalThis)[KEY] = data;
  document.dispatchEvent(new Event(KEY));
}
