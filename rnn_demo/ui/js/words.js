// The words of a view in the visitor's language; see rnn_demo/ui/script_words.py.

/**
 * Translations by their English template; a text that counts something has the forms for 1, a few
 * and many. The entry "" names the language.
 *
 * @typedef {Record<string, string | string[]>} Words
 */

/** @type {Words} */
let known = {};

const READ = ["aria-label", "title", "placeholder"]; // attributes that people read

/**
 * Say everything in the words that came with a view's data, or in English if none came. A page has
 * one language, so all views of a script share the words.
 *
 * @param {Words | undefined} words
 */
export function speak(words) {
  known = words ?? {};
}

/**
 * A text in the visitor's language.
 *
 * @param {string} template a literal, with `{name}` for each value
 * @param {Record<string, string | number>} values
 */
export function t(template, values = {}) {
  const said = known[template];
  return filled(typeof said === "string" ? said : template, values);
}

/**
 * A text that counts something, in the visitor's language.
 *
 * @param {string} one the template for 1, a literal
 * @param {string} many the template for any other number, a literal
 * @param {number} n
 * @param {Record<string, string | number>} values the others; `{n}` is the number
 */
export function tn(one, many, n, values = {}) {
  const forms = known[one], language = known[""];
  if (!Array.isArray(forms) || typeof language !== "string") return filled(n === 1 ? one : many, { n, ...values });
  const form = new Intl.PluralRules(language).select(n);
  return filled(forms[form === "one" ? 0 : form === "few" ? 1 : 2], { n, ...values });
}

/**
 * Marks a text that passes `t` later, so that it is found where it is declared.
 *
 * @param {string} text a literal
 */
export const later = (text) => text;

/**
 * Puts a view's HTML into the visitor's language: its texts, and the labels of its elements.
 *
 * @param {Element} root
 */
export function translateHtml(root) {
  if (!Object.keys(known).length) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.nodeValue ?? "").replace(/\s+/g, " "), own = text.trim();
    if (Object.hasOwn(known, own)) node.nodeValue = text.replace(own, () => t(own));
  }
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const name of READ) {
      const own = element.getAttribute(name);
      if (own && Object.hasOwn(known, own)) element.setAttribute(name, t(own));
    }
  }
}

/**
 * @param {string} template
 * @param {Record<string, string | number>} values
 */
function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
