import { button, element, iconButton, uniqueId } from './element.js';

const maximumLength = 4000;

/** The commands that fit what was typed: all of them while it is empty, none once it goes beyond a command's name. */
function fittingSuggestions(suggestions, typed) {
  const words = typed.trimStart().toLowerCase();
  return suggestions.filter(
    ({ title }) => title.toLowerCase().startsWith(words) && title.toLowerCase() !== words.trim(),
  );
}

/**
 * The compose box with its command suggestions. Enter sends, Shift+Enter makes a new line; arrow keys choose a
 * command, Enter takes it, Escape closes the list.
 */
export function createComposeBox({ label, suggestions, onSend }) {
  const listId = uniqueId('commands');
  const input = element('textarea', {
    class: 'compose-input',
    rows: 1,
    maxlength: maximumLength,
    placeholder: 'Type a message',
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-controls': listId,
  });
  const list = element('ul', {
    id: listId,
    class: 'commands',
    role: 'listbox',
    'aria-label': 'Commands',
    hidden: true,
  });
  const count = element('span', { class: 'visually-hidden', role: 'status' });
  const opener = iconButton({ label: 'Commands', iconName: 'commands', class: 'compose-commands' });
  const send = iconButton({ label: 'Send', iconName: 'send', class: 'compose-send' });
  let shown = [];
  let active = -1;

  const markActive = (next) => {
    active = next;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === active)));
    if (active < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', list.children[active].id);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  const close = () => {
    list.hidden = true;
    markActive(-1);
  };
  const grow = () => {
    input.style.height = 'auto';
    // Without a place in the page yet there is no height to measure; one row is right then.
    if (input.scrollHeight > 0) input.style.height = `${Math.min(input.scrollHeight, 132)}px`;
    send.disabled = input.value.trim() === '';
  };
  const take = ({ title }) => {
    input.value = `${title} `;
    close();
    grow();
    input.focus();
  };
  const open = (fitting) => {
    shown = fitting;
    list.replaceChildren(...shown.map((suggestion) => optionView(suggestion, () => take(suggestion))));
    list.hidden = shown.length === 0;
    count.textContent = list.hidden ? '' : `${shown.length} command${shown.length === 1 ? '' : 's'}`;
    markActive(-1);
  };
  const submit = () => {
    const text = input.value.trim();
    if (text === '' || input.disabled) return;
    input.value = '';
    close();
    grow();
    onSend(text);
  };

  input.addEventListener('input', () => {
    grow();
    if (input.value.trim() === '') close();
    else open(fittingSuggestions(suggestions(), input.value));
  });
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && (!list.hidden || input.value === '')) {
      event.preventDefault();
      if (list.hidden) open(fittingSuggestions(suggestions(), ''));
      if (shown.length > 0)
        markActive((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === 'Tab' && active >= 0) {
      event.preventDefault();
      take(shown[active]);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (active >= 0) take(shown[active]);
      else submit();
    }
  });
  input.addEventListener('blur', (event) => {
    if (!list.contains(event.relatedTarget) && event.relatedTarget !== opener) close();
  });
  opener.addEventListener('click', () => {
    if (list.hidden) open(suggestions());
    else close();
    input.focus();
  });
  send.addEventListener('click', submit);
  grow();
  return {
    element: element(
      'div',
      { class: 'compose' },
      list,
      element('div', { class: 'compose-frame' }, opener, input, send),
      count,
    ),
    focus: () => input.focus(),
    fill(text) {
      input.value = text;
      grow();
      input.focus();
    },
    setEnabled(isEnabled) {
      input.disabled = !isEnabled;
      opener.disabled = !isEnabled;
      if (isEnabled) grow();
      else send.disabled = true;
    },
  };
}

/** `pointerdown` is stopped so that the box keeps its focus and the list does not close before the click. */
function optionView({ title, description }, onTake) {
  return element(
    'li',
    {
      id: uniqueId('command'),
      role: 'option',
      class: 'command',
      'aria-selected': 'false',
      onpointerdown: (event) => event.preventDefault(),
      onclick: onTake,
    },
    element('span', { class: 'command-title' }, title),
    element('span', { class: 'command-note' }, description ?? ''),
  );
}

/** A panel in the place of the box for somebody who cannot write: why, and the way out. */
export const closedCompose = ({ sentence, title, onclick }) =>
  element(
    'div',
    { class: 'compose compose-closed' },
    element('p', {}, sentence),
    button({ title, onclick, class: 'primary' }),
  );
