// As little of a browser's page as our modules need without one.

export class Element {
  constructor(name = "div") {
    Object.assign(this, { name, children: [], attributes: {}, listeners: {}, style: {}, isConnected: true });
    this.classes = new Set();
    this.classList = { toggle: (one, on) => (on ? this.classes.add(one) : this.classes.delete(one)) };
  }

  append(...parts) {
    this.children.push(...parts);
  }

  replaceChildren(...parts) {
    this.children = parts;
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }

  querySelector(wanted) {
    for (const child of this.children) {
      if (child.name === wanted) return child;
      const found = child.querySelector?.(wanted);
      if (found) return found;
    }
    return null;
  }

  // What is below it: elements as name[…], texts as they are.
  get outline() {
    return this.children.map((child) => (child.name ? `${child.name}[${child.textContent ?? child.outline}]` : child)).join(" ");
  }
}

// Set up what modules look for in a page.
export function page() {
  globalThis.HTMLElement = Element;
  globalThis.document = {
    createElement: (name) => new Element(name),
    createElementNS: (_, name) => new Element(name),
  };
}

// Intervals that run when `tick` says how many milliseconds pass.
export function clock() {
  const timers = new Map();
  let now = 0, last = 0;
  globalThis.setInterval = (then, pause) => {
    last += 1;
    timers.set(last, { then, pause, due: now + pause });
    return last;
  };
  globalThis.clearInterval = (timer) => timers.delete(timer);
  return {
    tick(milliseconds) {
      for (const end = now + milliseconds; now < end;) {
        now += 1;
        for (const timer of [...timers.values()]) {
          if (timer.due !== now) continue;
          timer.due += timer.pause;
          timer.then();
        }
      }
    },
  };
}
