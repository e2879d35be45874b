// The browser's history has one entry for each page that a visitor went to, and no others. Streamlit
// would add some: it writes the query that it receives onto whatever address is there at that time,
// and when it hears of a page late, after Back, it takes it for the next page. It still remembers
// both, but only address.js writes the address.

/**
 * What this page knows about its address: the latest turn that was written, how to write it, and
 * the path that Back led to, null once it is there.
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
