/* global document */
import { avatar, botAvatar } from './avatar.js';
import { createCardView } from './cardView.js';
import { button, element } from './element.js';
import { fileViews } from './fileViews.js';
import { escapeHtml, markdownToHtml } from './markdown.js';
import { needsButton, signInView } from './signInView.js';
import { hourIn } from './time.js';

const CARD = 'application/vnd.microsoft.card.adaptive';
const SIGN_IN_CARD = 'application/vnd.microsoft.card.oauth';

/** Our escaped HTML (see markdown.js) as nodes; a template runs and loads nothing. */
function nodesOf(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

function textView({ text, textFormat, from }) {
  const isMarkdown = from === 'bot' && textFormat !== 'plain' && textFormat !== 'xml';
  const html = isMarkdown ? markdownToHtml(text) : `<p class="as-typed">${escapeHtml(text)}</p>`;
  return element('div', { class: 'bubble' }, nodesOf(html));
}

/** Buttons under a message that say something for the person (Teams: suggested actions, imBack). */
function suggestedView({ actions }, onSay) {
  const shown = (actions ?? []).filter(({ type }) => type === 'imBack');
  return element(
    'div',
    { class: 'suggested', role: 'group', 'aria-label': 'Suggested answers' },
    shown.map(({ title, value }) =>
      button({ title: title ?? value, class: 'suggested-action', onclick: () => onSay(String(value)) }),
    ),
  );
}

function metaOf({ at, updatedAt }, zone) {
  const said = hourIn(zone, new Date(at));
  const changed = updatedAt === undefined ? said : hourIn(zone, new Date(updatedAt));
  return changed === said ? said : `${said}, updated ${changed}`;
}

/**
 * One message of a chat. `update(message)` redraws it in place. `actions` are what it can set off: `press`, `say`,
 * `signIn`, `answerFile`, each resolving with a sentence when something went wrong.
 */
export function createMessageView(first, { person, botName, actions }) {
  const isBot = first.from === 'bot';
  const meta = element('p', { class: 'message-meta' });
  const content = element('div', { class: 'message-content' });
  const view = element(
    'div',
    { class: `message message-${first.from}`, 'data-activity-id': first.id },
    isBot ? botAvatar() : avatar(person, 'small'),
    element('div', { class: 'message-column' }, meta, content),
  );
  let cards = [];

  const attachmentViews = (message) => {
    const adaptive = (message.attachments ?? []).filter(({ contentType }) => contentType === CARD);
    if (adaptive.length === cards.length) {
      cards.forEach((card, at) => card.redraw(adaptive[at].content, message.summary));
    } else {
      cards = adaptive.map((attachment) =>
        createCardView({
          content: attachment.content,
          summary: message.summary,
          onPress: (press) => actions.press(message.id, press),
          onCode: (code) => actions.signIn(code),
        }),
      );
    }
    const signIns = (message.attachments ?? []).filter(({ contentType }) => contentType === SIGN_IN_CARD);
    return [
      ...cards.map((card) => card.element),
      ...(needsButton(message) ? signIns.map((card) => signInView(card.content, actions.signIn)) : []),
      ...fileViews(message, (answer) => actions.answerFile(message.id, answer)),
    ];
  };

  const update = (message) => {
    const parts = [
      message.text ? textView(message) : null,
      ...attachmentViews(message),
      message.suggestedActions === undefined ? null : suggestedView(message.suggestedActions, actions.say),
    ].filter((part) => part !== null);
    meta.replaceChildren(
      element('span', { class: 'message-author' }, isBot ? botName : person.name),
      ' ',
      element('time', { datetime: message.at }, metaOf(message, person.timeZone)),
    );
    if (
      parts.length !== content.childNodes.length ||
      parts.some((part, at) => part !== content.childNodes[at])
    ) {
      content.replaceChildren(...parts);
    }
    view.hidden = parts.length === 0;
  };

  update(first);
  return { element: view, update };
}

/** A line that Teams itself writes into the chat. */
export const noticeView = (message, zone) =>
  element(
    'p',
    { class: 'notice', 'data-activity-id': message.id },
    `${message.notice} · ${hourIn(zone, new Date(message.at))}`,
  );
