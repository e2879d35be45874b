// Text that cannot be told well from what is behind it, as WCAG 2.2 counts (1.4.3), shadow roots included.
() => {
  const parse = (text) => {
    const numbers = (text.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
    if (text.startsWith("color(srgb")) return [...numbers.slice(0, 3).map((part) => part * 255), numbers[3] ?? 1];
    return text.startsWith("rgb") ? [...numbers.slice(0, 3), numbers[3] ?? 1] : [0, 0, 0, 0];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((part, i) => part * a + below[i] * (1 - a));
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const parent = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
  const up = (element) => {
    const chain = [];
    for (let at = element; at; at = parent(at)) chain.push(at);
    return chain;
  };
  const found = new Map();
  const look = (element, words) => {
    if (element.closest("svg .here")) return; // on a filled shape, which is no ground that can be asked for
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!box.width || !box.height || style.visibility !== "visible") return;
    const chain = up(element);
    // Not bound to a contrast: what cannot be used now, and what is no text of the page.
    if (chain.some((e) => e.disabled || e.getAttribute?.("aria-disabled") === "true" || e.getAttribute?.("aria-hidden") === "true")) return;
    if (chain.some((e) => e.matches?.(".katex-mathml, [data-testid=stHeader], [data-testid=stStatusWidget], .modebar"))) return;
    let opacity = 1, behind = [255, 255, 255];
    const layers = chain.map((e) => getComputedStyle(e));
    // The number above a slider's thumb is in it, and not on it.
    const above = chain.some((e) => e.matches?.("[data-testid=stSliderThumbValue]"));
    const slider = above ? chain.findIndex((e) => e.matches?.("[data-testid=stSlider]")) : 0;
    const below = chain.slice(slider).map((e) => getComputedStyle(e));
    for (const layer of below.reverse()) behind = over(parse(layer.backgroundColor), behind);
    for (const layer of layers) opacity *= Number(layer.opacity);
    const svg = element instanceof SVGElement;
    const ink = parse(svg ? style.fill : style.color);
    ink[3] *= opacity * (svg ? Number(style.fillOpacity) : 1);
    if (ink[3] < 0.02) return;
    const [one, other] = [light(over(ink, behind)), light(behind)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio >= (large ? 3 : 4.5)) return;
    const name = chain.slice(0, 3).map((e) => e.tagName.toLowerCase() + (e.className?.baseVal ?? e.className ?? "").toString().replace(/(^|\s+)(?=\S)/g, ".").slice(0, 40)).join(" < ");
    const key = name + ratio.toFixed(1);
    if (!found.has(key)) found.set(key, `${ratio.toFixed(2)} “${words.slice(0, 30)}” ${name}`);
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const words = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join(" ").trim();
      if (words && !["STYLE", "SCRIPT", "TITLE", "DESC", "OPTION"].includes(element.tagName)) look(element, words);
    }
  };
  walk(document.body);
  return [...found.values()].sort();
}
