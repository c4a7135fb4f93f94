import { button, element } from './element.js';
import { keepAtEnd } from './endKeeper.js';
import { createMessageView, noticeView } from './messageView.js';
import { placeChildren } from './placeChildren.js';
import { longDayIn } from './time.js';

const groupWithinMs = 5 * 60_000;

/**
 * The messages of one chat, kept in step with the state: new ones are added, changed ones redrawn in place, deleted
 * ones removed; nodes that stay are not touched, so focus and scrolling stay too.
 */
export function createChatLog({ person, botName, actions }) {
  const list = element('div', { class: 'log-list' });
  const typing = element(
    'div',
    { class: 'typing', hidden: true },
    element('span', { class: 'visually-hidden' }, `${botName} is typing`),
    [1, 2, 3].map(() => element('span', { class: 'typing-dot', 'aria-hidden': 'true' })),
  );
  const empty = element(
    'p',
    { class: 'log-empty', hidden: true },
    `Nothing has been said yet. “help” is a good start.`,
  );
  const content = element('div', {}, empty, list, typing);
  const log = element(
    'div',
    { class: 'log', role: 'log', tabindex: '0', 'aria-label': `Chat of ${person.name} with ${botName}` },
    content,
  );
  const toEnd = button({ title: 'New messages', iconName: 'down', class: 'to-end', hidden: true });
  const views = new Map();

  const end = keepAtEnd(log, content, () => {
    toEnd.hidden = true;
  });
  toEnd.addEventListener('click', end.toEnd);

  const viewOf = (message) => {
    const old = views.get(message.id);
    if (old === undefined) {
      const view =
        message.notice === undefined
          ? createMessageView(message, { person, botName, actions })
          : { element: noticeView(message, person.timeZone), update: () => undefined };
      views.set(message.id, { ...view, version: message.version });
    } else if (old.version !== message.version) {
      old.update(message);
      old.version = message.version;
    }
    return views.get(message.id).element;
  };

  const dayViews = new Map();
  const dayView = (day) => {
    if (!dayViews.has(day)) dayViews.set(day, element('p', { class: 'day' }, day));
    return dayViews.get(day);
  };

  return {
    element: element('div', { class: 'log-frame' }, log, toEnd),
    scrollToEnd: end.toEnd,
    show(messages, { isEmptyWorthSaying }) {
      empty.hidden = messages.length > 0 || !isEmptyWorthSaying;
      const isGrowing = messages.some(({ id }) => !views.has(id));
      const nodes = nodesFor(messages, person.timeZone, viewOf, dayView);
      placeChildren(list, nodes);
      const kept = new Set(messages.map(({ id }) => id));
      for (const id of views.keys()) if (!kept.has(id)) views.delete(id);
      const isMine = messages.at(-1)?.from === 'person';
      if (isGrowing && isMine) end.toEnd();
      else if (isGrowing && !end.isAtEnd()) toEnd.hidden = false;
    },
    showTyping(isTyping) {
      typing.hidden = !isTyping;
    },
  };
}

/** Messages with a line before each new day; a message soon after one of the same author goes without a head. */
function nodesFor(messages, zone, viewOf, dayView) {
  const nodes = [];
  let before;
  for (const message of messages) {
    const day = longDayIn(zone, new Date(message.at));
    const isNewDay = before === undefined || longDayIn(zone, new Date(before.at)) !== day;
    if (isNewDay) nodes.push(dayView(day));
    const view = viewOf(message);
    const isContinued =
      !isNewDay &&
      before.notice === undefined &&
      before.from === message.from &&
      new Date(message.at) - new Date(before.at) < groupWithinMs;
    view.classList.toggle('continued', isContinued);
    nodes.push(view);
    before = message;
  }
  return nodes;
}
