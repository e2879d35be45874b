// The rest of a text as it comes from the server, shown in an even flow.

const flowing = new Set(); // views whose text is coming in
const FLOW = 120; // milliseconds within which what has come is shown
const ATTEMPTS = 3; // to open a socket, until the page is drawn again and again instead
const ATTEMPTS_AGAIN = 8; // when it had been open
const UNKNOWN = 4404; // the server does not know this text (any more)

// Numbers from 0 to 65,535, two bytes each, the smaller first, in base64.
export function unpacked(text) {
  const bytes = Uint8Array.from(atob(text ?? ""), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(2 * i, true));
}

// Open a text's websocket from character `count()` on, again when it is cut.
function openStream(address, { count, message, lost, unreachable }) {
  let socket;
  let timer;
  let over = false;
  let heard = false;
  let attempts = 0;
  const open = () => {
    const url = new URL(address, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    url.search = `?from=${count()}`;
    socket = new WebSocket(url);
    socket.onmessage = (event) => {
      if (over) return;
      heard = true;
      attempts = 0;
      const told = JSON.parse(event.data);
      over = Boolean(told.end);
      message(told);
    };
    socket.onclose = (event) => {
      if (over) return;
      attempts += 1;
      if (event.code === UNKNOWN) {
        over = true;
        lost();
      } else if (attempts < (heard ? ATTEMPTS_AGAIN : ATTEMPTS)) {
        timer = setTimeout(open, 100 * 2 ** attempts);
      } else {
        over = true;
        if (!heard) unreachable();
      }
    };
  };
  open();
  return {
    close() {
      over = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}

let connection = null; // one look at the page's own connection, for all views of it
let askForPage = () => {};

// After a cut of the page's own connection, let it be drawn: at a server that does not know this
// visitor it begins anew from its link, before the first click is spent on that.
export function watchConnection(setStateValue) {
  askForPage = () => setStateValue("connected", Date.now());
  const app = document.querySelector('[data-testid="stApp"]');
  if (connection === app || !app) return;
  connection = app;
  let cut = false;
  new MutationObserver(() => {
    const open = app.dataset.testConnectionState === "CONNECTED";
    if (open && cut) askForPage();
    cut = !open;
  }).observe(app, { attributeFilter: ["data-test-connection-state"] });
}

// A visitor who leaves for another page is not called back: until the server has answered, whatever
// this page asks for would be asked in this page's name, and the choice of the other be forgotten.
const LEAVING = 2000; // milliseconds in which another page comes, or will not
let left = -Infinity;
const leaving = () => { left = performance.now(); };
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("a[href]")) leaving();
}, true);
window.addEventListener("popstate", leaving);

// Follow the text of a view: characters join `view.coming` and flow into the page from there.
export function followText(view, setStateValue) {
  const { number, socket } = view.data;
  if (view.stream?.address === socket) return;
  leaveText(view);
  flowing.add(view);
  view.coming = [];
  // Let the page be drawn; once more while it is not, for it may not be connected just now.
  const ask = () => {
    if (!view.root.isConnected || !view.data.running || view.data.socket !== socket) return;
    const stay = left + LEAVING - performance.now();
    if (stay > 0) return void (view.asking = setTimeout(ask, stay));
    setStateValue("finished", { number, at: Date.now() });
    view.asking = setTimeout(ask, 1000);
  };
  const finish = () => {
    flowing.delete(view);
    // The last of several texts asks for the page; one that ends long before them asks, too.
    if (flowing.size === 0) ask();
    else view.asking = setTimeout(ask, 1000);
  };
  let ended = false;
  let last = performance.now();
  const flow = (now) => {
    view.frame = null;
    const all = view.coming.length;
    const share = Math.min(1, (now - last) / FLOW);
    last = now;
    view.append(view.coming.splice(0, Math.max(1, Math.ceil(all * share))));
    if (view.coming.length) next();
    else if (ended) finish();
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const next = () => {
    if (view.frame) return;
    if (document.hidden || still) {
      view.append(view.coming.splice(0));
      if (ended) finish();
    } else {
      view.frame = requestAnimationFrame(flow);
    }
  };
  view.stream = openStream(socket, {
    count: () => view.characters.length + view.coming.length,
    message(told) {
      if (!view.root.isConnected) return leaveText(view);
      view.holds = told.holds ?? view.holds;
      const have = view.characters.length + view.coming.length;
      const surprise = unpacked(told.surprise);
      Array.from(told.text ?? "").forEach((character, i) => {
        if (told.at + i >= have) view.coming.push([character, surprise[i]]);
      });
      if (told.foot) view.foot.textContent = told.foot;
      ended = Boolean(told.end);
      if (!view.frame) last = performance.now() - 16;
      next();
    },
    lost: ask,
    unreachable: () => setStateValue("no_sockets", true),
  });
  view.stream.address = socket;
}

// Close the socket of a view, if it has one.
export function leaveText(view) {
  view.stream?.close();
  view.stream = null;
  clearTimeout(view.asking);
  if (view.frame) cancelAnimationFrame(view.frame);
  view.frame = null;
  view.coming = [];
  flowing.delete(view);
}
