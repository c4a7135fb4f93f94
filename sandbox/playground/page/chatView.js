/* global setTimeout, clearTimeout */
import { createCardRefresh } from './cardRefresh.js';
import { createChatActions } from './chatActions.js';
import { createChatHead } from './chatHead.js';
import { createChatLog } from './chatLog.js';
import { closedCompose, createComposeBox } from './composeBox.js';
import { element } from './element.js';

const toastMs = 6000;

/** A line above the compose box: a toast of Teams, which goes away by itself, or what went wrong, which stays. */
function createToast() {
  const line = element('p', { class: 'toast', role: 'status', hidden: true });
  let timer;
  return {
    element: line,
    show(text, isProblem = false) {
      line.textContent = text;
      line.classList.toggle('toast-problem', isProblem);
      line.hidden = false;
      clearTimeout(timer);
      if (isProblem) return;
      timer = setTimeout(() => {
        line.hidden = true;
      }, toastMs);
    },
    hide() {
      line.hidden = true;
    },
    hideIf(text) {
      if (line.textContent === text) line.hidden = true;
    },
    stop: () => clearTimeout(timer),
  };
}

/** Why this person cannot write to the bot and what ends that; undefined when they can. */
function wayOut(state, personId) {
  const { isInstalled, isBlocked, givenName } = state.person(personId);
  if (isInstalled === false) {
    return {
      sentence: `${givenName} does not have the app.`,
      title: `Install ${state.botName}`,
      change: 'install',
    };
  }
  return isBlocked === true
    ? {
        sentence: `${givenName} has blocked ${state.botName}.`,
        title: `Unblock ${state.botName}`,
        change: 'unblock',
      }
    : undefined;
}

/**
 * One open chat: head, messages, compose box. `onPick(id)` makes this chat another person's, `onBeside(id)` opens a
 * second one, `onClose()` closes this one. `close()` ends its following of the state.
 */
export function createChatView({ state, chats, api, personId, isSecond, onPick, onBeside, onClose }) {
  const person = state.person(personId);
  const actions = createChatActions({ state, chats, api, person });
  const toast = createToast();
  const told =
    (action) =>
    async (...given) => {
      const sentence = await action(...given);
      if (sentence !== undefined) toast.show(sentence, true);
      return sentence;
    };
  const say = told(actions.say);
  // A refusal stands on the card that was pressed; the toast with the same words, before or after it, is not needed.
  let onCard;
  const press = async (...given) => {
    onCard = undefined;
    toast.hide();
    onCard = await actions.press(...given);
    if (onCard !== undefined) toast.hideIf(onCard);
    return onCard;
  };
  const refresh = createCardRefresh({ state, press: actions.press });
  const log = createChatLog({ person, botName: state.botName, actions: { ...actions, say, press } });
  const head = createChatHead({
    state,
    person,
    isSecond,
    onPick,
    onBeside,
    onClose,
    onChange: told(actions.change),
  });
  const compose = createComposeBox({
    label: `Message ${state.botName} as ${person.name}`,
    suggestions: () => state.suggestions,
    onSend: (text) => {
      toast.hide();
      log.scrollToEnd();
      void say(text, () => compose.fill(text));
    },
  });
  const shut = element('div', { hidden: true });
  const show = () => {
    const { messages, isLoaded } = chats.chatOf(personId);
    const isInstalled = state.person(personId)?.isInstalled !== false;
    log.show(messages, { isEmptyWorthSaying: isLoaded && isInstalled });
  };
  const showCompose = () => {
    const way = wayOut(state, personId);
    compose.element.hidden = way !== undefined;
    shut.hidden = way === undefined;
    if (way === undefined) return;
    const onclick = () => void told(actions.change)(way.change);
    shut.replaceChildren(closedCompose({ ...way, onclick }));
  };
  const mine = (follower) => (id) => {
    if (id === personId) follower();
  };
  const stops = [
    state.follow('chat', mine(show)),
    state.follow(
      'typing',
      mine(() => log.showTyping(chats.chatOf(personId).isTyping)),
    ),
    state.follow('toast', ({ chat, text }) => {
      if (chat === personId && text !== onCard) toast.show(text);
    }),
    state.follow('people', showCompose),
    state.follow('clock', head.tick),
  ];
  show();
  showCompose();

  return {
    personId,
    element: element(
      'section',
      { class: 'chat', 'aria-label': `${person.name}'s chat`, 'data-person': personId },
      head.element,
      log.element,
      toast.element,
      compose.element,
      shut,
    ),
    say,
    focus: head.focus,
    /** Once the chat was read: the latest messages in view, and cards made anew that ask for it. */
    opened() {
      log.scrollToEnd();
      refresh(chats.chatOf(personId).messages);
    },
    close() {
      stops.forEach((stop) => stop());
      toast.stop();
    },
  };
}
