// Gates and states while a text is written: a tile for each, a square for each unit.

const mounted = new WeakMap(); // what each mounted view shows
const ATTEMPTS = 3; // to open a socket

export default function ({ parentElement, data }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = mounted.get(parentElement);
  if (!view || view.root !== find(".board")) {
    view = { root: find(".board"), data: null, socket: null, frame: null };
    mounted.set(parentElement, view);
  }
  if (view.data && data.turn < view.data.turn) return () => leave(view); // a call that was overtaken
  const shape = ({ layers, hidden, rows }) => JSON.stringify([layers, hidden, rows]);
  if (!view.data || shape(view.data) !== shape(data)) tiles(view, find, data);
  view.data = data;
  find(".letters").textContent = data.rows.map(({ name, title }) => `${name}: ${title}`).join(", ") + ".";
  if (data.frame) paint(view, find, data.frame);
  if (data.socket) follow(view, find, data.socket, 0);
  else leave(view);
  return () => leave(view);
}

function tiles(view, find, data) {
  view.columns = Math.ceil(Math.sqrt((data.hidden * 5) / 3));
  view.rows = Math.ceil(data.hidden / view.columns);
  view.tiles = [];
  find(".layers").replaceChildren(
    ...Array.from({ length: data.layers }, (_, layer) => {
      const part = document.createElement("div");
      part.className = "layer";
      const title = document.createElement("h4");
      title.textContent = `Layer ${layer + 1}`;
      part.append(title);
      view.tiles.push(data.rows.map((row, index) => {
        const figure = document.createElement("figure");
        const caption = document.createElement("figcaption");
        const name = document.createElement("b");
        name.textContent = row.name;
        const mean = document.createElement("span");
        caption.append(name, mean);
        const canvas = document.createElement("canvas");
        canvas.width = view.columns;
        canvas.height = view.rows;
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", `${row.title} of layer ${layer + 1}`);
        canvas.tabIndex = 0;
        const pointed = (event) => point(view, find, layer, index, event);
        canvas.addEventListener("pointermove", pointed);
        canvas.addEventListener("pointerdown", pointed);
        canvas.addEventListener("keydown", (event) => {
          const { columns } = view;
          const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
          if (!step) return;
          const next = (view.unit ?? -step) + step;
          if (next >= 0 && next < view.data.hidden) view.unit = next;
          tell(view, find, layer, index);
          event.preventDefault();
        });
        figure.append(caption, canvas);
        part.append(figure);
        return { canvas, mean };
      }));
      return part;
    }),
  );
}

function paint(view, find, frame) {
  const { hidden, rows } = view.data;
  const shades = Uint8Array.from(atob(frame.shades), (letter) => letter.charCodeAt(0));
  view.frame = { ...frame, shades };
  view.tiles.forEach((layer, l) => layer.forEach(({ canvas, mean }, r) => {
    const image = new ImageData(view.columns, view.rows);
    const from = (l * rows.length + r) * hidden;
    for (let unit = 0; unit < hidden; unit++) {
      const shade = shades[from + unit];
      // Green for open and above zero, red below; nothing for closed and zero.
      const strength = rows[r].signed ? 2 * shade - 255 : shade;
      const colour = strength < 0 ? [209, 73, 91] : [27, 153, 139];
      image.data.set([...colour, Math.abs(strength)], 4 * unit);
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
    const value = frame.means[l][r];
    mean.textContent = (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace("-", "−");
    canvas.setAttribute("aria-label", `${rows[r].title} of layer ${l + 1}, mean ${value.toFixed(2)}`);
  }));
  const shown = { "\n": "↵", " ": "␣" }[frame.character] ?? frame.character;
  find(".when").textContent = `Character ${frame.place + 1}: ${shown}`;
  find(".note").textContent = frame.note ?? "";
  view.root.dataset.frames = Number(view.root.dataset.frames ?? 0) + 1;
}

function point(view, find, layer, row, event) {
  if (!view.frame) return;
  const box = event.currentTarget.getBoundingClientRect();
  const x = Math.floor(((event.clientX - box.left) / box.width) * view.columns);
  const y = Math.floor(((event.clientY - box.top) / box.height) * view.rows);
  const unit = y * view.columns + x;
  if (unit < 0 || unit >= view.data.hidden) return;
  view.unit = unit;
  tell(view, find, layer, row);
}

function tell(view, find, layer, row) {
  if (!view.frame) return;
  const { hidden, rows } = view.data, { unit } = view;
  const shade = view.frame.shades[(layer * rows.length + row) * hidden + unit] / 255;
  const value = rows[row].signed ? 2 * shade - 1 : shade;
  find(".pointed").textContent =
    `${rows[row].title} of layer ${layer + 1}, unit ${unit}: ${value.toFixed(2).replace("-", "−")}`;
}

function follow(view, find, address, attempts) {
  if (view.socket?.address === address) return;
  leave(view);
  const url = new URL(address, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  socket.address = address;
  view.socket = socket;
  let heard = false, over = false;
  socket.onmessage = (event) => {
    if (view.socket !== socket || !view.root.isConnected) return leave(view);
    heard = true;
    const told = JSON.parse(event.data);
    over = Boolean(told.end);
    if (told.shades && !document.hidden) paint(view, find, told);
  };
  socket.onclose = () => {
    if (view.socket !== socket || over) return;
    view.socket = null;
    if (heard || attempts + 1 < ATTEMPTS) {
      setTimeout(() => {
        if (view.root.isConnected && view.data.socket === address && !view.socket) {
          follow(view, find, address, heard ? 0 : attempts + 1);
        }
      }, 300);
    }
  };
}

function leave(view) {
  const { socket } = view;
  view.socket = null;
  socket?.close();
}
