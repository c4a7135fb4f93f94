import { button, element, icon, iconButton } from './element.js';
import { remembered } from './remembered.js';

const minuteMs = 60_000;
const activationMs = 120 * minuteMs;

const words = 'activate exchange admin 2h mailbox stuck';
const stories = [
  { requestor: 'Ana Ruiz', approver: 'Ben Okafor' },
  { requestor: 'Oda Lunde', approver: 'Per Øvrebø' },
];

/** Who asks and who approves in the story of this tenant's first visit; empty where none is known. */
export function storyOf(people) {
  const named = (name) => people.find((person) => person.name === name);
  const story = stories.find(({ requestor, approver }) => named(requestor) && named(approver));
  return story === undefined ? {} : { requestor: named(story.requestor), approver: named(story.approver) };
}

/**
 * Three suggestions that lead through request, approval and expiry. Each does its step and says what to look at;
 * `act` has what they set off: `say(person, text)`, `beside(person)`, `forward(milliseconds)`.
 */
export function createTour({ state, act }) {
  const { requestor, approver } = storyOf(state.people);
  if (requestor === undefined || remembered.read('tour') === 'hidden') return undefined;

  const steps = [
    {
      title: `Ask as ${requestor.givenName}`,
      note: `“${words}”`,
      run: () => act.say(requestor.id, words),
    },
    {
      title: `Approve as ${approver.givenName}`,
      note: `Press Approve on the card in ${approver.givenName}'s chat.`,
      run: () => act.beside(approver.id),
      isDoneByPress: true,
    },
    {
      title: 'Let two hours pass',
      note: 'The activation ends, and Latchkey says so.',
      run: () => act.forward(activationMs + minuteMs),
    },
  ];
  const done = new Set();
  const finish = (at) => {
    done.add(at);
    showDone();
  };
  const rows = steps.map(({ title, note, run, isDoneByPress }, at) => {
    const row = element(
      'li',
      { class: 'tour-step' },
      element('span', { class: 'tour-number', 'aria-hidden': 'true' }, String(at + 1)),
      button({
        title,
        class: 'tour-run',
        onclick: () => {
          if (isDoneByPress !== true) finish(at);
          void run();
        },
      }),
      element('span', { class: 'tour-note' }, note),
    );
    return row;
  });
  const heading = element('h2');
  const showDone = () => {
    heading.textContent =
      done.size === steps.length
        ? 'That is the whole way. Say “help”, or break something.'
        : 'Request, approve, expire';
    rows.forEach((row, at) => {
      const isDone = done.has(at);
      row.classList.toggle('tour-done', isDone);
      row.querySelector('.tour-number').replaceChildren(isDone ? icon('check') : String(at + 1));
      row.classList.toggle('tour-next', !isDone && (at === 0 || done.has(at - 1)));
    });
  };
  showDone();
  state.follow('pressed', (id) => {
    if (id === approver.id) finish(steps.findIndex(({ isDoneByPress }) => isDoneByPress));
  });
  state.follow('reset', () => {
    done.clear();
    showDone();
  });

  const view = element(
    'section',
    { class: 'tour', 'aria-label': 'First steps' },
    element(
      'header',
      { class: 'tour-head' },
      heading,
      iconButton({
        label: 'Hide first steps',
        iconName: 'close',
        class: 'quiet',
        onclick: () => {
          remembered.write('tour', 'hidden');
          view.remove();
        },
      }),
    ),
    element('ol', { class: 'tour-steps' }, rows),
  );
  return view;
}
