/* global window, setInterval, clearInterval */
const watchPopupMs = 500;
const defaultSize = { width: 600, height: 640 };

/** What a host of Teams tells the library about itself: an authentication window, and nothing that it could do there. */
const hostRuntime = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, supports: {} });
const hostVersion = '2.0.0';

/** `width` and `height` in the link's query size the window, as in Teams. */
function sizeFor(address) {
  const asked = new URL(address).searchParams;
  const sized = (name) => Math.min(Math.max(Number(asked.get(name)) || defaultSize[name], 320), 1000);
  return `popup,width=${sized('width')},height=${sized('height')}`;
}

/** Answers Teams' own library in the window: it first asks who its host is, and tells the code to no other. */
function codeIn({ data, source, origin }) {
  if (data?.func === 'initialize') {
    const args = ['authentication', 'web', hostRuntime, hostVersion];
    source.postMessage({ id: data.id, uuid: data.uuid, args }, origin);
  }
  const [code] = data?.func === 'authentication.authenticate.success' ? (data.args ?? []) : [];
  return typeof code === 'string' ? code : undefined;
}

let stopWaiting = () => undefined;

/**
 * Opens the sign-in window; resolves with its code, or undefined when it was closed (or blocked) without one. There is
 * one window: whoever waited for an earlier one waits no longer.
 */
export function askInWindow(address) {
  stopWaiting();
  const popup = window.open(address, 'latchkey-sign-in', sizeFor(address));
  if (popup === null) return Promise.resolve(undefined);
  const { origin } = new URL(address);
  return new Promise((resolve) => {
    const finish = (code) => {
      window.removeEventListener('message', hear);
      clearInterval(watch);
      resolve(code);
    };
    const hear = (event) => {
      if (event.source !== popup || event.origin !== origin) return;
      const code = codeIn(event);
      if (code === undefined) return;
      popup.close();
      finish(code);
    };
    const watch = setInterval(() => popup.closed && finish(undefined), watchPopupMs);
    stopWaiting = () => finish(undefined);
    window.addEventListener('message', hear);
  });
}

/** What is said when a window gave no code. */
export const closedSentence =
  'The window was closed before the end. If it showed you a code, type it here in the chat.';
