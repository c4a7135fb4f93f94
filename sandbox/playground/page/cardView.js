/* global document, window */
import { kindOfAction, parseCard } from './cardLibrary.js';
import { element } from './element.js';
import { askInWindow, closedSentence } from './signInWindow.js';

/** The first words of a card, for its name where the bot gave none. */
function firstText(item) {
  if (item === null || typeof item !== 'object') return undefined;
  if (item.type === 'TextBlock') return item.text;
  if (item.type === 'RichTextBlock') return item.inlines?.map((run) => run.text ?? run).join('');
  for (const child of [item.body, item.items, item.columns].flat()) {
    const text = firstText(child);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What a screen reader calls the card: its own words for that, else the notification's, else its first text. */
const nameOfCard = (content, summary) => content.speak ?? summary ?? firstText(content) ?? 'Card';

function openInNewTab(address) {
  const isWeb = /^https?:\/\//i.test(address ?? '');
  if (isWeb) window.open(address, '_blank', 'noopener,noreferrer');
}

/** What the bot receives of a press: the action's own data with the inputs merged into it, as Teams does. */
const pressOf = (action, kind) => ({
  type: kind === 'execute' ? 'Action.Execute' : 'Action.Submit',
  ...(action.id === undefined ? {} : { id: action.id }),
  ...(kind === 'execute' && action.verb !== undefined ? { verb: action.verb } : {}),
  data: action.data ?? {},
});

/** The link of a sign-in button: the client opens it in a window of its own and posts nothing (Teams: `signin`). */
const signInLinkOf = ({ data }) =>
  data?.msteams?.type === 'signin' && /^https?:\/\//i.test(data.msteams.value)
    ? data.msteams.value
    : undefined;

/**
 * One card of a message. `onPress(press)` posts it, `onCode(code)` what a sign-in window gave; both resolve with a
 * sentence when something went wrong. `redraw` shows another content in place and keeps what a person was typing,
 * unless it answers a press of their own.
 */
export function createCardView({ content, summary, onPress, onCode }) {
  const typed = new Map();
  const surface = element('div', { class: 'card-surface' });
  const problem = element('p', { class: 'card-problem', role: 'alert', hidden: true });
  const view = element('div', { class: 'card', role: 'group', tabindex: '-1' }, surface, problem);
  let isBusy = false;

  const setBusy = (busy, pressed) => {
    isBusy = busy;
    view.classList.toggle('card-busy', busy);
    view.setAttribute('aria-busy', String(busy));
    for (const old of surface.querySelectorAll('.pressed')) old.classList.remove('pressed');
    if (busy) pressed?.classList.add('pressed');
  };
  const complain = (sentence) => {
    problem.hidden = sentence === undefined;
    problem.textContent = sentence ?? '';
  };

  const signIn = async (address) => {
    complain(undefined);
    const drawn = drawnContent;
    const code = await askInWindow(address);
    const sentence = code === undefined ? closedSentence : await onCode(code);
    // A card that was drawn anew in the meantime says itself what happened.
    if (drawn === drawnContent) complain(sentence);
  };
  const press = async (action) => {
    const kind = kindOfAction(action);
    const signInLink = kind === 'submit' ? signInLinkOf(action) : undefined;
    if (signInLink !== undefined) {
      void signIn(signInLink);
      return;
    }
    if (kind === 'openUrl') openInNewTab(action.url);
    if (isBusy || kind === undefined || kind === 'openUrl') return;
    const pressed = action.renderedElement ?? undefined;
    setBusy(true, pressed);
    complain(undefined);
    // What comes back may ask for the same inputs with other values; only a press in vain leaves what was typed.
    const typedBefore = [...typed];
    typed.clear();
    const sentence = await onPress(pressOf(action, kind));
    setBusy(false);
    if (sentence === undefined) return;
    complain(sentence);
    for (const [id, value] of typedBefore) typed.set(id, value);
  };

  let drawnContent;
  const redraw = (next, nextSummary) => {
    const nextContent = JSON.stringify(next);
    if (nextContent === drawnContent) return;
    drawnContent = nextContent;
    const focused = view.contains(document.activeElement) ? document.activeElement : undefined;
    const card = parseCard(next, typed);
    card.onExecuteAction = (action) => void press(action);
    card.onInputValueChanged = (input) => typed.set(input.id, input.value);
    const drawn = card.render();
    complain(undefined);
    if (isBusy) setBusy(true);
    surface.replaceChildren(drawn ?? next.fallbackText ?? '');
    view.setAttribute('aria-label', nameOfCard(next, nextSummary));
    view.classList.toggle('card-full', next.msteams?.width === 'Full');
    if (focused !== undefined) refocus(view, focused);
  };

  redraw(content, summary);
  return { element: view, redraw };
}

/** After a redraw: the same input or button if the card still has it, else the card itself. */
function refocus(view, focused) {
  const byLabel = [...view.querySelectorAll('button, input, textarea, select')].find(
    (candidate) =>
      candidate.tagName === focused.tagName &&
      (candidate.getAttribute('aria-label') ?? candidate.name) ===
        (focused.getAttribute('aria-label') ?? focused.name),
  );
  (byLabel ?? view).focus({ preventScroll: true });
}
