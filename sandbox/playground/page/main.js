/* global document, setTimeout */
import { readAddress } from './address.js';
import { api } from './api.js';
import { createBreakMenu } from './breakMenu.js';
import { setUpCardLibrary } from './cardLibrary.js';
import { createChats } from './chats.js';
import { followEvents } from './events.js';
import { createHappenedPane } from './happenedPane.js';
import { createOpenChats } from './openChats.js';
import { createPeopleList } from './peopleList.js';
import { createReading, readPeople } from './reading.js';
import { createResetButton } from './resetButton.js';
import { createState } from './state.js';
import { createThemeButton } from './theme.js';
import { createTimeControl } from './timeControl.js';
import { createTour, storyOf } from './tour.js';
import { createViews } from './views.js';

const byId = (id) => document.getElementById(id);
const sayMs = 5000;

/** The one line for what the page itself has to say. */
function createNotice(line) {
  let said = 0;
  return (sentence, { stays = false } = {}) => {
    said += 1;
    const mine = said;
    line.textContent = sentence;
    line.hidden = false;
    if (stays) return;
    setTimeout(() => {
      if (mine === said) line.hidden = true;
    }, sayMs);
  };
}

/** Who is open at first: whom the address names, else the requestor of the story, else the first person. */
function firstOpen(state, { person, beside }) {
  const known = (id) => state.person(id)?.id;
  const first = known(person) ?? storyOf(state.people).requestor?.id ?? state.people[0].id;
  const second = known(beside);
  return second === undefined || second === first ? [first] : [first, second];
}

/** The chats with the first steps above the first of them. */
function createChatArea({ state, chats, time, views }) {
  const tour = createTour({
    state,
    act: {
      say: async (person, text) => {
        openChats.pick(person);
        views.show('chat');
        await openChats.viewOf(person)?.say(text);
      },
      beside: (person) => {
        openChats.beside(person);
        views.show('chat');
      },
      forward: (milliseconds) => time.move({ forwardMs: milliseconds }),
    },
  });
  const root = byId('chats');
  const openChats = createOpenChats({ state, chats, api, root });
  if (tour !== undefined) root.prepend(tour);
  return openChats;
}

/** Puts the page together and keeps it in step with the sandbox. */
async function start() {
  const asked = readAddress();
  const state = createState();
  const chats = createChats(state, api);
  const say = createNotice(byId('connection'));
  const theme = createThemeButton(asked.theme);
  setUpCardLibrary();
  const views = createViews({ state, root: byId('views'), isPaneClosed: asked.isPaneClosed });
  await readPeople(state);

  const time = createTimeControl({ state, api, say });
  const breaking = createBreakMenu({ state, api, approver: storyOf(state.people).approver, say });
  const openChats = createChatArea({ state, chats, time, views });
  const reading = createReading({ state, chats, openChats, time, breaking, tenantName: byId('tenant-name') });
  // Who reads first and listens then misses what comes in between.
  await follow({ state, chats, time, reading, say });
  const reset = async () => {
    try {
      await api.reset();
      await reading.anew();
      say('The tenant is back at its beginning.');
    } catch (error) {
      say(error.message);
    }
  };
  byId('sandbox-controls').append(
    time.element,
    breaking.element,
    createResetButton(() => void reset()),
  );
  byId('view-controls').append(theme, views.paneButton);
  const andShowChat = (choose) => (id) => {
    choose(id);
    views.show('chat');
  };
  createPeopleList({
    state,
    root: byId('people'),
    onPick: andShowChat(openChats.pick),
    onBeside: andShowChat(openChats.beside),
  });
  createHappenedPane({ state, root: byId('happened'), onClose: views.togglePane });
  state.follow('problem', say);
  openChats.open(firstOpen(state, asked));
  await reading.everything();
}

/** Turns events into changes of the state. Resolves once they come, or once it is clear that they do not yet. */
function follow({ state, chats, time, reading, say }) {
  const { promise, resolve } = Promise.withResolvers();
  let wasLost = false;
  const readClock = () => void time.read().catch(() => undefined);
  followEvents({
    connected(isAnew) {
      if (wasLost) say('The sandbox is there again.');
      if (isAnew) void reading.anew();
      wasLost = false;
      resolve();
    },
    lost() {
      resolve();
      if (!wasLost) say('The sandbox does not answer. Trying again…', { stays: true });
      wasLost = true;
    },
    message: (event) => chats.arrived(event, true),
    update: (event) => chats.arrived(event, false),
    delete: (event) => chats.removed(event),
    typing: ({ chat }) => chats.typing(chat, true),
    toast: (event) => state.tell('toast', event),
    unread: ({ chat, unread }) => {
      if (!state.open.includes(chat)) chats.setUnread(chat, unread);
    },
    people: () => void readPeople(state).catch(() => undefined),
    happening(happening) {
      if (happening.id <= (state.happenings.at(-1)?.id ?? 0)) return;
      state.happenings.push(happening);
      state.tell('happened');
      reading.soon();
    },
    clock: readClock,
    reset: () => void reading.anew(),
  });
  return promise;
}

start().catch((error) => {
  const line = byId('connection');
  line.textContent = `The page could not start. ${error.message}`;
  line.hidden = false;
});
