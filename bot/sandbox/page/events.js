/** The stream of what happens on every phone, kept open. */

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

/**
 * Connects to `/api/events` and reconnects with growing waits.
 * `opened` runs at every (re)connection, because what happened in between was missed;
 * `closed` runs when the line drops; `received` gets each event object.
 */
export function listen({ opened, closed, received }) {
  let wait = FIRST_WAIT;

  function connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/api/events`);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT;
      opened();
    });
    socket.addEventListener("message", ({ data }) => received(JSON.parse(data)));
    socket.addEventListener("close", () => {
      closed();
      setTimeout(connect, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }

  connect();
}
