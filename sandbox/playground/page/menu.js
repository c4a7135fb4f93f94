/* global document */
import { element, uniqueId } from './element.js';

const steps = { ArrowDown: 1, ArrowUp: -1 };

function moveFocus(menu, key) {
  const items = [...menu.querySelectorAll('[role^="menuitem"]:not([disabled])')];
  const at = items.indexOf(document.activeElement);
  if (key === 'Home') items[0]?.focus();
  else if (key === 'End') items.at(-1)?.focus();
  else items[(at + steps[key] + items.length) % items.length]?.focus();
}

/**
 * Turns `opener` (a button) into a menu button: `makeItems()` returns the content each time it opens, with elements of
 * role `menuitem…` among it. Arrow keys, Home, End, Escape and Tab work as people expect of a menu.
 */
export function menuButton(opener, label, makeItems, { alignment = 'start' } = {}) {
  const id = uniqueId('menu');
  const menu = element('div', {
    id,
    class: `menu menu-${alignment}`,
    role: 'menu',
    'aria-label': label,
    hidden: true,
  });
  opener.setAttribute('aria-haspopup', 'menu');
  opener.setAttribute('aria-expanded', 'false');
  opener.setAttribute('aria-controls', id);

  const closeFromOutside = (event) => {
    if (!menu.contains(event.target) && !opener.contains(event.target)) close();
  };
  const close = ({ refocus = false } = {}) => {
    if (menu.hidden) return;
    menu.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', closeFromOutside);
    if (refocus) opener.focus();
  };
  const open = () => {
    menu.replaceChildren(...makeItems({ close }));
    menu.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', closeFromOutside);
    const chosen = menu.querySelector('[aria-checked="true"]');
    (chosen ?? menu.querySelector('[role^="menuitem"]:not([disabled])'))?.focus();
  };

  opener.addEventListener('click', () => (menu.hidden ? open() : close()));
  opener.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' || !menu.hidden) return;
    event.preventDefault();
    open();
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close({ refocus: true });
    } else if (event.key === 'Tab') close();
    else if (event.key in steps || event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      moveFocus(menu, event.key);
    }
  });
  return element('div', { class: 'menu-anchor' }, opener, menu);
}

/** One line of a menu. `isChecked` makes it one of a choice; `note` explains it. */
export function menuItem({ title, note, isChecked, onChoose, ...attributes }) {
  return element(
    'button',
    {
      type: 'button',
      class: 'menu-item',
      tabindex: '-1',
      role: isChecked === undefined ? 'menuitem' : 'menuitemradio',
      'aria-checked': isChecked === undefined ? undefined : String(isChecked),
      onclick: onChoose,
      ...attributes,
    },
    element('span', { class: 'menu-item-title' }, title),
    note === undefined ? null : element('span', { class: 'menu-item-note' }, note),
  );
}
