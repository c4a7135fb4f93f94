/* global EventSource, setTimeout */

const names = [
  'message',
  'update',
  'delete',
  'typing',
  'toast',
  'unread',
  'people',
  'happening',
  'clock',
  'reset',
];
const reopenAfterMs = 2000;

/**
 * Follows the sandbox's events for as long as the page lives. `listeners` has a function by event name; besides,
 * `connected(isAnew)` and `lost()`. The browser resumes by `Last-Event-ID` after a loss; where it gives up, the stream
 * is opened anew, and `connected(true)` says that everything has to be read again.
 */
export function followEvents(listeners) {
  const open = (isAnew) => {
    const source = new EventSource('/client/events');
    let isFirst = true;
    source.addEventListener('open', () => {
      listeners.connected(isAnew && isFirst);
      isFirst = false;
    });
    source.addEventListener('error', () => {
      listeners.lost();
      if (source.readyState === EventSource.CLOSED) setTimeout(() => open(true), reopenAfterMs);
    });
    for (const name of names) {
      source.addEventListener(name, ({ data }) => listeners[name]?.(JSON.parse(data)));
    }
  };
  open(false);
}
