import { element, icon, uniqueId } from './element.js';
import { secondIn } from './time.js';

/** The filters of the pane, with the kinds of happening each shows. */
export const filters = [
  { name: 'All', kinds: undefined },
  { name: 'Graph', kinds: ['graph'] },
  { name: 'Entra', kinds: ['login'] },
  { name: 'Teams', kinds: ['connector', 'activity'] },
  { name: 'Audit', kinds: ['audit'] },
];

const pictures = {
  graph: 'graph',
  login: 'key',
  connector: 'out',
  activity: 'in',
  audit: 'audit',
  control: 'sliders',
  ticket: 'out',
};
const places = {
  graph: 'Graph',
  login: 'Entra',
  connector: 'To Teams',
  activity: 'From Teams',
  audit: 'Audit',
  control: 'Sandbox',
  ticket: 'Ticket system',
};

const isSame = (one, other) =>
  one.kind === other.kind &&
  one.summary === other.summary &&
  one.actor === other.actor &&
  one.status === other.status;

/** Happenings in order, with those that repeat one after the other told once: `{ happening, count }`. */
export function inRuns(happenings) {
  const runs = [];
  for (const happening of happenings) {
    const last = runs.at(-1);
    if (last !== undefined && isSame(last.happening, happening)) {
      runs[runs.length - 1] = { first: last.first, happening, count: last.count + 1 };
    } else runs.push({ first: happening, happening, count: 1 });
  }
  return runs;
}

function statusView(status) {
  if (status === undefined || status === null) return null;
  const tone = status >= 500 ? 'bad' : status >= 400 ? 'refused' : 'fine';
  return element('span', { class: `status status-${tone}` }, String(status));
}

function wireView(wire, id) {
  const part = (title, text) =>
    text === undefined || text === ''
      ? []
      : [element('h4', {}, title), element('pre', { tabindex: '0' }, text)];
  return element(
    'div',
    { id, class: 'wire', hidden: true },
    part('Asked', wire.request),
    part('Answered', wire.response),
  );
}

/** One line in human words, which opens to what went over the wire. */
export function happeningRow({ happening, count }, zone) {
  const { kind, at, summary, actor, status, wire } = happening;
  const wireId = uniqueId('wire');
  const words = [
    element(
      'span',
      { class: `happening-kind kind-${kind}`, title: places[kind] },
      icon(pictures[kind] ?? 'sliders'),
      element('span', { class: 'visually-hidden' }, `${places[kind] ?? kind}: `),
    ),
    element(
      'span',
      { class: 'happening-words' },
      element(
        'span',
        { class: 'happening-summary' },
        summary,
        count > 1 ? element('span', { class: 'times' }, ` ×${count}`) : null,
      ),
      element(
        'span',
        { class: 'happening-note' },
        element('time', { datetime: at }, secondIn(zone, new Date(at))),
        actor === undefined || actor === null || summary.startsWith(actor) ? null : ` · as ${actor}`,
      ),
    ),
    statusView(status),
  ];
  const hasWire = wire !== undefined && wire !== null && (wire.request ?? wire.response) !== undefined;
  if (!hasWire)
    return element('li', { class: 'happening' }, element('div', { class: 'happening-line' }, words));
  const details = wireView(wire, wireId);
  const line = element(
    'button',
    {
      type: 'button',
      class: 'happening-line',
      'aria-expanded': 'false',
      'aria-controls': wireId,
      onclick: () => {
        details.hidden = !details.hidden;
        line.setAttribute('aria-expanded', String(!details.hidden));
      },
    },
    words,
    icon('chevron'),
  );
  return element('li', { class: 'happening' }, line, details);
}
