import { setTimeout as pause } from 'node:timers/promises';
import { type Card } from '../cards/card.ts';
import { deactivationCard, type DeactivationState } from '../cards/deactivationCard.ts';
import { extensionCard, type ExtensionState } from '../cards/extensionCard.ts';
import { roleOnCard, type RoleOnCard } from '../cards/roleOnCard.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type OperationResult, runOperation } from '../pim/operations/runOperation.ts';
import { type SignOn } from '../pim/ports.ts';
import { type Intent } from '../pim/records.ts';
import { scopeOfId } from '../pim/roles.ts';
import { type Chat } from './chat.ts';
import { type Session } from './sessions.ts';

interface Deps extends OperationDeps {
  readonly chatOf: (session: Session) => Chat;
}

type OwnRoleIntent = Extract<Intent, { kind: 'deactivate' | 'extendEligibility' }>;

/** Between the looks at a role that PIM takes away, or may. Milliseconds; after them the settling sweep goes on. */
const REMOVAL_WAITS = [1000, 1500, 2000];

/**
 * Shows what came of giving a role back, and once more in the same place when it is known that PIM has really taken it, or
 * has not.
 * @returns what was found meanwhile where it wants something of the person, who was not asked for it yet
 */
export async function showDeactivation(
  deps: Deps,
  session: Session,
  result: OperationResult,
  { intent, signOn }: { readonly intent: OwnRoleIntent; readonly signOn: SignOn | undefined },
): Promise<OperationResult | undefined> {
  const { id: operationId } = result.operation;
  const role = await roleOf(deps, intent);
  const draw = (state: DeactivationState): Card =>
    deactivationCard(session.card, { role, state, operationId });
  const chat = deps.chatOf(session);
  const activityId = await chat.sendCard(draw(deactivationStateOf(result)));
  if (signOn === undefined || result.state !== 'UNKNOWN') return undefined;
  // PIM has taken it and lists the role for a moment more, or its answer was lost. The card says so, and then what is true.
  for (const milliseconds of REMOVAL_WAITS) {
    await pause(milliseconds);
    const again = await runOperation(deps, operationId, signOn);
    if (again?.state === 'NEEDS_USER') return again;
    const isDone = again === undefined && (await deps.operations.of(operationId))?.state === 'DONE';
    if (isDone || (again !== undefined && again.state !== 'UNKNOWN')) {
      const state: DeactivationState = again === undefined ? { kind: 'done' } : deactivationStateOf(again);
      await chat.updateCard(activityId, draw(state));
      return undefined;
    }
  }
  return undefined;
}

/** Shows what came of asking for more time with an eligibility. */
export async function showExtension(
  deps: Deps,
  session: Session,
  { operation, state, error }: OperationResult,
  intent: OwnRoleIntent,
): Promise<void> {
  const shown: ExtensionState =
    state === 'DONE'
      ? { kind: 'asked' }
      : state === 'UNKNOWN'
        ? { kind: 'unclear' }
        : { kind: 'refused', error };
  const role = await roleOf(deps, intent);
  const card = extensionCard(session.card, { role, state: shown, operationId: operation.id });
  await deps.chatOf(session).sendCard(card);
}

const roleOf = async (
  { directory }: Pick<Deps, 'directory'>,
  { roleDefinitionId, scopeId }: OwnRoleIntent,
): Promise<RoleOnCard> =>
  roleOnCard({ role: await directory.role(roleDefinitionId), scope: scopeOfId(scopeId) });

const isBeingRemoved = ({ state, error }: OperationResult): boolean =>
  state === 'UNKNOWN' && error?.details.status === 201;

function deactivationStateOf(result: OperationResult): DeactivationState {
  const { state, error } = result;
  if (state === 'DONE') return { kind: 'done' };
  if (state === 'UNKNOWN') return { kind: isBeingRemoved(result) ? 'working' : 'unclear' };
  return { kind: 'refused', error };
}
