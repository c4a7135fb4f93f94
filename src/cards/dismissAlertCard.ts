import { isPimAlertName } from '../pim/alerts/pimAlerts.ts';
import { type DismissalWords } from '../words/alertWords.ts';
import { explain } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { signInAction } from './requestActions.ts';
import { line, run, subtle, type Line } from './runs.ts';
import { drawSheet, type Tone } from './sheet.ts';
import { verbs } from './verbs.ts';

/** Dismissing one of PIM's own alerts, from the question to its outcome. */
export type DismissAlertOnCard = { readonly alertId: string; readonly alertName: string } & (
  | { readonly state: 'confirm'; readonly draftId: string }
  | { readonly state: 'left' }
  | { readonly state: 'working' | 'needsSignIn' | 'unclear' | 'done'; readonly operationId: string }
  | { readonly state: 'refused'; readonly operationId: string; readonly error: unknown }
);

const tones: Readonly<Record<DismissAlertOnCard['state'], Tone>> = {
  confirm: 'default',
  left: 'default',
  working: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  done: 'good',
  refused: 'attention',
};

/** Asks once more before it is done, and then says what came of it, on the same message. */
export function dismissAlertCard(context: CardContext, shown: DismissAlertOnCard): Card {
  const { alerts } = wordsFor(context.locale);
  const words = alerts.dismissal;
  const heading = shown.state === 'confirm' ? words.confirmHeading : words.states[shown.state].heading;
  const { title } = isPimAlertName(shown.alertName) ? alerts.pim[shown.alertName] : alerts.otherPim;
  return drawSheet(context, {
    tone: tones[shown.state],
    kind: words.heading,
    heading,
    lead: [[run(title, { weight: 'Bolder' })]],
    lines: linesOf(context, words, shown),
    actions: actionsOf(context, words, shown),
    preview: {
      summary: alerts.summary(heading.replace(/\?$/u, ''), title),
      discreetSummary: alerts.discreet,
      typed: words.typed,
    },
  });
}

function linesOf(context: CardContext, words: DismissalWords, shown: DismissAlertOnCard): readonly Line[] {
  if (shown.state === 'confirm') return [line(words.meaning), subtle(words.lasts)];
  if (shown.state !== 'refused') return [line(words.states[shown.state].next)];
  const { errors } = wordsFor(context.locale);
  return explanationLines(explain(errors, shown.error, timesFor(context)));
}

function actionsOf(
  context: CardContext,
  words: DismissalWords,
  shown: DismissAlertOnCard,
): readonly CardAction[] {
  const { buttons } = wordsFor(context.locale);
  const portal = link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' });
  switch (shown.state) {
    case 'confirm': {
      const key = { alertId: shown.alertId, draftId: shown.draftId };
      return [
        button(context, words.confirm, verbs.confirmDismissal, key, { style: 'positive' }),
        button(context, words.leave, verbs.leaveAlert, key),
        portal,
      ];
    }
    case 'needsSignIn':
      return [signInAction(context, buttons, { operationId: shown.operationId })];
    case 'refused':
    case 'unclear':
      return [portal];
    case 'left':
    case 'working':
    case 'done':
      return [];
  }
}
