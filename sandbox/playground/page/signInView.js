import { button, element } from './element.js';
import { askInWindow, closedSentence } from './signInWindow.js';

/** Whether a message shows anything of this card: Teams hides it while, and after, the silent sign-in works. */
export const needsButton = (message) => message.signIn === undefined || message.signIn === 'button';

/** The sign-in card with its button. `onCode(code)` gives the code to the bot. */
export function signInView(content, onCode) {
  const [signIn] = content.buttons ?? [];
  const result = element('p', { class: 'card-note', role: 'status' });
  const open = async () => {
    result.textContent = 'Finish in the window that opened.';
    const code = await askInWindow(signIn.value);
    result.textContent = code === undefined ? closedSentence : 'Signed in. Telling Latchkey…';
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
