// What stands around a picture: its legend, and the badge of its check.

// A picture's colour for words: nearer to the theme's ink, because as it is it is too pale to be read.
export const inked = (colour) => `color-mix(in srgb, ${colour} 50%, var(--st-text-color))`;

export function legend(element, entries) {
  element.replaceChildren(
    ...entries.map(({ name, colour }) => {
      const entry = document.createElement("span");
      if (colour) {
        const line = document.createElement("i");
        line.style.borderTopColor = colour;
        entry.append(line);
      }
      entry.append(name);
      return entry;
    }),
  );
}

// The mark and its number open to the sentence that says what they mean: by a click, a tap or the keyboard.
export function badge(element, { text, holds, title }) {
  element.classList.toggle("off", !holds);
  if (!text) return element.replaceChildren();
  if (!element.querySelector("details")) {
    const details = document.createElement("details");
    details.append(document.createElement("summary"), document.createElement("p"));
    element.replaceChildren(details);
  }
  const summary = element.querySelector("summary");
  summary.textContent = text;
  summary.title = title;
  summary.setAttribute("aria-label", `${text}, a check: what it means`);
  element.querySelector("p").textContent = title;
}
