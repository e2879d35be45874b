// What stands around a picture: its legend, and the badge of its check.

function legend(element, entries) {
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

function badge(element, { text, holds, title }) {
  element.textContent = text;
  element.title = title;
  element.classList.toggle("off", !holds);
}
