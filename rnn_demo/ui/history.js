// The browser's history has one entry for each page that a visitor went to, and no other. Streamlit
// would add some: a query that it is told it writes onto whatever address is there then, and a page
// of which it hears late, after Back, it takes for the next one. It remembers both all the same;
// the address is written by address.js alone.

/**
 * What this page knows of its address: the latest turn that was written, how to write it, and the path
 * that Back led to, null once it is there.
 *
 * @typedef {{ turn: number, put: typeof history.replaceState, awaited: string | null }} Address
 */

/** @type {any} */ (window.history)[Symbol.for("rnn_demo.address")] ??= (() => {
  const { history, location } = window;
  const put = history.replaceState.bind(history);
  /** @type {Address} */
  const written = { turn: 0, put, awaited: null };
  for (const name of /** @type {const} */ (["pushState", "replaceState"])) {
    const own = history[name].bind(history);
    history[name] = (/** @type {unknown} */ state, /** @type {string} */ title, /** @type {string | URL | null} */ url) => {
      const to = new URL(url ?? "", location.href);
      const elsewhere = to.pathname !== location.pathname;
      if (elsewhere && written.awaited === location.pathname) return;
      if (!elsewhere && to.hash === location.hash && to.search !== location.search) return;
      own(state, title, url);
    };
  }
  window.addEventListener("popstate", () => { written.awaited = location.pathname; });
  document.addEventListener("click", () => { written.awaited = null; }, true);
  return written;
})();
