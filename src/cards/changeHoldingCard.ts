import { isPimError } from '../pim/errors.ts';
import { explain } from '../words/errors.ts';
import { type ChangeKind, type ChangeWords } from '../words/changeWords.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { changeFormCard } from './changeFormCard.ts';
import { type ChangeSubject, keyOf, leadOf, type OpenChange } from './changeOnCard.ts';
import { explanationLines } from './explanationLines.ts';
import { signInAction } from './requestActions.ts';
import { line } from './runs.ts';
import { drawSheet, type Tone } from './sheet.ts';
import { verbs } from './verbs.ts';

/** A change, from the form to its outcome. */
export type ChangeOnCard = OpenChange | ChangeOutcome;

/** What came of a change, or has not come yet. */
export type ChangeOutcome = ChangeSubject &
  (
    | {
        readonly state: 'dismissed' | 'working' | 'needsSignIn' | 'unclear' | 'done';
        readonly operationId?: string | undefined;
      }
    | { readonly state: 'refused'; readonly error: unknown }
  );

const tones: Readonly<
  Record<'dismissed' | 'working' | 'needsSignIn' | 'unclear' | 'done' | 'refused', Tone>
> = {
  dismissed: 'default',
  working: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  done: 'good',
  refused: 'attention',
};

/** Asks, asks once more, and then says what came of it, all on one message. */
export const changeHoldingCard = (context: CardContext, change: ChangeOnCard): Card =>
  'form' in change ? changeFormCard(context, change) : outcomeCard(context, change);

/** A refusal after which something is changed all the same is told apart from one that changed nothing. */
function saidOf(
  words: ChangeWords,
  change: ChangeOutcome,
): { readonly heading: string; readonly next: string } {
  if (change.state === 'done') return words.done(change.what);
  if (change.state !== 'refused') return words.states[change.state];
  if (isPimError(change.error, 'assignment_kept')) return words.states.half;
  return isPimError(change.error, 'change_undone') ? words.states.undone : words.states.refused;
}

function outcomeCard(context: CardContext, change: ChangeOutcome): Card {
  const { changes: words, errors, notices } = wordsFor(context.locale);
  const { heading, next } = saidOf(words, change);
  return drawSheet(context, {
    tone: tones[change.state],
    kind: words.heading(change.what),
    heading,
    lead: leadOf(context, change),
    lines:
      change.state === 'refused'
        ? explanationLines(explain(errors, change.error, timesFor(context)))
        : [line(next)],
    actions: outcomeActions(context, change),
    preview: {
      summary: words.summary(heading, change.role.name),
      discreetSummary: notices.discreet,
      typed: words.typed(change.what),
    },
  });
}

function outcomeActions(context: CardContext, change: ChangeOutcome): readonly CardAction[] {
  const { buttons } = wordsFor(context.locale);
  const portal = link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' });
  switch (change.state) {
    case 'needsSignIn':
      return [signInAction(context, buttons, { operationId: change.operationId })];
    case 'refused':
      return [...againButton(context, change), portal];
    case 'unclear':
      return [portal];
    case 'dismissed':
    case 'working':
    case 'done':
      return [];
  }
}

/** What has no form of its own begins with the one that leads to it. */
const formsOf: Readonly<Partial<Record<ChangeKind, ChangeKind>>> = {
  updateEligible: 'extendEligible',
  updateActive: 'extendActive',
};

function againButton(context: CardContext, change: ChangeSubject): readonly CardAction[] {
  const { changes: words } = wordsFor(context.locale);
  const what = formsOf[change.what] ?? change.what;
  return [button(context, words.heading(what), verbs.changeHolding, keyOf({ ...change, what }))];
}
