// Drawing on canvases: lines over a logarithmic axis, a heat map, bars. Plain arrays in.

const MARGIN = { left: 46, right: 10, top: 8, bottom: 30 };
export const COLOURS = ["#1b998b", "#e08a1e", "#b0528f", "#6a6fc4", "#d1495b"];
export const GREY = "rgba(128, 137, 150, 0.55)";

export function floats(text) {
  const signs = atob(text), bytes = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) bytes[i] = signs.charCodeAt(i); // `from` is slower
  return new Float32Array(bytes.buffer);
}

// A canvas as sharp as the screen, cleared; what the theme's colours are.
function paper(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  pen.font = "11px " + style.fontFamily;
  return { pen, width, height, ink: style.color };
}

function frame(canvas, low, high) {
  const { pen, width, height, ink } = paper(canvas);
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const [x0, x1] = low[0] === high[0] ? [low[0] - 1, high[0] + 1] : [low[0], high[0]];
  const [y0, y1] = low[1] === high[1] ? [low[1] - 1, high[1] + 1] : [low[1], high[1]];
  return {
    pen, width, height, ink, inner,
    x: (value) => MARGIN.left + ((value - x0) / (x1 - x0)) * inner.width,
    y: (value) => MARGIN.top + ((y1 - value) / (y1 - y0)) * inner.height,
    back: (pixel) => x0 + ((pixel - MARGIN.left) / inner.width) * (x1 - x0),
    backY: (pixel) => y1 - ((pixel - MARGIN.top) / inner.height) * (y1 - y0),
    low: [x0, y0], high: [x1, y1],
  };
}

export function steps(low, high, most) {
  const raw = (high - low) / most;
  const size = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 5, 10].map((part) => part * size).find((part) => part >= raw) || size;
  // Multiples, because a sum of steps comes to 3.47e-18 where it should to 0.
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(i === 0 ? 0 : i * step);
  return found;
}

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const power = (exponent) => "10" + [...String(exponent)].map((sign) => RAISED[sign]).join("");

// A mark of an axis as a person writes it, with the digits that tell it from its neighbours: 0, −0.05, 2·10⁻¹³.
export function mark(value, step) {
  if (value === 0) return "0";
  let text;
  if (Math.abs(value) >= 1e5 || step < 1e-3) {
    const [digits, exponent] = value.toExponential(2).split("e");
    const own = Number(digits);
    text = (Math.abs(own) === 1 ? (own < 0 ? "-" : "") : own + "·") + power(Number(exponent));
  } else text = value.toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  return text.replace("-", "−");
}

// A number from its logarithm, short: 0.0059, 14.1, 3·10⁻⁹.
export function fromLog(log) {
  if (Number.isNaN(log)) return "–";
  if (log === -Infinity) return "0";
  if (log === Infinity) return "∞";
  if (log > -3 && log < 5) return Number((10 ** log).toPrecision(4)).toString();
  const whole = Math.floor(log);
  return (10 ** (log - whole)).toFixed(2) + "·" + power(whole);
}

function axes(area, xTitle, logarithmic, yTitle) {
  const { pen, ink, inner, low, high } = area;
  pen.strokeStyle = GREY;
  pen.fillStyle = ink;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.75;
  pen.textAlign = "center";
  for (const at of steps(low[0], high[0], 6)) {
    if (at !== Math.round(at)) continue;
    pen.fillText(String(at), area.x(at), MARGIN.top + inner.height + 14);
  }
  pen.fillText(xTitle, MARGIN.left + inner.width / 2, MARGIN.top + inner.height + 27);
  pen.textAlign = "right";
  const places = steps(Math.min(low[1], high[1]), Math.max(low[1], high[1]), 6);
  for (const at of places) {
    if (logarithmic && at !== Math.round(at)) continue;
    pen.globalAlpha = 0.25;
    pen.beginPath();
    pen.moveTo(MARGIN.left, area.y(at));
    pen.lineTo(MARGIN.left + inner.width, area.y(at));
    pen.stroke();
    pen.globalAlpha = 0.75;
    pen.fillText(logarithmic ? power(at) : mark(at, places[1] - places[0] || 1), MARGIN.left - 5, area.y(at) + 4);
  }
  pen.globalAlpha = 1;
  if (yTitle) {
    pen.save();
    pen.translate(11, MARGIN.top + inner.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.textAlign = "center";
    pen.globalAlpha = 0.75;
    pen.fillText(yTitle, 0, 0);
    pen.restore();
  }
}

// Lines over a shared x; what is not finite interrupts a line.
export function lines(canvas, x, series, { xTitle, yTitle = "", cursor = null, floor = null, logarithmic = true }) {
  let low = Infinity, high = -Infinity;
  for (const { y } of series) {
    for (const value of y) {
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) [low, high] = [-1, 1];
  if (floor !== null) low = Math.max(low, floor);
  const pad = Math.max(0.3, (high - low) * 0.06);
  const area = frame(canvas, [x[0], low - pad], [x[x.length - 1], high + pad]);
  axes(area, xTitle, logarithmic, yTitle);
  const { pen } = area;
  pen.save();
  pen.beginPath();
  pen.rect(MARGIN.left, MARGIN.top, area.inner.width, area.inner.height);
  pen.clip();
  for (const { y, colour, width = 1.5, dash = [], alpha = 1 } of series) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.globalAlpha = alpha;
    pen.setLineDash(dash);
    pen.beginPath();
    let down = false;
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(y[i])) { down = false; continue; }
      if (down) pen.lineTo(area.x(x[i]), area.y(y[i]));
      else pen.moveTo(area.x(x[i]), area.y(y[i]));
      down = true;
    }
    pen.stroke();
  }
  pen.restore();
  if (cursor !== null) upright(area, cursor);
  return area;
}

function upright(area, at) {
  const { pen, ink, inner } = area;
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.6;
  pen.setLineDash([3, 3]);
  pen.beginPath();
  pen.moveTo(area.x(at), MARGIN.top);
  pen.lineTo(area.x(at), MARGIN.top + inner.height);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

// From blue (10⁻⁸ and less) over nothing (1) to red (10⁸ and more), the same in every picture.
function warmth(log) {
  const part = Math.max(-1, Math.min(1, log / 8));
  const strength = Math.round(255 * Math.min(1, 0.12 + 0.88 * Math.abs(part) ** 0.7));
  return part < 0 ? [42, 120, 184, strength] : [209, 73, 91, strength];
}

export function heatMap(canvas, size, values, { cursor, shown }) {
  const area = frame(canvas, [0.5, size + 0.5], [size + 0.5, 0.5]);
  axes(area, "k, the state", false, "t, the loss");
  const image = new ImageData(size, size);
  for (let i = 0; i < size * size; i++) {
    if (Number.isNaN(values[i]) || !shown(Math.floor(i / size), i % size)) continue;
    const log = values[i];
    image.data.set(warmth(log === -Infinity ? -99 : log), 4 * i);
  }
  const small = new OffscreenCanvas(size, size);
  small.getContext("2d").putImageData(image, 0, 0);
  area.pen.imageSmoothingEnabled = false;
  area.pen.drawImage(small, MARGIN.left, MARGIN.top, area.inner.width, area.inner.height);
  if (cursor) {
    const { pen, ink, inner } = area;
    pen.strokeStyle = ink;
    pen.globalAlpha = 0.75;
    const row = inner.height / size;
    pen.strokeRect(MARGIN.left, area.y(cursor.t) - row / 2, inner.width, row);
    pen.globalAlpha = 1;
    upright(area, cursor.k);
  }
  return area;
}

export function bars(canvas, values, { colours, cursor, xTitle, shown }) {
  let low = 0, high = 0;
  for (const value of values) {
    if (Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low === high) high = 1;
  const area = frame(canvas, [0.5, low], [values.length + 0.5, high]);
  axes(area, xTitle, false, "");
  const wide = Math.max(1, area.inner.width / values.length - 1);
  values.forEach((value, i) => {
    if (!Number.isFinite(value) || !shown(i)) return;
    area.pen.fillStyle = colours(i);
    const top = area.y(Math.max(0, value)), bottom = area.y(Math.min(0, value));
    area.pen.fillRect(area.x(i + 1) - wide / 2, top, wide, Math.max(1, bottom - top));
  });
  if (cursor !== null) upright(area, cursor);
  return area;
}

// Units by time: green above zero, red below.
export function activity(canvas, units, time, values, until) {
  const { pen, width, height } = paper(canvas);
  const image = new ImageData(time, units);
  for (let t = 0; t < Math.min(time, until); t++) {
    for (let u = 0; u < units; u++) {
      const value = Math.max(-1, Math.min(1, values[t * units + u]));
      const colour = value < 0 ? [209, 73, 91] : [27, 153, 139];
      image.data.set([...colour, Math.round(255 * Math.abs(value))], 4 * (u * time + t));
    }
  }
  const small = new OffscreenCanvas(time, units);
  small.getContext("2d").putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(small, MARGIN.left, 2, width - MARGIN.left - MARGIN.right, height - 4);
}
