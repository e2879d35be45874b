// One cursor for pictures in two components: each is a module of its own, they share the window.

const CURSOR = "rnn-demo-gradient-cursor"; // the pictures tell where it is
const MOVED = "rnn-demo-gradient-moved"; // somebody wants it elsewhere, or (null) to know

export const tellCursor = (lag) => window.dispatchEvent(new CustomEvent(CURSOR, { detail: lag }));
export const moveCursor = (lag) => window.dispatchEvent(new CustomEvent(MOVED, { detail: lag }));
export const askForCursor = () => moveCursor(null);

// Call `then` with the lag, until the view is gone.
function hear(name, view, then) {
  const heard = ({ detail }) => {
    if (view.root.isConnected) then(detail);
    else window.removeEventListener(name, heard);
  };
  window.addEventListener(name, heard);
}

export const followCursor = (view, then) => hear(CURSOR, view, then);
export const onCursorMoved = (view, then) => hear(MOVED, view, then);
