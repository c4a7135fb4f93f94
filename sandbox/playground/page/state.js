/**
 * What the page knows, in one place. Views follow a topic and redraw only their part: `people`, `open`, `chat`,
 * `typing` and `pressed` (with the person's id), `toast`, `happened`, `clock`, `problem`, `reset`.
 */
export function createState() {
  const followers = new Map();
  return {
    /** Everybody, as /client/people has them; `unread` counts here from then on. */
    people: [],
    botName: 'Latchkey',
    tenantName: '',
    suggestions: [],
    /** Person id -> { messages, isLoaded, isTyping }. */
    chats: new Map(),
    /** Whose chats are open, at most two; the first is who I am. */
    open: [],
    happenings: [],
    clock: { shiftMs: 0, upcoming: [] },

    follow(topic, follower) {
      const those = followers.get(topic) ?? new Set();
      followers.set(topic, those.add(follower));
      return () => those.delete(follower);
    },
    tell(topic, detail) {
      for (const follower of followers.get(topic) ?? []) follower(detail);
    },
    person(id) {
      return this.people.find((person) => person.id === id);
    },
    /** The sandbox's time. */
    now() {
      return new Date(Date.now() + this.clock.shiftMs);
    },
    /** The zone in which the page tells the time: that of the person I am. */
    zone() {
      return this.person(this.open[0])?.timeZone ?? 'UTC';
    },
  };
}
