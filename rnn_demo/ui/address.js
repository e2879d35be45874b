// The address names what is shown, within the entry of the browser's history that shows it.

import "./history.js";

const THEIRS = ["embed", "embed_options"]; // part of the query that belongs to Streamlit, not to a page

/** @param {{ data: { turn: number, page: string, query: string } }} call */
export default function ({ data }) {
  /** @type {Address} */
  const written = /** @type {any} */ (window.history)[Symbol.for("rnn_demo.address")]; // one for all copies of this module
  if (data.turn <= written.turn) return; // the same call, or one that was overtaken
  written.turn = data.turn;
  const path = location.pathname.replace(/\/+$/, "");
  const shown = data.page ? path.endsWith(`/${data.page}`) : location.pathname.endsWith("/");
  if (!shown) return; // late: its page was left meanwhile
  written.awaited = null;
  const kept = [...new URLSearchParams(location.search)].filter(([name]) => THEIRS.includes(name));
  const query = [new URLSearchParams(kept).toString(), data.query].filter(Boolean).join("&");
  if (query === location.search.slice(1)) return;
  written.put(history.state, "", location.pathname + (query && `?${query}`) + location.hash);
}
