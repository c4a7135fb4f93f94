import { button, element } from './element.js';
import { faultPresets } from './faultPresets.js';
import { menuButton, menuItem } from './menu.js';

const inWords = ({ match, times, status, delayMs, cut }) => {
  const path = match.path?.replaceAll('\\/', '/');
  const what =
    cut !== undefined ? 'cut' : status !== undefined ? `answered ${status}` : `${delayMs / 1000} s late`;
  const where = path?.startsWith('^/teams/') ? 'Teams' : path?.startsWith('^/graph/') ? 'Graph' : 'Any';
  return `${where}: next ${times} call${times === 1 ? '' : 's'} ${what}`;
};

/**
 * The menu of things to break. A number on its button counts what still waits to break; `say(sentence)` tells what
 * was done or went wrong.
 */
export function createBreakMenu({ state, api, approver, say }) {
  const count = element('span', { class: 'badge', hidden: true });
  const opener = button({ title: 'Break something', iconName: 'break', class: 'quiet' });
  opener.append(count);
  let waiting = [];

  const look = async () => {
    const { faults } = await api.faults().catch(() => ({ faults: [] }));
    waiting = faults;
    count.hidden = waiting.length === 0;
    count.textContent = String(waiting.length);
    opener.setAttribute(
      'aria-label',
      waiting.length === 0 ? 'Break something' : `Break something, ${waiting.length} waiting to break`,
    );
  };
  const people = () => ({
    me: state.person(state.open[0]),
    approver,
  });
  const run = async (title, act) => {
    try {
      await act();
      say(title);
    } catch (error) {
      say(error.message);
    }
    await look();
  };

  const anchor = menuButton(
    opener,
    'Break something',
    ({ close }) => [
      ...faultPresets
        .filter(({ isPossible }) => isPossible?.(people()) ?? true)
        .map(({ title, note, post }) => {
          const words = typeof title === 'function' ? title(people()) : title;
          return menuItem({
            title: words,
            note,
            onChoose: () => {
              close({ refocus: true });
              void run(`Set: ${words}.`, () => post(api, people()));
            },
          });
        }),
      element('div', { class: 'menu-line', role: 'separator' }),
      ...waiting.map((fault) => element('p', { class: 'menu-waiting' }, inWords(fault))),
      menuItem({
        title: 'Break nothing any more',
        note: waiting.length === 0 ? 'Nothing waits to break.' : `${waiting.length} waiting`,
        onChoose: () => {
          close({ refocus: true });
          void run('Nothing is broken any more.', () => api.clearFaults());
        },
      }),
    ],
    { alignment: 'end' },
  );
  void look();
  return { element: anchor, look };
}
