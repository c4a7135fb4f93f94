import { avatar } from './avatar.js';
import { button, element, icon, iconButton } from './element.js';
import { menuButton, menuItem } from './menu.js';
import { hourIn, placeOf } from './time.js';

/** Who I am in this chat, as a button that changes it. */
function identityButton({ state, person, onPick }) {
  const opener = element(
    'button',
    { type: 'button', class: 'identity' },
    avatar(person, 'small'),
    element(
      'span',
      { class: 'identity-words' },
      element('span', { class: 'identity-lead' }, 'You are '),
      person.name,
    ),
    element('span', { class: 'visually-hidden' }, '. Change person'),
    icon('chevron'),
  );
  return menuButton(opener, 'Act as', ({ close }) =>
    state.people.map((candidate) =>
      menuItem({
        title: candidate.name,
        note: candidate.jobTitle ?? undefined,
        isChecked: candidate.id === person.id,
        onChoose: () => {
          close({ refocus: true });
          onPick(candidate.id);
        },
      }),
    ),
  );
}

/** The menu that opens a second chat beside this one. */
function besideButton({ state, onBeside }) {
  const opener = button({
    title: 'Beside',
    iconName: 'beside',
    class: 'quiet',
    'aria-label': 'Open a second person beside',
  });
  return menuButton(
    opener,
    'Open beside',
    ({ close }) =>
      state.people
        .filter(({ id }) => !state.open.includes(id))
        .map((candidate) =>
          menuItem({
            title: candidate.name,
            note: candidate.jobTitle ?? undefined,
            onChoose: () => {
              close();
              onBeside(candidate.id);
            },
          }),
        ),
    { alignment: 'end' },
  );
}

const appChanges = [
  { change: 'uninstall', title: 'Remove the app', isFor: ({ isInstalled }) => isInstalled },
  { change: 'install', title: 'Install the app', isFor: ({ isInstalled }) => !isInstalled },
  { change: 'block', title: 'Block Latchkey', isFor: ({ isBlocked }) => isBlocked !== true },
  { change: 'unblock', title: 'Unblock Latchkey', isFor: ({ isBlocked }) => isBlocked !== false },
];
const signOns = [
  { sso: 'silent', title: 'Sign-in: silent', note: 'As Teams does it every day' },
  { sso: 'off', title: 'Sign-in: with the button', note: 'The silent exchange is not tried' },
  { sso: 'fail:installedappnotfound', title: 'Sign-in: fails', note: 'Teams reports installedappnotfound' },
];

/** What can be changed about this person's Teams. */
function moreButton({ state, person, onChange }) {
  const opener = iconButton({ label: `Teams of ${person.name}`, iconName: 'more', class: 'quiet' });
  return menuButton(
    opener,
    `Teams of ${person.name}`,
    ({ close }) => {
      const choose = (change, settings) => () => {
        close({ refocus: true });
        onChange(change, settings);
      };
      const now = state.person(person.id) ?? person;
      return [
        ...appChanges
          .filter(({ isFor }) => isFor(now))
          .map(({ change, title }) => menuItem({ title, onChoose: choose(change) })),
        element('div', { class: 'menu-line', role: 'separator' }),
        ...signOns.map(({ sso, title, note }) =>
          menuItem({
            title,
            note,
            isChecked: (now.settings?.sso ?? 'silent') === sso,
            onChoose: choose('settings', { sso }),
          }),
        ),
      ];
    },
    { alignment: 'end' },
  );
}

/** The head of a chat: who I am, the time where that person is, and what can be done with the chat. */
export function createChatHead({ state, person, isSecond, onPick, onBeside, onClose, onChange }) {
  const time = element('time');
  const tick = () => {
    time.textContent = hourIn(person.timeZone, state.now());
  };
  tick();
  const identity = identityButton({ state, person, onPick });
  return {
    tick,
    focus: () => identity.querySelector('button').focus(),
    element: element(
      'header',
      { class: 'chat-head' },
      identity,
      element('p', { class: 'chat-place' }, time, element('span', {}, ` in ${placeOf(person.timeZone)}`)),
      element(
        'div',
        { class: 'chat-tools' },
        isSecond ? null : besideButton({ state, onBeside }),
        moreButton({ state, person, onChange }),
        isSecond
          ? iconButton({ label: 'Close this chat', iconName: 'close', class: 'quiet', onclick: onClose })
          : null,
      ),
    ),
  };
}
