import { button, element } from './element.js';

/** "Reset tenant", which asks once. `onReset()` does it. */
export function createResetButton(onReset) {
  const dialog = element(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'reset-title' },
    element('h2', { id: 'reset-title' }, 'Reset the tenant?'),
    element(
      'p',
      {},
      'Chats, requests, what is broken and the time go back to the beginning. Latchkey keeps running and keeps its own records.',
    ),
    element(
      'div',
      { class: 'dialog-actions' },
      button({
        title: 'Reset',
        class: 'primary',
        onclick: () => {
          dialog.close();
          onReset();
        },
      }),
      button({ title: 'Keep everything', onclick: () => dialog.close() }),
    ),
  );
  return element(
    'div',
    { class: 'menu-anchor' },
    button({ title: 'Reset tenant', iconName: 'reset', class: 'quiet', onclick: () => dialog.showModal() }),
    dialog,
  );
}
