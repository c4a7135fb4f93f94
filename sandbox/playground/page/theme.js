/* global document, matchMedia */
import { iconButton } from './element.js';
import { remembered } from './remembered.js';

const themes = ['light', 'dark'];

/**
 * The button between light and dark. Without a choice the page follows the system; `asked` (from the address) goes
 * before what the browser remembers.
 */
export function createThemeButton(asked) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  let chosen = asked ?? themes.find((theme) => theme === remembered.read('theme'));
  const current = () => chosen ?? (system.matches ? 'dark' : 'light');
  const toggle = iconButton({ label: 'Dark theme', iconName: 'theme', class: 'quiet' });
  const show = () => {
    document.documentElement.dataset.theme = current();
    toggle.setAttribute('aria-pressed', String(current() === 'dark'));
  };
  toggle.addEventListener('click', () => {
    chosen = current() === 'dark' ? 'light' : 'dark';
    remembered.write('theme', chosen);
    show();
  });
  system.addEventListener('change', show);
  show();
  return toggle;
}
