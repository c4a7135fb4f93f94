import { PimError } from '../errors.ts';
import { type Operation } from '../records.ts';
import { afterWriting } from './afterWriting.ts';
import { administrationOf, isChangeMade } from './changeHolding.ts';
import { areSettingsMade, type ChangeSettingsIntent } from './changeSettings.ts';
import { type ChangeIntent } from './changeUnderWay.ts';
import { type OperationDeps } from './deps.ts';
import { type DismissAlertIntent, isAlertDismissed } from './dismissAlert.ts';
import { askForProof, fail, type OperationResult, settleDone } from './endOperation.ts';
import { authorityFacts } from './operationEntry.ts';

/** It looks for as long as all its waits take, and a little more. */
const LEASE_SECONDS = 60;
/** After so many leases it is not to be expected any more that it happens by itself. */
const LEASES_TO_WAIT = 5;

/**
 * Settles a change of somebody else's role, of a role's settings, or of one of PIM's alerts, whose answer was lost, or whose process ended. With a proof that still lives it
 * is looked for, and nothing is written: for that the administrator has to prove anew who they are, for this very change.
 * @returns `undefined` when there is nothing to say: somebody else has it, or it never began and waits for its sign-in
 */
export async function settleChange(
  deps: OperationDeps,
  { id, person, fence }: Operation,
  intent: ChangeIntent | ChangeSettingsIntent | DismissAlertIntent,
): Promise<OperationResult | undefined> {
  if (fence === 0) return undefined;
  const signOn = await deps.tokens.of(person);
  const operation = await deps.operations.claim(id, LEASE_SECONDS);
  if (operation === undefined) return undefined;
  if (signOn === undefined) return askForProof(deps, operation, {});
  const facts = { ...authorityFacts(deps, signOn, undefined), readBack: true };
  try {
    const isMade = await afterWriting(async () => {
      const admin = administrationOf(deps, signOn);
      if (intent.kind === 'changeSettings') return areSettingsMade(admin, intent);
      if (intent.kind === 'dismissAlert') return isAlertDismissed(deps, admin, operation, intent);
      return isChangeMade(deps, admin, operation, intent);
    });
    if (isMade) {
      return await settleDone(deps, operation, undefined, { graphRequestId: undefined, facts });
    }
    if (operation.fence > LEASES_TO_WAIT) return await askForProof(deps, operation, facts);
    throw new PimError('outcome_unknown', 'It is not to be seen');
  } catch (error) {
    return fail(deps, operation, facts, error);
  }
}
