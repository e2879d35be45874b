// A text coloured by what each of its places does to its end, once for each network.

const LEVELS = [0.01, 0.03, 0.1, 0.3, 1]; // each half a power of ten above the one before
const mounted = new WeakMap(); // what each mounted view shows

export default function ({ parentElement, data }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = mounted.get(parentElement);
  if (!view || view.root !== find(".ruler")) {
    view = { root: find(".ruler"), data: null, at: null };
    mounted.set(parentElement, view);
    listen(view, find);
  }
  if (view.data && data.turn <= view.data.turn) return; // the same call, or one that was overtaken
  view.data = data;
  view.at = data.strongest;
  view.root.classList.toggle("words", data.words);
  find(".texts").replaceChildren(...data.texts.flatMap((text, which) => paragraph(view, text, which)));
  find(".marks").replaceChildren(...legend(data));
  show(view, find, view.at);
}

// What cannot be seen is shown by a sign; whatever a visitor wrote is a text node.
const visible = (place, words) => (words ? place : { "\n": "↵\n", " ": "␣" }[place] ?? place);

function paragraph(view, { name, colour, values }, which) {
  const title = document.createElement("h4"), text = document.createElement("p");
  title.textContent = name;
  text.setAttribute("role", "group");
  text.setAttribute("aria-label", `The text as ${name} feels it`);
  text.style.setProperty("--own", colour);
  view.data.places.forEach((place, i) => {
    const span = document.createElement("span");
    const level = LEVELS.filter((least) => values[i] >= least).length;
    if (level) span.className = `level${level}`;
    span.textContent = visible(place, view.data.words);
    span.dataset.i = i;
    span.setAttribute("role", "button");
    span.setAttribute("aria-label", said(view, i, which));
    text.append(span, view.data.words ? " " : "");
  });
  return [title, text];
}

const said = ({ data }, i, which) => `${data.texts[which].name}: ${data.texts[which].notes[i]}`;

function legend({ unit }) {
  const words = [`Moves the end by ${LEVELS[0]} ${unit} or less: no colour. `];
  LEVELS.forEach((least, i) => {
    const square = document.createElement("i");
    square.className = `level${i + 1}`;
    words.push(square, ` from ${least}${i + 1 < LEVELS.length ? ", " : ` ${unit}. `}`);
  });
  words.push("Point at a place, tap it, or move with the arrow keys: its numbers stand above.");
  return words;
}

function show(view, find, at) {
  view.at = at;
  for (const span of find(".texts").querySelectorAll("span")) {
    const here = Number(span.dataset.i) === at;
    span.classList.toggle("at", here);
    span.tabIndex = here ? 0 : -1;
  }
  const back = view.data.places.length - at;
  find(".what").replaceChildren(...view.data.texts.map((_, which) => {
    const line = document.createElement("div");
    line.textContent = `${said(view, at, which)}; ${back} before the end`;
    return line;
  }));
}

function listen(view, find) {
  const texts = find(".texts");
  const at = (event) => {
    const index = event.target.dataset?.i;
    if (index !== undefined && Number(index) !== view.at) show(view, find, Number(index));
  };
  for (const kind of ["mouseover", "click", "focusin"]) texts.addEventListener(kind, at);
  texts.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const ends = { Home: 0, End: view.data.places.length - 1 }[event.key];
    if (event.target.dataset?.i === undefined || (!step && ends === undefined)) return;
    const next = ends ?? Math.max(0, Math.min(view.data.places.length - 1, view.at + step));
    event.target.parentElement.querySelector(`[data-i="${next}"]`).focus();
    event.preventDefault();
  });
}
