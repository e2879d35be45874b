// The page's own connection to the server: when it is back after a cut, and when the page is left.

const LEAVING_MS = 2000; // within which another page either comes or will not come

/** @type {HTMLElement | null} */
let watched = null; // one observer of the connection for all views
let askForPage = () => {};

/**
 * After the page's connection was cut, let the page be drawn: on a server that does not know this
 * visitor it starts again from its link, so that the first click is not spent on that.
 *
 * @param {(name: string, value: unknown) => void} setState of the view that asks
 */
export function watchConnection(setState) {
  askForPage = () => setState("connected", Date.now());
  /** @type {HTMLElement | null} */
  const app = document.querySelector('[data-testid="stApp"]');
  if (watched === app || !app) return;
  watched = app;
  let cut = false;
  new MutationObserver(() => {
    const open = app.dataset.testConnectionState === "CONNECTED";
    if (open && cut) askForPage();
    cut = !open;
  }).observe(app, { attributeFilter: ["data-test-connection-state"] });
}

let left = -Infinity;
const leaving = () => { left = performance.now(); };
document.addEventListener("click", ({ target }) => {
  if (/** @type {Element | null} */ (target)?.closest?.("a[href]")) leaving();
}, true);
window.addEventListener("popstate", leaving);

/**
 * How many milliseconds to wait before the page is asked for. A visitor who leaves for another page
 * must not be called back: until the server has answered, any request would be made in this page's
 * name, and the choice of the other page would be forgotten.
 */
export function timeToLeave() {
  return left + LEAVING_MS - performance.now();
}
