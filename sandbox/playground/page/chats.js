/* global setTimeout, clearTimeout */

/** An indicator that nothing followed goes away after this, as in Teams. */
const typingMs = 8000;

/**
 * The chats as the events tell them. A message is kept as the API gave it; who draws it compares `version`.
 */
export function createChats(state, api) {
  const chatOf = (person) => {
    if (!state.chats.has(person)) state.chats.set(person, { messages: [], isLoaded: false, isTyping: false });
    return state.chats.get(person);
  };
  /** What arrived while a chat is being read: applied afterwards, so that nothing is lost in between. */
  const waiting = new Map();

  const put = (chat, message) => {
    const at = chat.messages.findIndex(({ id }) => id === message.id);
    if (at < 0) chat.messages.push(message);
    else chat.messages[at] = message;
  };

  const setUnread = (id, count) => {
    const person = state.person(id);
    if (person === undefined || person.unread === count) return;
    person.unread = count;
    state.tell('people');
  };

  return {
    chatOf,
    /** Reads a chat whole: at first, and again after the connection was lost. */
    async load(person) {
      waiting.set(person, []);
      const { messages } = await api.chat(person);
      const chat = chatOf(person);
      chat.messages = messages.filter(({ isDeleted }) => isDeleted !== true);
      chat.isLoaded = true;
      const missed = waiting.get(person) ?? [];
      waiting.delete(person);
      missed.forEach((apply) => apply());
      setUnread(person, 0);
      state.tell('chat', person);
    },
    /** A new or changed message. */
    arrived({ chat: person, message }, isNew) {
      if (state.person(person) === undefined) return;
      const chat = chatOf(person);
      const isCounted = isNew && message.from === 'bot' && message.notice === undefined;
      if (isCounted) this.typing(person, false);
      if (isCounted && !state.open.includes(person)) setUnread(person, state.person(person).unread + 1);
      if (isCounted && state.open.includes(person)) api.read(person).catch(() => undefined);
      waiting.get(person)?.push(() => put(chat, message));
      if (!chat.isLoaded) return;
      if (message.isDeleted === true) this.removed({ chat: person, message });
      else put(chat, message);
      state.tell('chat', person);
    },
    /** A message that the bot deleted. */
    removed({ chat: person, message }) {
      const chat = chatOf(person);
      const remove = () => {
        chat.messages = chat.messages.filter(({ id }) => id !== message.id);
      };
      waiting.get(person)?.push(remove);
      remove();
      state.tell('chat', person);
    },
    typing(person, isTyping) {
      const chat = chatOf(person);
      if (!chat.isTyping && !isTyping) return;
      chat.isTyping = isTyping;
      clearTimeout(chat.typingTimer);
      if (isTyping) chat.typingTimer = setTimeout(() => this.typing(person, false), typingMs);
      state.tell('typing', person);
    },
    setUnread,
    /** Forgets everything, after a reset of the tenant. */
    forget() {
      state.chats.clear();
    },
  };
}
