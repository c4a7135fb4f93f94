/* global document */
import { writeAddress } from './address.js';
import { createChatView } from './chatView.js';
import { button, element } from './element.js';
import { placeChildren } from './placeChildren.js';

/**
 * The one or two chats that are open. The first is who I am; the second stands beside it, or on a narrow screen
 * behind it, with tabs between them.
 */
export function createOpenChats({ state, chats, api, root }) {
  const switcher = element('div', { class: 'chat-switch', role: 'group', 'aria-label': 'Open chats' });
  const frame = element('div', { class: 'chat-frame' });
  root.append(switcher, frame);
  let views = [];

  const bringForward = (at) => {
    frame.dataset.front = String(at);
    [...switcher.children].forEach((tab, place) => tab.setAttribute('aria-pressed', String(place === at)));
  };
  const showSwitcher = () => {
    switcher.replaceChildren(
      ...state.open.map((id, at) =>
        button({ title: state.person(id).name, onclick: () => bringForward(at) }),
      ),
    );
    switcher.hidden = state.open.length < 2;
  };

  const viewFor = (personId, at) =>
    createChatView({
      state,
      chats,
      api,
      personId,
      isSecond: at === 1,
      onPick: (id) => (at === 0 ? pick(id) : beside(id)),
      onBeside: beside,
      onClose: () => open([state.open[0]]),
    });

  /** Opens exactly these chats; a chat that stays in its place is not touched. */
  const open = (people) => {
    state.open = people;
    writeAddress(people);
    const next = people.map((id, at) => (views[at]?.personId === id ? views[at] : viewFor(id, at)));
    views.filter((view) => !next.includes(view)).forEach((view) => view.close());
    const fresh = next.filter((view) => !views.includes(view));
    views = next;
    const hadFocus = frame.contains(document.activeElement);
    placeChildren(
      frame,
      views.map((view) => view.element),
    );
    if (hadFocus && !frame.contains(document.activeElement)) views.at(-1).focus();
    frame.dataset.count = String(people.length);
    showSwitcher();
    bringForward(people.length - 1);
    document.title = `${state.person(people[0]).name} · Latchkey sandbox`;
    state.tell('open');
    for (const view of fresh) {
      void chats.load(view.personId).then(view.opened, (error) => state.tell('problem', error.message));
    }
  };

  const pick = (id) => {
    const [, second] = state.open;
    if (id === state.open[0]) bringForward(0);
    else open(second === undefined || second === id ? [id] : [id, second]);
  };
  const beside = (id) => {
    const [first] = state.open;
    if (first === undefined) open([id]);
    else if (id !== first) open([first, id]);
  };
  return {
    open,
    pick,
    beside,
    bringForward,
    /** Makes the views anew, after everything was read again. */
    remake() {
      views.forEach((view) => view.close());
      views = [];
      open(state.open);
    },
    viewOf: (id) => views.find(({ personId }) => personId === id),
  };
}
