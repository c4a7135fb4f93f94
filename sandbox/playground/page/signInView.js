/* global window, setInterval, clearInterval */
import { button, element } from './element.js';

const watchPopupMs = 500;
const defaultSize = { width: 600, height: 640 };

/** `width` and `height` in the link's query size the window, as in Teams. */
function sizeFor(address) {
  const asked = new URL(address).searchParams;
  const sized = (name) => Math.min(Math.max(Number(asked.get(name)) || defaultSize[name], 320), 1000);
  return `popup,width=${sized('width')},height=${sized('height')}`;
}

/**
 * The code in a message of the sign-in window: of our own shape, or as the Teams library posts it. A library that is
 * starting first asks who its host is; it is answered, or it would never send the code.
 */
function codeIn(event) {
  const { data } = event;
  if (typeof data?.latchkeySignIn === 'string') return data.latchkeySignIn;
  if (data?.func === 'initialize') {
    event.source.postMessage({ id: data.id, args: ['authentication', 'web', '{}', '2.0.0'] }, event.origin);
  }
  const [code] = data?.func === 'authentication.authenticate.success' ? (data.args ?? []) : [];
  return typeof code === 'string' ? code : undefined;
}

/** Opens the sign-in window; resolves with its code, or undefined when it was closed (or blocked) without one. */
function askInWindow(address) {
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
    window.addEventListener('message', hear);
  });
}

/** Whether a message shows anything of this card: Teams hides it while, and after, the silent sign-in works. */
export const needsButton = (message) => message.signIn === undefined || message.signIn === 'button';

/** The sign-in card with its button. `onCode(code)` gives the code to the bot. */
export function signInView(content, onCode) {
  const [signIn] = content.buttons ?? [];
  const result = element('p', { class: 'card-note', role: 'status' });
  const open = async () => {
    result.textContent = 'Finish in the window that opened.';
    const code = await askInWindow(signIn.value);
    result.textContent =
      code === undefined
        ? 'The window was closed before the end. If it showed you a code, type it here in the chat.'
        : 'Signed in. Telling Latchkey…';
    if (code === undefined) return;
    const sentence = await onCode(code);
    result.textContent = sentence ?? 'Signed in.';
    opener.hidden = sentence === undefined;
  };
  const isWeb = /^https?:\/\//i.test(signIn?.value ?? '');
  const opener = button({
    title: signIn?.title ?? 'Sign in',
    class: 'primary',
    hidden: !isWeb,
    onclick: () => void open(),
  });
  return element(
    'div',
    { class: 'card', role: 'group', 'aria-label': 'Sign in' },
    element(
      'div',
      { class: 'card-surface card-sign-in' },
      element('p', { class: 'card-sign-in-text' }, content.text ?? 'Latchkey asks you to sign in.'),
      opener,
      result,
    ),
  );
}
