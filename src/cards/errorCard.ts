import { type PimErrorCode } from '../pim/errors.ts';
import { explain } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { type ButtonWords } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type DraftKey, type RoleKey } from './actionShapes.ts';
import { button, link, type CardAction } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { roleLine } from './roleLine.ts';
import { roleKey, type RoleOnCard } from './roleOnCard.ts';
import { drawSheet } from './sheet.ts';
import { verbs } from './verbs.ts';

/** Something that helps after an error, as a button. */
export type WayOut =
  | { readonly kind: 'activateFor'; readonly draft: DraftKey; readonly durationMinutes: number }
  | { readonly kind: 'activate' | 'activateAgain' | 'deactivate'; readonly role: RoleKey }
  /** `url`: our own sign-in page; without it the button asks for one. */
  | { readonly kind: 'signIn'; readonly url: string | undefined; readonly operationId?: string }
  | { readonly kind: 'myRoles' | 'pending' | 'help' | 'portal' };

/** What went wrong, for whom it went wrong. */
export interface ErrorOnCard {
  /** Whatever was thrown. */
  readonly error: unknown;
  readonly role?: RoleOnCard | undefined;
  /** Without it, what usually helps for this error. */
  readonly waysOut?: readonly WayOut[];
}

const roles: WayOut = { kind: 'myRoles' };
const waiting: WayOut = { kind: 'pending' };
const portal: WayOut = { kind: 'portal' };

/** What usually helps; a code without an entry needs no button. */
const usualWaysOut: Readonly<Partial<Record<PimErrorCode, readonly WayOut[]>>> = {
  invalid_input: [{ kind: 'help' }],
  not_eligible: [roles],
  already_active: [roles],
  asked_too_long_ago: [roles],
  request_pending_already: [waiting],
  not_active: [roles],
  request_not_found: [waiting],
  request_not_pending: [waiting],
  request_not_cancelable: [roles],
  scope_refused: [roles],
  role_not_found: [roles],
  nobody_can_approve: [portal],
  forbidden: [portal],
  proof_insufficient: [portal],
  decide_in_portal: [portal],
  relay_stopped: [portal],
  relay_off: [portal],
  quarantined: [portal],
  outcome_unknown: [waiting, portal],
  outcome_never_learnt: [portal],
  unexpected_answer: [portal],
};

/** A refusal that helps: what, why, and a button for what now. */
export function errorCard(context: CardContext, { error, role, waysOut }: ErrorOnCard): Card {
  const words = wordsFor(context.locale);
  const explanation = explain(words.errors, error, timesFor(context));
  const ways = waysOut ?? (explanation.code === undefined ? [roles] : (usualWaysOut[explanation.code] ?? []));
  return drawSheet(context, {
    tone: 'warning',
    heading: words.errors.heading,
    lead: role === undefined ? [] : roleLine(words.roles, role),
    lines: explanationLines(explanation),
    actions: ways.map((way) => wayAction(context, words.buttons, way)),
    preview: {
      summary: explanation.what,
      discreetSummary: words.errors.heading,
      typed: explanation.next,
    },
  });
}

function wayAction(context: CardContext, words: ButtonWords, way: WayOut): CardAction {
  switch (way.kind) {
    case 'activateFor':
      return button(
        context,
        words.activateFor(timesFor(context).duration(way.durationMinutes)),
        verbs.submitActivation,
        { draftId: way.draft.draftId, ...roleKey(way.draft), durationMinutes: String(way.durationMinutes) },
      );
    case 'activate':
      return button(context, words.activate, verbs.activateRole, roleKey(way.role));
    case 'activateAgain':
      return button(context, words.activateAgain, verbs.activateAgain, roleKey(way.role));
    case 'deactivate':
      return button(context, words.deactivate, verbs.deactivateRole, roleKey(way.role));
    case 'signIn':
      return way.url === undefined
        ? button(
            context,
            words.signIn,
            verbs.startSignIn,
            way.operationId === undefined ? {} : { operationId: way.operationId },
          )
        : link(words.signIn, way.url);
    case 'myRoles':
      return button(context, words.myRoles, verbs.showRoles, {});
    case 'pending':
      return button(context, words.pending, verbs.showPending, {});
    case 'help':
      return button(context, words.help, verbs.showHelp, {});
    case 'portal':
      return link(words.openInEntra, context.portalUrl);
  }
}
