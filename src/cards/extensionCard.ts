import { isPimError } from '../pim/errors.ts';
import { type EligibleRole } from '../pim/roles.ts';
import { explain } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CardAction, link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { signInAction } from './requestActions.ts';
import { roleLine } from './roleLine.ts';
import { roleButton } from './roleButton.ts';
import { type RoleOnCard } from './roleOnCard.ts';
import { line, type Line, subtle } from './runs.ts';
import { drawSheet, type Tone } from './sheet.ts';
import { verbs } from './verbs.ts';

/** Where a wish for more time stands. `refused`: `error` is what was thrown. */
export type ExtensionState =
  | { readonly kind: 'working' | 'needsSignIn' | 'unclear' | 'asked' }
  | { readonly kind: 'refused'; readonly error: unknown };

/** An eligibility for which its owner asks for more time. */
export interface ExtensionOnCard {
  readonly role: RoleOnCard;
  readonly state: ExtensionState;
  readonly operationId?: string | undefined;
}

const tones: Readonly<Record<ExtensionState['kind'], Tone>> = {
  working: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  asked: 'accent',
  refused: 'attention',
};

/**
 * What every list says and offers of an eligibility that ends soon. Only what somebody holds themselves can be asked for,
 * and once: a group's eligibility is its owner's to extend.
 */
export function moreTime(
  context: CardContext,
  {
    memberType,
    isExtensionAsked,
  }: Pick<EligibleRole, 'memberType'> & { isExtensionAsked?: true | undefined },
  role: RoleOnCard,
): { readonly lines: readonly Line[]; readonly actions: readonly CardAction[] } {
  if (memberType !== 'Direct') return { lines: [], actions: [] };
  const { askedAlready } = wordsFor(context.locale).followUps.extension;
  return isExtensionAsked === true
    ? { lines: [subtle(askedAlready)], actions: [] }
    : { lines: [], actions: eligibilityActions(context, role) };
}

function eligibilityActions(context: CardContext, role: RoleOnCard): readonly CardAction[] {
  const words = wordsFor(context.locale);
  const { askForExtension } = words.followUps.buttons;
  return [roleButton(context, words, askForExtension, verbs.extendEligibility, role)];
}

/** Asking for more time, from the press to the answer: an administrator decides it, in the portal. */
export function extensionCard(context: CardContext, extension: ExtensionOnCard): Card {
  const words = wordsFor(context.locale);
  const { headings, workingNext, needsSignInNext, unclearNext, askedNext } = words.followUps.extension;
  const { role, state } = extension;
  const next = { working: workingNext, needsSignIn: needsSignInNext, unclear: unclearNext, asked: askedNext };
  const heading = headings[state.kind];
  return drawSheet(context, {
    tone: tones[state.kind],
    heading,
    lead: roleLine(words.roles, role),
    lines:
      state.kind === 'refused'
        ? explanationLines(explain(words.errors, state.error, timesFor(context)))
        : [line(next[state.kind])],
    actions: extensionActions(context, extension),
    preview: {
      summary: words.requests.summary(heading, role.name),
      discreetSummary: words.notices.discreet,
      typed: words.requests.typed,
    },
  });
}

function extensionActions(
  context: CardContext,
  { role, state, operationId }: ExtensionOnCard,
): readonly CardAction[] {
  const { buttons } = wordsFor(context.locale);
  const portal = link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' });
  switch (state.kind) {
    case 'needsSignIn':
      return [signInAction(context, buttons, { operationId })];
    case 'refused':
      return isPimError(state.error, 'request_pending_already')
        ? [portal]
        : [...eligibilityActions(context, role), portal];
    case 'unclear':
    case 'asked':
      return [portal];
    case 'working':
      return [];
  }
}
