/* global setInterval */
import { button, element, icon } from './element.js';
import { dayIn, hourIn, lengthInWords, placeOf } from './time.js';

const minuteMs = 60_000;
const tickMs = 1000;

/**
 * The sandbox's time and how to move it: "+15 min", "to the next event", "+1 day". Only forward; a reset of the
 * tenant brings the real time back.
 */
export function createTimeControl({ state, api, say }) {
  const now = element('time', { class: 'clock-now' });
  const place = element('span', { class: 'clock-place' });
  const moves = [
    {
      title: '+15 min',
      name: '+15 min: Move time 15 minutes forward',
      how: () => ({ forwardMs: 15 * minuteMs }),
    },
    {
      title: 'Next event',
      name: 'Next event: Move time to the next event',
      how: () => ({ toNextEvent: true }),
    },
    {
      title: '+1 day',
      name: '+1 day: Move time one day forward',
      how: () => ({ forwardMs: 1440 * minuteMs }),
    },
  ];
  const buttons = moves.map(({ title, name, how }) =>
    button({ title, class: 'quiet', 'aria-label': name, onclick: () => void move(how()) }),
  );
  const [, toNext] = buttons;

  const show = () => {
    const at = state.now();
    const zone = state.zone();
    now.textContent = `${dayIn(zone, at)} ${hourIn(zone, at)}`;
    now.setAttribute('datetime', at.toISOString());
    place.textContent = placeOf(zone);
    const next = state.clock.upcoming.map((time) => new Date(time)).find((time) => time > at);
    const words =
      next === undefined
        ? 'No event is waiting'
        : `Next event ${dayIn(zone, next)} ${hourIn(zone, next)}, in ${lengthInWords(next - at)}`;
    toNext.title = words;
    toNext.toggleAttribute('disabled', next === undefined);
  };
  const take = ({ shiftMs, upcoming }) => {
    state.clock = { shiftMs, upcoming };
    state.tell('clock');
  };
  const move = async (how) => {
    buttons.forEach((each) => each.setAttribute('aria-disabled', 'true'));
    try {
      take(await api.moveClock(how));
      say(`It is now ${now.textContent}.`);
    } catch (error) {
      say(error.message);
    }
    buttons.forEach((each) => each.removeAttribute('aria-disabled'));
  };

  state.follow('clock', show);
  state.follow('open', show);
  setInterval(() => state.tell('clock'), tickMs);
  return {
    element: element(
      'div',
      { class: 'time-control', role: 'group', 'aria-label': 'Time' },
      icon('clock'),
      element('span', { class: 'clock-words' }, now, ' ', place),
      buttons,
    ),
    move,
    /** Reads the sandbox's clock again. */
    async read() {
      take(await api.clock());
    },
  };
}
