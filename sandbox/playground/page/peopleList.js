/* global document */
import { avatar } from './avatar.js';
import { element, iconButton, uniqueId } from './element.js';

const marksOf = (person) =>
  [
    person.isGuest ? 'Guest' : undefined,
    person.isInstalled ? undefined : 'App not installed',
    person.isBlocked === true ? 'Has blocked Latchkey' : undefined,
  ].filter((mark) => mark !== undefined);

function personView(person, { isMe, isBeside, isTabStop, onPick, onBeside }) {
  const noteId = uniqueId('person');
  const isHere = isMe || isBeside;
  const marks = marksOf(person);
  const note = [
    isMe ? 'You are this person' : isBeside ? 'Open beside' : undefined,
    isHere ? 'Available' : 'Away',
    person.unread > 0 ? `${person.unread} unread` : undefined,
    ...marks,
  ].filter((words) => words !== undefined);
  return element(
    'li',
    { class: `person${isMe ? ' person-me' : ''}${isBeside ? ' person-beside' : ''}` },
    element(
      'button',
      {
        type: 'button',
        class: 'person-pick',
        'data-person': person.id,
        'aria-describedby': noteId,
        'aria-current': isMe ? 'true' : undefined,
        tabindex: isTabStop ? '0' : '-1',
        onclick: onPick,
      },
      element(
        'span',
        { class: 'person-face' },
        avatar(person),
        element('span', { class: `presence presence-${isHere ? 'available' : 'away'}` }),
      ),
      element(
        'span',
        { class: 'person-words' },
        element('span', { class: 'person-name' }, person.name),
        element('span', { class: 'person-note' }, person.jobTitle ?? person.userPrincipalName),
        marks.length === 0 ? null : element('span', { class: 'person-marks' }, marks.join(' · ')),
      ),
      person.unread > 0
        ? element(
            'span',
            { class: 'badge', 'aria-hidden': 'true' },
            person.unread > 99 ? '99+' : String(person.unread),
          )
        : null,
      // Described by it, and not named: the name is what can be seen.
      element('span', { id: noteId, class: 'visually-hidden', 'aria-hidden': 'true' }, note.join(', ')),
    ),
    isHere
      ? null
      : iconButton({
          label: `Open ${person.name} beside`,
          'aria-describedby': noteId,
          iconName: 'beside',
          class: 'person-open-beside quiet',
          tabindex: '-1',
          onclick: onBeside,
        }),
  );
}

const moves = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys go from person to person, Home and End to the ends, right to "Open beside" and left back. */
function followKeys(list) {
  list.addEventListener('keydown', (event) => {
    const row = document.activeElement?.closest('.person');
    if (row === null || row === undefined || !list.contains(row)) return;
    const rows = [...list.children];
    const at = rows.indexOf(row);
    const target = {
      ArrowDown: rows[(at + 1) % rows.length],
      ArrowUp: rows[(at - 1 + rows.length) % rows.length],
      Home: rows[0],
      End: rows.at(-1),
    }[event.key]?.querySelector('.person-pick');
    const inRow = { ArrowRight: '.person-open-beside', ArrowLeft: '.person-pick' }[event.key];
    const next = target ?? (inRow === undefined ? undefined : row.querySelector(inRow));
    if (next === undefined || next === null) return;
    event.preventDefault();
    if (event.key in moves || target !== undefined) {
      for (const other of list.querySelectorAll('.person-pick')) other.tabIndex = other === next ? 0 : -1;
    }
    next.focus();
  });
}

/** The people of the tenant. Picking one makes me that person; "Open beside" shows a second chat. */
export function createPeopleList({ state, root, onPick, onBeside }) {
  const list = element('ul', { class: 'people-list' });
  const headId = uniqueId('people');
  root.append(element('h2', { id: headId, class: 'pane-title' }, 'Act as'), list);
  list.setAttribute('aria-labelledby', headId);
  followKeys(list);

  const show = () => {
    const focusedId = list.contains(document.activeElement)
      ? document.activeElement.dataset.person
      : undefined;
    const [me, beside] = state.open;
    const tabStop = focusedId ?? me ?? state.people[0]?.id;
    list.replaceChildren(
      ...state.people.map((person) =>
        personView(person, {
          isMe: person.id === me,
          isBeside: person.id === beside,
          isTabStop: person.id === tabStop,
          onPick: () => onPick(person.id),
          onBeside: () => onBeside(person.id),
        }),
      ),
    );
    if (focusedId !== undefined) list.querySelector(`[data-person="${focusedId}"]`)?.focus();
  };
  state.follow('people', show);
  state.follow('open', show);
  show();
}
