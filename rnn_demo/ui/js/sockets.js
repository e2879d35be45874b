// Websockets to the server that the page comes from.

/**
 * Opens a socket.
 *
 * @param {string} address beside the page's own address, or a whole one
 * @param {string} [query] with its question mark
 */
export function openSocket(address, query) {
  const url = new URL(address, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  if (query !== undefined) url.search = query;
  return new WebSocket(url);
}
