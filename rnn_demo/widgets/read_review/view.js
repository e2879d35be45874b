// A review word by word. Whatever a visitor wrote goes through textContent.

const views = new WeakMap(); // what each mounted view shows

export default function ({ parentElement, data, setStateValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = views.get(parentElement);
  if (!view || view.root !== find(".review")) {
    view = { root: find(".review"), number: null, crossed: new Set(), data: null };
    views.set(parentElement, view);
    listen(view, find);
  }
  // A call that was overtaken while this script was being loaded; see review_view.py.
  if (view.data && data.turn < view.data.turn) return;
  view.send = setStateValue;
  view.data = data;
  find(".label").textContent = data.label;
  find(".sure").textContent = data.sure;
  find(".without").textContent = data.without;
  find(".bar").setAttribute("aria-label", data.label + " " + data.sure);
  find(".fill").style.width = data.share + "%";
  view.root.classList.toggle("doubtful", data.doubtful);
  const words = find(".words");
  words.setAttribute("aria-label", data.title);
  if (view.number !== data.number) {
    view.number = data.number;
    words.replaceChildren(...pieces(data));
    words.scrollTop = 0;
    find(".what").textContent = data.hint;
  }
  view.crossed = new Set(data.crossed);
  mark(view, words);
}

function pieces(data) {
  const nodes = [];
  data.words.forEach((word, index) => {
    nodes.push(document.createTextNode(data.gaps[index]));
    const span = document.createElement("span");
    span.textContent = word;
    span.dataset.index = index;
    const heat = heatOf(data.changes[index]);
    if (heat) span.className = heat;
    if (data.turning.includes(index)) span.classList.add("turning");
    nodes.push(span);
  });
  nodes.push(document.createTextNode(data.gaps[data.words.length] ?? ""));
  return nodes;
}

// In logits: near certainty a word moves the probability little however much it says.
function heatOf(change) {
  const size = Math.abs(change);
  const level = size < 0.15 ? 0 : size < 0.4 ? 1 : size < 1 ? 2 : 3;
  return level ? (change > 0 ? "up" : "down") + level : "";
}

function mark(view, words) {
  const spans = words.querySelectorAll("span");
  spans.forEach((span, index) => {
    span.classList.toggle("crossed", view.crossed.has(index));
    span.setAttribute("role", "checkbox");
    span.setAttribute("aria-checked", view.crossed.has(index));
    span.tabIndex = index === (view.active ?? 0) ? 0 : -1;
  });
}

function percent(logit) {
  const value = 100 / (1 + Math.exp(-logit));
  return (value > 99.9 ? "over 99.9" : value < 0.1 ? "under 0.1" : value.toFixed(1)) + " %";
}

function sentence(view, index) {
  const { data } = view;
  const before = index ? data.after[index - 1] : data.before;
  const after = data.after[index];
  const points = 100 / (1 + Math.exp(-after)) - 100 / (1 + Math.exp(-before));
  const sign = points >= 0 ? "+" : "−";
  return (
    `“${data.words[index]}”: ${percent(before)} positive before it, ${percent(after)} after it ` +
    `(${sign}${Math.abs(points).toFixed(1)} points). ` +
    (view.crossed.has(index) ? "Click to put it back." : "Click to cross it out.")
  );
}

function listen(view, find) {
  const words = find(".words");
  const indexOf = (target) => {
    const span = target.closest?.("span[data-index]");
    return span ? Number(span.dataset.index) : null;
  };
  const show = (target) => {
    const index = indexOf(target);
    if (index !== null) find(".what").textContent = sentence(view, index);
  };
  const toggle = (index) => {
    const crossed = new Set(view.crossed);
    if (!crossed.delete(index)) crossed.add(index);
    if (crossed.size === view.data.words.length) return; // a text of no words has no score
    view.crossed = crossed;
    view.active = index;
    mark(view, words);
    find(".without").textContent = "Reading it without …";
    find(".what").textContent = sentence(view, index);
    const indices = [...crossed].sort((a, b) => a - b);
    view.send("crossed", { number: view.number, indices });
  };
  words.addEventListener("mouseover", (event) => show(event.target));
  words.addEventListener("focusin", (event) => show(event.target));
  words.addEventListener("click", (event) => {
    const index = indexOf(event.target);
    if (index !== null) toggle(index);
  });
  words.addEventListener("keydown", (event) => {
    const index = indexOf(event.target);
    if (index === null) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = words.querySelector(`span[data-index="${index + step}"]`);
      if (next) {
        view.active = index + step;
        mark(view, words);
        next.focus();
      }
    } else if (event.key === "Enter" || event.key === " ") toggle(index);
    else return;
    event.preventDefault();
  });
}
