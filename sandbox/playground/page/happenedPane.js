/* global document, requestAnimationFrame */
import { element, iconButton, uniqueId } from './element.js';
import { placeChildren } from './placeChildren.js';
import { filters, happeningRow, inRuns } from './happenedRows.js';

const shownAtMost = 400;
const nearTheEndPx = 80;

const emptyWords = {
  All: 'Nothing has happened yet. Say something to Latchkey and see here what it asks of Graph, Entra and Teams.',
  Graph: 'Latchkey has asked Graph nothing yet.',
  Entra: 'No sign-in and no token yet.',
  Teams: 'Nothing has gone to or from Teams yet.',
  Audit: 'The audit log of the tenant is empty.',
};

function tabsView(panelId, onChoose) {
  const tabs = filters.map(({ name }, at) =>
    element(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tab',
        'aria-selected': String(at === 0),
        'aria-controls': panelId,
        tabindex: at === 0 ? '0' : '-1',
        onclick: () => choose(at),
      },
      name,
    ),
  );
  const choose = (chosen) => {
    tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', String(at === chosen));
      tab.tabIndex = at === chosen ? 0 : -1;
    });
    onChoose(filters[chosen]);
  };
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Show' }, tabs);
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
    choose(next);
    tabs[next].focus();
  });
  return list;
}

/** Up and down go from line to line. */
function followKeys(list) {
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || !document.activeElement.matches('.happening-line')) return;
    event.preventDefault();
    const lines = [...list.querySelectorAll('button.happening-line')];
    lines[lines.indexOf(document.activeElement) + step]?.focus();
  });
}

/**
 * The right-hand pane: in order, what the sandbox saw. Lines that are open stay open while new ones arrive, since a
 * line is drawn once and kept until its run grows.
 */
export function createHappenedPane({ state, root, onClose }) {
  const panelId = uniqueId('happenings');
  const list = element('ol', { class: 'happenings', 'aria-label': 'What happened, in order' });
  const empty = element('p', { class: 'pane-empty' });
  const panel = element(
    'div',
    { id: panelId, class: 'happened-panel', role: 'tabpanel', 'aria-label': filters[0].name },
    empty,
    list,
  );
  const drawn = new Map();
  let filter = filters[0];
  let isAsked = false;
  followKeys(list);

  const rowFor = (run) => {
    const old = drawn.get(run.first.id);
    if (old?.lastId === run.happening.id) return old.row;
    const row = happeningRow(run, state.zone());
    drawn.set(run.first.id, { row, lastId: run.happening.id });
    return row;
  };
  const show = () => {
    isAsked = false;
    const wasNearEnd = panel.scrollHeight - panel.scrollTop - panel.clientHeight < nearTheEndPx;
    const fitting = state.happenings.filter(({ kind }) => filter.kinds?.includes(kind) ?? true);
    const rows = inRuns(fitting).slice(-shownAtMost).map(rowFor);
    placeChildren(list, rows);
    empty.textContent = rows.length === 0 ? emptyWords[filter.name] : '';
    empty.hidden = rows.length > 0;
    if (wasNearEnd) panel.scrollTop = panel.scrollHeight;
  };
  // Many arrive at once: they are drawn together, with the next frame.
  const askToShow = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(show);
  };
  const redrawAll = () => {
    drawn.clear();
    askToShow();
  };
  const tabs = tabsView(panelId, (chosen) => {
    filter = chosen;
    drawn.clear();
    panel.setAttribute('aria-label', chosen.name);
    show();
    panel.scrollTop = panel.scrollHeight;
  });

  root.append(
    element(
      'header',
      { class: 'pane-head' },
      element('h2', { class: 'pane-title' }, 'What happened'),
      iconButton({
        label: 'Close what happened',
        iconName: 'close',
        class: 'quiet pane-close',
        onclick: onClose,
      }),
    ),
    tabs,
    panel,
  );
  state.follow('happened', askToShow);
  state.follow('open', redrawAll);
  show();
}
