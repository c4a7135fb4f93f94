const freshForMs = 60_000;
const openedAtOnce = 5;

/** The card's `refresh.action` as a press, for a card that names its readers; a personal chat has only the one. */
function refreshOf(message) {
  for (const { content } of message.attachments ?? []) {
    const { action, userIds = [] } = content?.refresh ?? {};
    if (action?.type === 'Action.Execute' && userIds.length > 0) {
      return { type: action.type, verb: action.verb, data: action.data ?? {} };
    }
  }
  return undefined;
}

/**
 * What Teams does when somebody opens a chat: each card in view that asks for it is fetched anew, unless its last
 * result is less than a minute old. Adaptive Cards: universal action model, user specific views.
 */
export function createCardRefresh({ state, press }) {
  const asked = new Map();
  return (messages) => {
    const now = state.now();
    for (const message of messages.slice(-openedAtOnce)) {
      const refresh = refreshOf(message);
      const last = asked.get(message.id) ?? new Date(message.updatedAt ?? message.at);
      if (refresh === undefined || now - last < freshForMs) continue;
      asked.set(message.id, now);
      void press(message.id, refresh, 'automatic');
    }
  };
}
