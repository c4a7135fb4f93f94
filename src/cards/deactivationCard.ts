import { isPimError } from '../pim/errors.ts';
import { explain } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { signInAction } from './requestActions.ts';
import { roleLine } from './roleLine.ts';
import { roleKey, type RoleOnCard } from './roleOnCard.ts';
import { line } from './runs.ts';
import { drawSheet, type Tone } from './sheet.ts';
import { verbs } from './verbs.ts';

/** A role that is being given back before its end. */
export interface DeactivationOnCard {
  readonly role: RoleOnCard;
  readonly state: DeactivationState;
  readonly operationId?: string | undefined;
}

/** Where a deactivation stands. `refused`: `error` is what was thrown. */
export type DeactivationState =
  | { readonly kind: 'working' | 'needsSignIn' | 'unclear' | 'done' }
  | { readonly kind: 'refused'; readonly error: unknown };

const tones: Readonly<Record<DeactivationState['kind'], Tone>> = {
  working: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  done: 'good',
  refused: 'attention',
};

/** What is found out, or done, in the portal where it ended so. */
const throughPortal = ['relay_off', 'relay_stopped', 'quarantined', 'outcome_never_learnt'] as const;

/** Deactivating, from the press to the confirmation. */
export function deactivationCard(context: CardContext, deactivation: DeactivationOnCard): Card {
  const words = wordsFor(context.locale);
  const { role, state } = deactivation;
  const heading = words.deactivation[state.kind];
  const next: Readonly<Record<Exclude<DeactivationState['kind'], 'refused'>, string>> = {
    working: words.deactivation.workingNext,
    needsSignIn: words.deactivation.needsSignInNext,
    unclear: words.deactivation.unclearNext,
    done: words.deactivation.doneNext,
  };
  return drawSheet(context, {
    tone: tones[state.kind],
    heading,
    lead: roleLine(words.roles, role),
    lines:
      state.kind === 'refused'
        ? explanationLines(explain(words.errors, state.error, timesFor(context)))
        : [line(next[state.kind])],
    actions: deactivationActions(context, deactivation),
    preview: {
      summary: words.requests.summary(heading, role.name),
      discreetSummary: words.notices.discreet,
      typed: words.deactivation.typed,
    },
  });
}

function deactivationActions(context: CardContext, deactivation: DeactivationOnCard): readonly CardAction[] {
  const { buttons } = wordsFor(context.locale);
  const key = roleKey(deactivation.role);
  switch (deactivation.state.kind) {
    case 'needsSignIn':
      return [signInAction(context, buttons, deactivation)];
    case 'done':
      return [button(context, buttons.activateAgain, verbs.activateAgain, key)];
    case 'refused':
      return [
        button(context, buttons.deactivate, verbs.deactivateRole, key),
        ...(isPimError(deactivation.state.error, ...throughPortal)
          ? [link(buttons.openInEntra, context.portalUrl)]
          : []),
      ];
    case 'working':
    case 'unclear':
      return [];
  }
}
