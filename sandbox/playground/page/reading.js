/* global setTimeout */
import { api } from './api.js';

const quietMs = 1500;

/** Reads the people again: who has the app, who has blocked it, what is unread. */
export async function readPeople(state) {
  const { people, bot } = await api.people();
  state.people = people;
  state.botName = bot?.name ?? state.botName;
  for (const id of state.open) {
    const person = state.person(id);
    if (person !== undefined) person.unread = 0;
  }
  state.tell('people');
}

/** Reading from the sandbox what events do not bring: everything at first and after a loss, a little now and then. */
export function createReading({ state, chats, openChats, time, breaking, tenantName }) {
  let isAnewUnderWay;
  let isSoonAsked = false;

  const readTenant = async () => {
    const [tenant, { suggestions }] = await Promise.all([api.tenant(), api.suggestions()]);
    state.suggestions = suggestions;
    tenantName.textContent = `${tenant.tenantName}, an offline tenant`;
  };
  const readHappenings = async () => {
    const { happenings } = await api.happenedSince(0);
    state.happenings = happenings;
    state.tell('happened');
  };
  const everything = async () => {
    await readPeople(state);
    await Promise.all([readTenant(), readHappenings(), time.read(), breaking.look()]);
  };
  const beginAnew = async () => {
    chats.forget();
    state.tell('reset');
    await everything();
    openChats.remake();
  };
  return {
    everything,
    /** After a reset, or a loss too long to catch up with; several calls at once are one. */
    anew() {
      isAnewUnderWay ??= beginAnew()
        .catch((error) => state.tell('problem', error.message))
        .finally(() => {
          isAnewUnderWay = undefined;
        });
      return isAnewUnderWay;
    },
    /** What is broken and which events wait change with what happens: read again once it is quiet for a moment. */
    soon() {
      if (isSoonAsked) return;
      isSoonAsked = true;
      setTimeout(() => {
        isSoonAsked = false;
        void breaking.look();
        time.read().catch(() => undefined);
      }, quietMs);
    },
  };
}
