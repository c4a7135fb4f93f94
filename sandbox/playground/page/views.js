/* global document, matchMedia */
import { button, element, iconButton } from './element.js';
import { remembered } from './remembered.js';

const views = [
  { name: 'people', title: 'People', iconName: 'people' },
  { name: 'chat', title: 'Chat', iconName: 'chat' },
  { name: 'happened', title: 'Happened', iconName: 'audit' },
  { name: 'sandbox', title: 'Sandbox', iconName: 'sliders' },
];

/**
 * Which parts of the page show. A narrow screen has one at a time, chosen at its foot; a wide one has them all, and
 * only "What happened" can be closed.
 */
export function createViews({ state, root, isPaneClosed }) {
  const { body } = document;
  const tabs = views.map(({ name, title, iconName }) =>
    button({ title, iconName, class: 'view-tab', onclick: () => show(name) }),
  );
  root.append(...tabs);
  const unread = element('span', { class: 'badge', hidden: true });
  tabs[0].append(unread);
  state.follow('people', () => {
    const count = state.people.reduce((sum, person) => sum + person.unread, 0);
    unread.hidden = count === 0;
    unread.textContent = String(count);
  });
  const show = (name) => {
    body.dataset.view = name;
    views.forEach((view, at) => {
      if (view.name === name) tabs[at].setAttribute('aria-current', 'page');
      else tabs[at].removeAttribute('aria-current');
    });
  };

  const paneButton = iconButton({ label: 'What happened', iconName: 'pane', class: 'quiet pane-toggle' });
  const setPane = (isOpen) => {
    body.dataset.pane = isOpen ? 'open' : 'closed';
    paneButton.setAttribute('aria-expanded', String(isOpen));
    paneButton.setAttribute('aria-controls', 'happened');
  };
  const hasRoom = matchMedia('(min-width: 1100px)').matches;
  setPane(!isPaneClosed && hasRoom && remembered.read('pane') !== 'closed');
  const togglePane = () => {
    const isOpen = body.dataset.pane !== 'open';
    setPane(isOpen);
    remembered.write('pane', isOpen ? 'open' : 'closed');
    if (!isOpen) paneButton.focus();
  };
  paneButton.addEventListener('click', togglePane);

  show('chat');
  return { show, paneButton, togglePane };
}
