import { element, icon } from './element.js';

const tints = 6;

const initials = (name) =>
  name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word[0].toUpperCase())
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('');

const tintOf = (name) =>
  [...name].reduce((hash, character) => (hash * 31 + character.charCodeAt(0)) % 9973, 7) % tints;

/** A person's initials in a disc; decoration, since the name always stands beside it. */
export const avatar = (person, size = 'medium') =>
  element(
    'span',
    { class: `avatar avatar-${size} avatar-tint-${tintOf(person.name)}`, 'aria-hidden': 'true' },
    initials(person.name),
  );

/** The bot's picture. */
export const botAvatar = () =>
  element('span', { class: 'avatar avatar-bot', 'aria-hidden': 'true' }, icon('key'));
