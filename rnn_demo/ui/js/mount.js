// A component's view: found once in its place, kept from call to call, and given only the latest
// data.

import { speak, translateHtml } from "./words.js";

/**
 * What Streamlit gives a component at each call.
 *
 * @template {{ turn: number }} Data
 * @typedef {object} Call
 * @property {ParentNode} parentElement
 * @property {Data} data with its turn; see with_turn in rnn_demo/ui/components.py
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/**
 * Finds an element of a view by its selector; it has to exist and be of this kind.
 *
 * @typedef {<Kind extends Element = HTMLElement>(selector: string, kind?: new () => Kind) => Kind} Find
 */

/**
 * A mounted view: its element, the data of the latest call, and what it remembers itself.
 *
 * @template {{ turn: number }} Data
 * @template {object} Own
 * @typedef {Own & {
 *   root: HTMLElement,
 *   find: Find,
 *   data: Data,
 *   setState: (name: string, value: unknown) => void,
 *   trigger: (name: string, value: unknown) => void,
 * }} View
 */

/**
 * A component's script, as Streamlit calls it.
 *
 * The first call in a place sets the view up, and so does a call after its HTML has been replaced.
 * While a browser is still loading the script, calls wait and are then made in any order; an
 * outdated call shows nothing.
 *
 * @template {{ turn: number }} Data
 * @template {object} Own
 * @param {object} parts
 * @param {string} parts.root selector of the view's element
 * @param {(view: View<Data, Own>) => Own} parts.begin gives what a new view remembers; the view
 *   does not have it yet
 * @param {(view: View<Data, Own>) => void} [parts.listen] called once, before the view is shown
 * @param {(view: View<Data, Own>, before: Data | null) => void} parts.show called with the data shown
 *   before, null at first
 * @param {(view: View<Data, Own>) => void} [parts.leave] called when the view is gone
 * @param {boolean} [parts.again] whether a call whose turn is already shown is shown again, so that
 *   it follows the theme's colours
 * @returns {(call: Call<Data>) => (() => void) | undefined} returns what Streamlit is to call in the end
 */
export function mount({ root: selector, begin, listen, show, leave, again = false }) {
  /** @type {WeakMap<ParentNode, View<Data, Own>>} */
  const mounted = new WeakMap();
  return ({ parentElement, data, setStateValue, setTriggerValue }) => {
    const find = finder(parentElement), root = find(selector);
    const known = mounted.get(parentElement), fresh = known?.root !== root;
    if (known && fresh) leave?.(known);
    const view = known && !fresh ? known : /** @type {View<Data, Own>} */ ({ root, find, data });
    view.setState = setStateValue;
    view.trigger = setTriggerValue;
    const before = fresh ? null : view.data;
    speak(/** @type {{ words?: import("./words.js").Words }} */ (data).words);
    if (fresh) {
      translateHtml(root);
      mounted.set(parentElement, Object.assign(view, begin(view)));
      listen?.(view);
    }
    if (!before || data.turn > before.turn || (again && data.turn === before.turn)) {
      view.data = data;
      show(view, before);
    }
    // Streamlit also calls this at once for a call that came late: the view stays and goes on.
    return leave && (() => { if (!view.root.isConnected) leave(view); });
  };
}

/**
 * @param {ParentNode} parent
 * @returns {Find}
 */
function finder(parent) {
  /**
   * @param {string} selector
   * @param {new () => Element} kind
   */
  const find = (selector, kind = HTMLElement) => {
    const found = parent.querySelector(selector);
    if (found instanceof kind) return found;
    throw new Error(`This view has no ${kind.name} ${selector}: compare its HTML.`);
  };
  return /** @type {Find} */ (find);
}
