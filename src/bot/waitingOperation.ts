import { type Card, type CardContext } from '../cards/card.ts';
import { deactivationCard } from '../cards/deactivationCard.ts';
import { extensionCard } from '../cards/extensionCard.ts';
import { requestCard } from '../cards/requestCard.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import { inputOf } from '../pim/operations/activateRole.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type Intent, type Operation } from '../pim/records.ts';
import { scopeOfId } from '../pim/roles.ts';
import { drawChange } from './changes/changeViews.ts';
import { drawReviewAct } from './reviews/reviewViews.ts';

/** Whether nothing but a sign-in of the person makes it go on: to be done, or to be read back. */
export const waitsForSignIn = ({ state, outcome }: Operation): boolean =>
  state === 'INTENT' ||
  state === 'NEEDS_USER' ||
  (state === 'UNKNOWN' && outcome.errorCode === 'sign_in_required');

/** Whether a sign-in makes it go on; one whose answer was lost is read back first. */
export const goesOnWithSignIn = (operation: Operation): boolean =>
  waitsForSignIn(operation) || operation.state === 'UNKNOWN';

/** Whether what comes of it is shown on the card on which it waits. */
export const hasCardOfItsOwn = ({ intent: { kind } }: Operation): boolean =>
  kind === 'activate' ||
  kind === 'decide' ||
  kind === 'changeHolding' ||
  kind === 'changeSettings' ||
  kind === 'dismissAlert' ||
  kind === 'review';

/**
 * The card that says that it waits for a sign-in, with a button that asks for one however old it is. None for a decision,
 * which waits on its approver's card, and for a cancellation, which the request's own card offers anyway.
 */
export async function waitingCard(
  deps: Pick<OperationDeps, 'directory' | 'operations' | 'reviewing'>,
  context: CardContext,
  { id: operationId, intent }: Operation,
): Promise<Card | undefined> {
  const { directory } = deps;
  const state = { kind: 'needsSignIn' } as const;
  switch (intent.kind) {
    case 'activate': {
      const role = await roleOf(directory, intent);
      const { startAt, ...asked } = inputOf(intent);
      return requestCard(context, { key: undefined, state, role, ...asked, startAt, operationId });
    }
    case 'deactivate':
      return deactivationCard(context, { role: await roleOf(directory, intent), state, operationId });
    case 'extendEligibility':
      return extensionCard(context, { role: await roleOf(directory, intent), state, operationId });
    case 'changeHolding':
    case 'changeSettings':
    case 'dismissAlert':
      return drawChange(directory, context, intent, { state: 'needsSignIn', operationId });
    case 'review':
      // A reviewer's own card stays as it is, and its buttons ask anew.
      return intent.act.what === 'decide' || intent.act.what === 'keep'
        ? undefined
        : drawReviewAct(deps, context, { id: operationId }, intent.act, { state: 'needsSignIn' });
    case 'decide':
    case 'cancel':
      return undefined;
  }
}

const roleOf = async (
  directory: OperationDeps['directory'],
  { roleDefinitionId, scopeId }: Extract<Intent, { kind: 'activate' | 'deactivate' | 'extendEligibility' }>,
): Promise<ReturnType<typeof roleOnCard>> =>
  roleOnCard({ role: await directory.role(roleDefinitionId), scope: scopeOfId(scopeId) });
