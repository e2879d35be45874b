// What surrounds a picture: its legend, the badge of its check, and the elements that hold such
// words.

import { t } from "./words.js";

/**
 * Creates an element with a name and a class around text or other elements; text is never markup.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} classes
 * @param {...(string | Node)} parts
 */
export function make(name, classes = "", ...parts) {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  element.append(...parts);
  return element;
}

/**
 * Shows what the colours of a picture mean; an entry without a colour consists of words alone.
 *
 * @param {HTMLElement} element
 * @param {{ name: string, colour?: string }[]} entries
 */
export function legend(element, entries) {
  element.replaceChildren(
    ...entries.map(({ name, colour }) => {
      const entry = make("span");
      if (colour) {
        const line = make("i");
        line.style.borderTopColor = colour;
        entry.append(line);
      }
      entry.append(name);
      return entry;
    }),
  );
}

/**
 * Shows a check's mark and number; a click, a tap or the keyboard opens the sentence that explains
 * them.
 *
 * @typedef {{ text: string, holds: boolean, title: string }} Check
 * @param {HTMLElement} element
 * @param {Check} check an empty text shows none
 */
export function badge(element, { text, holds, title }) {
  element.classList.toggle("off", !holds);
  if (!text) return element.replaceChildren();
  let summary = element.querySelector("summary"), sentence = element.querySelector("p");
  if (!summary || !sentence) {
    [summary, sentence] = [make("summary"), make("p")];
    element.replaceChildren(make("details", "", summary, sentence));
  }
  summary.textContent = text;
  summary.title = title;
  summary.setAttribute("aria-label", t("{mark}, a check: what it means", { mark: text }));
  sentence.textContent = title;
}
